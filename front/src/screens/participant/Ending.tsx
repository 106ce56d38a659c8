// The final page comes in a part of its own, fetched long before it is needed; where that failed, its standings do.
import { lazy, Suspense, useEffect, useState, type ComponentProps } from 'react';
import { Heading } from '../../ui/Heading';
import { Leaderboard } from '../../ui/Leaderboard';
import { untilFetched } from '../../ui/untilFetched';
import { sharedWords } from '../../words/shared';
import { Arriving } from './Arriving';

/** A page that is on its way is waited for rather than replaced under its reader's eyes. */
const PATIENCE_MS = 3_000;

const fetched = () => untilFetched(() => import('./Final'));
const Final = lazy(fetched);

export const preloadEnding = () => void fetched();

export function Ending(props: ComponentProps<typeof Final>) {
  return (
    <Suspense fallback={<Meanwhile {...props} />}>
      <Final {...props} />
    </Suspense>
  );
}

function Meanwhile({ rankings, me }: ComponentProps<typeof Final>) {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, []);
  if (!late) return <Arriving />;
  return (
    <div className="grid gap-6 py-6">
      <Heading className="text-center text-4xl">{sharedWords.finalResults}</Heading>
      <h2 className="text-xl text-faded">{sharedWords.finalLeaderboard}</h2>
      <Leaderboard rankings={rankings} me={me} label={sharedWords.finalLeaderboard} />
    </div>
  );
}
