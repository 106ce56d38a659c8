// The end of the evening, which stays until they leave it: the podium, the standings, and each question once more.
import { useEffect } from 'react';
import { useParticipant } from '../../room/participant';
import type { ParticipantScreen } from '../../room/reduceParticipant';
import { Button } from '../../ui/Button';
import { celebrate } from '../../ui/celebrate';
import { Foot } from '../../ui/Foot';
import { Heading } from '../../ui/Heading';
import { Leaderboard } from '../../ui/Leaderboard';
import { Podium } from '../../ui/Podium';
import { resultsWords } from '../../words/results';
import { sharedWords } from '../../words/shared';
import { Review } from './Review';

const words = resultsWords.final;
const PODIUM = 3;

export default function Final({ rankings, me, fresh }: Extract<ParticipantScreen, { at: 'final' }>) {
  const { playAnother } = useParticipant.getState();
  const review = useParticipant((state) => state.room.review);
  const won = fresh && me !== null && me.rank <= PODIUM && me.score > 0;
  useEffect(() => {
    if (won) void celebrate();
  }, [won]);

  return (
    <div className="grid animate-rise grid-cols-1 gap-8 py-6">
      <div className="text-center">
        <Heading className="text-4xl">{sharedWords.finalResults}</Heading>
        {me && <p className="mt-2 text-lg text-gold">{me.shared ? words.shared(me.rank) : words.place(me.rank)}</p>}
      </div>
      <Podium rankings={rankings} mine={me?.pseudonym} className="text-sm" />
      <section className="grid grid-cols-1 gap-3">
        <h2 className="text-xl text-faded">{sharedWords.finalLeaderboard}</h2>
        <Leaderboard rankings={rankings} me={me} label={sharedWords.finalLeaderboard} />
      </section>
      <Review review={review} />
      <Button look="main" className="min-h-14" onClick={playAnother}>
        {words.another}
      </Button>
      <Foot />
    </div>
  );
}
