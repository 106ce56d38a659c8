// The standings between questions, and those of a finished wine.
import type { ParticipantScreen } from '../../room/reduceParticipant';
import { Heading } from '../../ui/Heading';
import { Leaderboard } from '../../ui/Leaderboard';
import { sharedWords } from '../../words/shared';
import { participantWords } from '../../words/participant';

const words = participantWords.standings;

type Props = Extract<ParticipantScreen, { at: 'question_standings' | 'round_standings' }>;

export function Standings({ at, rankings, me, place }: Props) {
  const round = at === 'round_standings';
  return (
    <div className="grid animate-rise gap-5 py-4">
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
      </div>
      {me && (
        <p className="rounded-3xl border border-line bg-table px-5 py-4">
          <span className="text-faded">{words.yourPlace}</span>{' '}
          <strong className="ml-2 font-display text-3xl text-gold tabular-nums">{me.rank}</strong>
        </p>
      )}
      <Leaderboard rankings={rankings} me={me} label={sharedWords.standings} />
      <p className="text-center text-faded">{words.next}</p>
    </div>
  );
}
