// The standings and the final page come in parts of their own, fetched before they are needed.
import { lazy, Suspense } from 'react';
import type { RankingEntry } from '../../protocol/RankingEntry';
import type { ParticipantScreen } from '../../room/reduceParticipant';
import { Heading } from '../../ui/Heading';
import { untilFetched } from '../../ui/untilFetched';
import { participantWords } from '../../words/participant';
import { sharedWords } from '../../words/shared';

const standings = () => untilFetched(() => import('./Standings'));
const final = () => untilFetched(() => import('./Final'));
const Standings = lazy(standings);
const Final = lazy(final);

export function preloadResults() {
  void standings();
  void final();
}

export function Results(screen: Extract<ParticipantScreen, { rankings: RankingEntry[] }>) {
  return (
    <Suspense fallback={<Meanwhile {...screen} />}>
      {screen.at === 'final' ? <Final {...screen} /> : <Standings key={screen.at} {...screen} />}
    </Suspense>
  );
}

/** Where a part is late, one's own place is not. */
function Meanwhile({ me }: { me: RankingEntry | null }) {
  return (
    <div className="animate-late m-auto text-center">
      <Heading className="text-2xl text-faded">{sharedWords.loading}</Heading>
      {me && (
        <p className="mt-2">
          {participantWords.yourPlace} <strong className="text-gold tabular-nums">{me.rank}</strong>
        </p>
      )}
    </div>
  );
}
