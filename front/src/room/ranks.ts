// Who stood where, as the reducers remember it: apart from the rest of the standings, which a phone loads later.
import type { RankingEntry } from '../protocol/RankingEntry';

/** Everybody's rank, by handle. */
export type Ranks = Readonly<Record<string, number | undefined>>;

/**
 * One's own line is not among the rows when one is not among the first. Before anybody has a point nobody has a place:
 * the order is that of arrival, and who leaves it has not fallen.
 */
export const ranksOf = (rankings: RankingEntry[], me?: RankingEntry | null): Ranks => {
  const lines = rankings.some(({ score }) => score > 0) ? [...rankings, ...(me ? [me] : [])] : [];
  return Object.fromEntries(lines.map(({ pseudonym, rank }) => [pseudonym, rank]));
};
