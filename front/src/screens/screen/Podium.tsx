// Three steps: the second on the left, the first in the middle, the third on the right, shared where they are shared.
import type { Step } from '../../room/podium';
import { sharedWords } from '../../words/shared';
import { screenWords } from '../../words/screen';

/** Names that there is room for above a step. */
const MOST_NAMES = 5;

const looks: Record<number, { place: string; step: string }> = {
  1: { place: 'order-2', step: 'h-[18rem] bg-wine text-on-wine' },
  2: { place: 'order-1', step: 'h-[13rem] bg-cloth text-ink' },
  3: { place: 'order-3', step: 'h-[9rem] bg-cloth text-ink' },
};

export function Podium({ steps }: { steps: Step[] }) {
  return (
    <ol aria-label={sharedWords.finalLeaderboard} className="flex min-h-0 flex-[1.25] items-end justify-center gap-4">
      {steps.map(({ rank, who }) => (
        <li key={rank} className={`flex min-w-0 flex-1 flex-col items-center gap-4 ${looks[rank]?.place ?? ''}`}>
          <span className="sr-only">{sharedWords.rank(rank)}: </span>
          <div className="rising flex w-full flex-wrap justify-center gap-x-5 gap-y-1 text-center leading-tight">
            {who.slice(0, MOST_NAMES).map(({ pseudonym, displayName }) => (
              <p
                key={pseudonym}
                className={`font-semibold wrap-anywhere ${who.length > 2 ? 'text-2xl' : 'w-full text-3xl'}`}
              >
                {displayName ?? pseudonym}
              </p>
            ))}
            {who.length > MOST_NAMES && (
              <p className="text-xl text-faded">{screenWords.standings.more(who.length - MOST_NAMES)}</p>
            )}
            <p className="mt-1 w-full text-2xl text-gold tabular-nums">{sharedWords.points(who[0]?.score ?? 0)}</p>
          </div>
          <p
            aria-hidden="true"
            className={`growing-up grid w-full max-w-[16rem] place-items-center rounded-t-3xl font-display text-7xl leading-none tabular-nums ${looks[rank]?.step ?? ''}`}
          >
            {rank}
          </p>
        </li>
      ))}
    </ol>
  );
}
