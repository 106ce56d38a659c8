// The final page comes in a part of its own, fetched long before it is needed; until it is there, its standings are.
import { lazy, Suspense, type ComponentProps } from 'react';
import { Heading } from '../../ui/Heading';
import { Leaderboard } from '../../ui/Leaderboard';
import { untilFetched } from '../../ui/untilFetched';
import { sharedWords } from '../../words/shared';

const fetched = () => untilFetched(() => import('./Final'));
const Final = lazy(fetched);

export const preloadEnding = () => void fetched();

export function Ending(props: ComponentProps<typeof Final>) {
  return (
    <Suspense fallback={<Plain {...props} />}>
      <Final {...props} />
    </Suspense>
  );
}

function Plain({ rankings, me }: ComponentProps<typeof Final>) {
  return (
    <div className="grid gap-6 py-6">
      <Heading className="text-center text-4xl">{sharedWords.finalResults}</Heading>
      <h2 className="text-xl text-faded">{sharedWords.finalLeaderboard}</h2>
      <Leaderboard rankings={rankings} me={me} label={sharedWords.finalLeaderboard} />
    </div>
  );
}
