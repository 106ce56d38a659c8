// The standings after a question; after a wine, beside what was in the glass.
import type { BigScreen } from '../../room/reduceScreen';
import { useScreen } from '../../room/screen';
import { Heading } from '../../ui/Heading';
import { sharedWords } from '../../words/shared';
import { Places } from './Places';
import { WineLabel } from './WineLabel';

export function Standings({
  at,
  rankings,
  before,
  place,
}: Extract<BigScreen, { at: 'question_standings' | 'round_standings' }>) {
  const { count, wine } = useScreen((state) => state.room);
  const round = at === 'round_standings';
  const known = round && place?.roundIndex === wine.roundIndex ? wine.known : {};
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-6 landscape:gap-8">
      <header>
        {place && (
          <p className="text-2xl text-faded">
            {sharedWords.wineOf(place)}
            {!round && ` · ${sharedWords.questionOf(place)}`}
          </p>
        )}
        <Heading className="mt-2 text-4xl landscape:text-6xl">
          {round && place ? sharedWords.afterWine(place.roundIndex + 1) : sharedWords.standings}
        </Heading>
      </header>
      <div className="flex min-h-0 flex-1 flex-col gap-10 landscape:flex-row">
        {Object.keys(known).length > 0 && <WineLabel known={known} />}
        <Places rankings={rankings} before={before} count={count} most={round ? 1 : 2} />
      </div>
    </div>
  );
}
