// The end of the evening: a podium, and everybody's place.
import type { BigScreen } from '../../room/reduceScreen';
import { podium } from '../../room/standings';
import { useScreen } from '../../room/screen';
import { Heading } from '../../ui/Heading';
import { Podium } from '../../ui/Podium';
import { sharedWords } from '../../words/shared';
import { Places } from './Places';

export function Final({ rankings }: Extract<BigScreen, { at: 'final' }>) {
  const count = useScreen((state) => state.room.count);
  const onIt = podium(rankings).reduce((sum, { who }) => sum + who.length, 0);
  const rest = rankings.slice(onIt);
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-6">
      <Heading className="text-4xl landscape:text-6xl">{sharedWords.finalResults}</Heading>
      <div className="flex min-h-0 flex-1 flex-col gap-10 landscape:flex-row">
        {onIt > 0 && <Podium rankings={rankings} className="flex-[1.25] text-2xl" />}
        {(rest.length > 0 || onIt === 0) && (
          <Places
            rankings={rest}
            before={[]}
            count={Math.max(0, count - onIt)}
            most={onIt > 0 ? 1 : 2}
            size="text-2xl"
          />
        )}
      </div>
    </div>
  );
}
