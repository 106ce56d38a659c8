// The end of the evening, which stays.
import { roomClock } from '../../room/clock';
import { useHost } from '../../room/host';
import type { HostScreen } from '../../room/reduceHost';
import { Button } from '../../ui/Button';
import { Heading } from '../../ui/Heading';
import { Leaderboard } from '../../ui/Leaderboard';
import { saveFile } from '../../ui/saveFile';
import { hostWords } from '../../words/host';
import { sharedWords } from '../../words/shared';
import { Step, Steps } from './Steps';

const words = hostWords.final;

export function Final({ rankings }: Extract<HostScreen, { at: 'final' }>) {
  const leave = useHost((state) => state.leave);
  const reopenable = useHost(({ room }) => room.reopenableUntil !== null && room.reopenableUntil > roomClock.now());
  const save = async () => {
    const { room, results } = useHost.getState();
    const csv = await results();
    if (csv !== null) saveFile(words.file(room.code), 'csv', csv);
  };
  return (
    <div className="mx-auto grid w-full max-w-2xl animate-rise grid-cols-1 gap-6 py-4">
      <Heading className="text-center text-4xl sm:text-5xl">{sharedWords.finalResults}</Heading>
      <section className="grid grid-cols-1 gap-3">
        <h2 className="text-xl text-faded">{sharedWords.finalLeaderboard}</h2>
        <Leaderboard rankings={rankings} label={sharedWords.finalLeaderboard} />
      </section>
      <Button onClick={leave}>{words.again}</Button>
      <Button look="bare" onClick={() => void save()}>
        {words.save}
      </Button>
      {reopenable && (
        <Steps next={words.absent}>
          <Step says="host:reopen">{words.reopen}</Step>
        </Steps>
      )}
    </div>
  );
}
