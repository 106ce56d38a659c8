// The end of the evening, which stays until they leave it.
import { useParticipant } from '../../room/participant';
import type { ParticipantScreen } from '../../room/reduceParticipant';
import { Button } from '../../ui/Button';
import { Heading } from '../../ui/Heading';
import { Leaderboard } from '../../ui/Leaderboard';
import { sharedWords } from '../../words/shared';
import { participantWords } from '../../words/participant';

const words = participantWords.final;

export function Final({ rankings, me }: Extract<ParticipantScreen, { at: 'final' }>) {
  const playAnother = useParticipant((state) => state.playAnother);
  return (
    <div className="grid animate-rise gap-6 py-6">
      <div className="text-center">
        <Heading className="text-4xl">{sharedWords.finalResults}</Heading>
        {me && <p className="mt-2 text-lg text-gold">{words.place(me.rank)}</p>}
      </div>
      <section className="grid gap-3">
        <h2 className="text-xl text-faded">{sharedWords.finalLeaderboard}</h2>
        <Leaderboard rankings={rankings} me={me} label={sharedWords.finalLeaderboard} />
      </section>
      <Button look="main" onClick={playAnother}>
        {words.another}
      </Button>
    </div>
  );
}
