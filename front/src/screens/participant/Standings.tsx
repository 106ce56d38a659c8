// The standings between questions, and those of a finished wine, with one's own place above them all.
import type { RankingEntry } from '../../protocol/RankingEntry';
import { useParticipant } from '../../room/participant';
import type { Ranks } from '../../room/ranks';
import type { StandingsScreen } from '../../room/reduceParticipant';
import { risen } from '../../room/standings';
import { Foot } from '../../ui/Foot';
import { Heading } from '../../ui/Heading';
import { Down, Up } from '../../ui/icons';
import { Leaderboard } from '../../ui/Leaderboard';
import { sharedWords } from '../../words/shared';
import { participantWords } from '../../words/participant';
import { resultsWords } from '../../words/results';
import { KeepSeat } from './KeepSeat';

const words = resultsWords.standings;

export default function Standings({ at, rankings, me, place, before }: StandingsScreen) {
  const round = at === 'round_standings';
  const skipped = useParticipant((state) => state.room.skipped);
  return (
    <div className="grid animate-rise grid-cols-1 gap-5 py-4">
      <div>
        {place && (
          <p className="text-sm text-faded">
            {sharedWords.wineOf(place)}
            {!round && ` · ${sharedWords.questionOf(place)}`}
          </p>
        )}
        <Heading className="text-3xl">
          {round && place ? sharedWords.afterWine(place.roundIndex + 1) : sharedWords.standings}
        </Heading>
        {skipped && <p className="mt-1 text-faded">{participantWords.skipped}</p>}
      </div>
      {me && <OwnPlace me={me} before={before} />}
      <Leaderboard rankings={rankings} me={me} before={before} label={sharedWords.standings} />
      <p className="text-center text-faded">{words.next}</p>
      <KeepSeat />
      <Foot sound language={false} />
    </div>
  );
}

/** Stays in sight however long the list is. */
function OwnPlace({ me, before }: { me: RankingEntry; before: Ranks | null }) {
  const rose = risen(me, before);
  const Arrow = rose > 0 ? Up : Down;
  return (
    <p className="sticky top-2 z-5 flex flex-wrap items-baseline gap-x-4 rounded-3xl border border-line bg-table px-5 py-4">
      <span className="text-faded">{participantWords.yourPlace}</span>
      <strong className="font-display text-4xl leading-none text-gold tabular-nums">{me.rank}</strong>
      {before && (
        <span className={`ml-auto flex items-center gap-1 self-center ${rose > 0 ? 'text-good' : 'text-faded'}`}>
          {rose !== 0 && <Arrow />}
          {rose === 0 ? words.stayed : words.moved(me.rank + rose, me.rank)}
        </span>
      )}
    </p>
  );
}
