// The standings: a list with shared places, and one's own line always in it.
import type { RankingEntry } from '../protocol/RankingEntry';
import type { Ranks } from '../room/ranks';
import { leads, risen } from '../room/standings';
import { sharedWords as words } from '../words/shared';
import { Down, Up } from './icons';

interface Props {
  rankings: RankingEntry[];
  /** The reader's own line, shown below when it is not among the first. */
  me?: RankingEntry | null;
  label: string;
  /** The ranks of the standings before these, to tell who moved. */
  before?: Ranks | null;
}

export function Leaderboard({ rankings, me = null, label, before = null }: Props) {
  if (rankings.length === 0) return <p className="text-faded">{words.nobodyScored}</p>;
  const listed = rankings.some(({ pseudonym }) => pseudonym === me?.pseudonym);
  return (
    <ol aria-label={label} className="grid grid-cols-1 gap-2">
      {rankings.map((entry) => (
        <Line
          key={entry.pseudonym}
          entry={entry}
          mine={entry.pseudonym === me?.pseudonym}
          rose={risen(entry, before)}
        />
      ))}
      {me && !listed && <Line entry={me} mine rose={risen(me, before)} />}
    </ol>
  );
}

function Line({ entry, mine, rose }: { entry: RankingEntry; mine: boolean; rose: number }) {
  const { pseudonym, displayName } = entry;
  return (
    <li
      className={`flex min-h-12 flex-wrap items-center justify-end gap-x-4 rounded-2xl border px-4 py-2 ${mine ? 'border-gold bg-cloth' : 'border-transparent bg-table'}`}
      aria-current={mine || undefined}
    >
      <Rank of={entry} className="min-w-7 text-xl" />
      {/* As wide as its longest word at least: in a very large text the points go below it. */}
      <Name pseudonym={pseudonym} displayName={displayName} className="grow basis-[min-content]" />
      <Moved rose={rose} />
      <Score of={entry} />
    </li>
  );
}

export function Rank({ of, className }: { of: RankingEntry; className: string }) {
  return (
    <span
      className={`shrink-0 text-right font-display tabular-nums ${leads(of) ? 'text-gold' : 'text-faded'} ${className}`}
    >
      <span className="sr-only">{words.rank(of.rank)} </span>
      <span aria-hidden="true">{of.rank}</span>
    </span>
  );
}

export function Score({ of: { score } }: { of: RankingEntry }) {
  return (
    <span className="shrink-0 font-semibold tabular-nums">
      {score}
      <span className="sr-only"> {words.pointsOnly(score)}</span>
    </span>
  );
}

/** By how many places somebody rose or fell. */
export function Moved({ rose }: { rose: number }) {
  const Arrow = rose > 0 ? Up : Down;
  return (
    <span
      className={`ml-auto flex shrink-0 items-center text-[0.875em] tabular-nums ${rose > 0 ? 'text-good' : 'text-faded'}`}
    >
      {rose !== 0 && (
        <>
          <Arrow className="size-[1.15em]" />
          <span aria-hidden="true">{Math.abs(rose)}</span>
          <span className="sr-only">{rose > 0 ? words.rose(rose) : words.fell(-rose)}</span>
        </>
      )}
    </span>
  );
}

/** A handle, with the name that its owner added. */
export function Name({
  pseudonym,
  displayName,
  className = '',
}: {
  pseudonym: string;
  displayName?: string | undefined;
  className?: string;
}) {
  return (
    <span className={`min-w-0 wrap-break-word ${className}`}>
      {displayName && <span className="block font-semibold">{displayName}</span>}
      <span className={displayName ? 'block text-sm text-faded' : 'font-medium tracking-wide'}>{pseudonym}</span>
    </span>
  );
}
