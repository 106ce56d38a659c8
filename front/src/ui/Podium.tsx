// The first three places, shared where they are shared; the standings below say the same as a list.
import type { RankingEntry } from '../protocol/RankingEntry';
import { podium, type Step } from '../room/standings';
import { sharedWords as words } from '../words/shared';

interface Props {
  rankings: RankingEntry[];
  /** The reader's own handle. */
  mine?: string | undefined;
  className?: string;
}

/** The winner in the middle, whose step grows last. */
const places = [
  { order: 'order-2', height: 'min-h-[9em]', delay: '[animation-delay:0.6s]' },
  { order: 'order-1', height: 'min-h-[6.5em]', delay: '[animation-delay:0.3s]' },
  { order: 'order-3', height: 'min-h-[4.5em]', delay: '' },
];
const NAMED = 3;

export function Podium({ rankings, mine, className = '' }: Props) {
  const steps = podium(rankings);
  if (steps.length === 0) return null;
  return (
    <div role="group" aria-label={words.podium} className={`flex items-end justify-center gap-2 ${className}`}>
      {steps.map((step) => (
        <Place key={step.rank} step={step} mine={mine} />
      ))}
    </div>
  );
}

function Place({ step: { rank, who }, mine }: { step: Step; mine: string | undefined }) {
  const { order, height, delay } = places[rank - 1] ?? { order: '', height: '', delay: '' };
  // Whoever looks finds themselves, however many share the place.
  const named = [...who].sort((a, b) => Number(b.pseudonym === mine) - Number(a.pseudonym === mine)).slice(0, NAMED);
  return (
    <div className={`${order} max-w-[12em] min-w-0 flex-1 text-center`}>
      <div className={`grid animate-rise gap-1 pb-2 ${delay}`}>
        {named.map(({ pseudonym, displayName }) => (
          <p
            key={pseudonym}
            className={`leading-tight font-semibold wrap-break-word ${pseudonym === mine ? 'text-gold' : ''}`}
          >
            {displayName ?? pseudonym}
          </p>
        ))}
        {who.length > NAMED && <p className="text-faded">{words.andMore(who.length - NAMED)}</p>}
      </div>
      <div className={`grid animate-grow content-start gap-1 rounded-t-2xl bg-table pt-3 ${height} ${delay}`}>
        <p className={`font-display text-[2.2em] leading-none ${rank === 1 ? 'text-gold' : 'text-faded'}`}>
          <span className="sr-only">{words.rank(rank)}</span>
          <span aria-hidden="true">{rank}</span>
        </p>
        <p className="text-faded tabular-nums">{words.points(who[0]?.score ?? 0)}</p>
      </div>
    </div>
  );
}
