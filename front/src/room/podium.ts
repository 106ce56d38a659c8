// Who stands on which step of the podium: places are shared, and the place after a shared one is not given.
import type { RankingEntry } from '../protocol/RankingEntry';

export interface Step {
  rank: number;
  who: RankingEntry[];
}

const LOWEST_STEP = 3;

/** The steps that somebody stands on, best first. Nobody wins without a point. */
export function podium(rankings: RankingEntry[]): Step[] {
  const steps: Step[] = [];
  for (const entry of rankings) {
    if (entry.rank > LOWEST_STEP || entry.score === 0) break;
    const step = steps.at(-1);
    if (step?.rank === entry.rank) step.who.push(entry);
    else steps.push({ rank: entry.rank, who: [entry] });
  }
  return steps;
}
