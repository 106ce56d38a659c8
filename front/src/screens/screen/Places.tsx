// The lines of the standings: each glides from where it was to where it is.
import { useEffect, useState, type CSSProperties } from 'react';
import type { RankingEntry } from '../../protocol/RankingEntry';
import { ranksOf } from '../../room/ranks';
import { leads, risen } from '../../room/standings';
import { Moved, Rank, Score } from '../../ui/Leaderboard';
import { sharedWords as words } from '../../words/shared';
import { usePortrait } from './usePortrait';

/** Lines that can be read below each other. */
const MOST_ROWS = 8;
/** Fewer lines do not grow any taller. */
const LEAST_ROWS = 5;
/** The old order is seen first. */
const PAUSE_MS = 900;

interface Props {
  rankings: RankingEntry[];
  /** As they were, or nothing to move from. */
  before: RankingEntry[];
  /** How many there are in all. */
  count: number;
  /** Columns that there is room for. */
  most: 1 | 2;
  size?: string;
}

export function Places({ rankings, before, count, most, size }: Props) {
  const columns = usePortrait() || rankings.length <= MOST_ROWS ? 1 : most;
  const shown = rankings.slice(0, columns * MOST_ROWS);
  const rows = Math.max(LEAST_ROWS, Math.ceil(shown.length / columns));
  const settled = useSettled(before.length > 0);
  const old = new Map(before.map(({ pseudonym }, at) => [pseudonym, at]));
  const ranks = settled ? ranksOf(before) : null;
  const grid = {
    '--rows': rows,
    '--columns': columns,
  } as CSSProperties;

  return (
    <div className="flex min-h-0 min-w-0 flex-1 flex-col gap-4">
      <ol
        aria-label={words.standings}
        className={`places ${size ?? (columns > 1 ? 'text-2xl' : 'text-2xl landscape:text-3xl')}`}
        style={grid}
      >
        {shown.map((entry, at) => {
          // Who was out of sight comes from below the last line.
          const place = settled ? at : Math.min(old.get(entry.pseudonym) ?? at, shown.length);
          const style = { '--column': Math.floor(place / rows), '--row': place % rows } as CSSProperties;
          return (
            <li key={entry.pseudonym} style={style}>
              <Line entry={entry} rose={risen(entry, ranks)} narrow={columns === 1} />
            </li>
          );
        })}
      </ol>
      {count > shown.length && <p className="text-2xl text-faded">{words.andMore(count - shown.length)}</p>}
    </div>
  );
}

/** Beside a wine the lines are narrow, and a name takes two of its own. */
function Line({ entry, rose, narrow }: { entry: RankingEntry; rose: number; narrow: boolean }) {
  const { pseudonym, displayName } = entry;
  return (
    <div
      className={`flex h-full items-center gap-[0.7em] rounded-2xl bg-table px-[0.8em] ${leads(entry) ? 'outline-2 -outline-offset-2 outline-gold' : ''}`}
    >
      <Rank of={entry} className="w-[1.4em]" />
      <span
        className={`line-clamp-2 min-w-0 leading-[1.05] font-semibold wrap-anywhere ${narrow ? 'text-[min(1em,42cqh)]' : ''}`}
      >
        {displayName ?? pseudonym}
      </span>
      <Moved rose={rose} />
      <Score of={entry} />
    </div>
  );
}

/** Whether the lines are where they belong now; at once where nothing is to move. */
function useSettled(moves: boolean): boolean {
  const [settled, setSettled] = useState(!moves || window.matchMedia('(prefers-reduced-motion: reduce)').matches);
  useEffect(() => {
    if (settled) return;
    const timer = setTimeout(() => setSettled(true), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [settled]);
  return settled;
}
