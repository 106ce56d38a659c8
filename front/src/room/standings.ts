// What the standings tell beyond their rows: who moved since the last ones, and who stands on the podium.
import type { RankingEntry } from '../protocol/RankingEntry';

/** Everybody's rank, by handle. */
export type Ranks = Readonly<Record<string, number | undefined>>;

/** One's own line is not among the rows when one is not among the first. */
export const ranksOf = (rankings: RankingEntry[], me?: RankingEntry | null): Ranks =>
  Object.fromEntries([...rankings, ...(me ? [me] : [])].map(({ pseudonym, rank }) => [pseudonym, rank]));

/** How many places somebody rose, below zero if they fell; nobody moves who was not there before. */
export function risen({ pseudonym, rank }: RankingEntry, before: Ranks | null): number {
  return (before?.[pseudonym] ?? rank) - rank;
}

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
