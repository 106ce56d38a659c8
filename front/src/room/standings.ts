// What the standings tell beyond their rows: who moved since the last ones, and who stands on the podium.
import type { RankingEntry } from '../protocol/RankingEntry';
import type { Ranks } from './ranks';

/** How many places somebody rose, below zero if they fell; nobody moves who was not there before. */
export function risen({ pseudonym, rank }: RankingEntry, before: Ranks | null): number {
  return (before?.[pseudonym] ?? rank) - rank;
}

/** Alone or with others; nobody does before there are points. */
export const leads = ({ rank, score }: RankingEntry) => rank === 1 && score > 0;

export interface Step {
  rank: number;
  who: RankingEntry[];
}

/** The first three places that anybody holds: a shared one leaves the next empty (1, 1, 3). Without points nobody is on one. */
export function podium(rankings: RankingEntry[]): Step[] {
  return [1, 2, 3]
    .map((rank) => ({ rank, who: rankings.filter((entry) => entry.rank === rank && entry.score > 0) }))
    .filter(({ who }) => who.length > 0);
}
