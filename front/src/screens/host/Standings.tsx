// The standings between questions, and those of a finished wine, with what comes next.
import { useHost } from '../../room/host';
import { isLastQuestion, isLastWine } from '../../room/place';
import type { HostScreen } from '../../room/reduceHost';
import { categories } from '../../tasting/shelf';
import { Heading } from '../../ui/Heading';
import { Leaderboard } from '../../ui/Leaderboard';
import { hostWords } from '../../words/host';
import { sharedWords } from '../../words/shared';
import { Step, Steps } from './Steps';

const words = hostWords.standings;

type Props = Extract<HostScreen, { at: 'question_standings' | 'round_standings' }>;

export function Standings({ at, rankings, place }: Props) {
  const wines = useHost((state) => state.room.wines);
  const round = at === 'round_standings';
  const wine = wines[place.roundIndex]?.name;
  const category = categories[(place.questionIndex ?? 0) + 1];
  const next = round
    ? !isLastWine(place) && sharedWords.wineOf({ ...place, roundIndex: place.roundIndex + 1 })
    : !isLastQuestion(place) && category && sharedWords.categories[category];
  return (
    <>
      <div>
        <p className="text-sm text-faded">
          {sharedWords.wineOf(place)}
          {!round && ` · ${sharedWords.questionOf(place)}`}
        </p>
        <Heading className="mt-1 text-3xl sm:text-4xl">
          {round ? words.roundTitle(place.roundIndex + 1) : sharedWords.standings}
        </Heading>
        {round && wine && <p className="mt-1 text-lg text-gold">{words.itWas(wine)}</p>}
      </div>
      <div className="w-full animate-rise">
        <Leaderboard rankings={rankings} label={sharedWords.standings} />
      </div>
      <Steps next={next ? words.nextIs(next) : ''}>
        <Step says="host:next">{nextWords(round, place)}</Step>
      </Steps>
    </>
  );
}

function nextWords(round: boolean, place: Props['place']): string {
  if (round) return isLastWine(place) ? words.finalResults : words.nextRound;
  return isLastQuestion(place) ? words.roundResults : words.nextQuestion;
}
