// One question of a wine: its right answer, and three wrong ones.
import { memo, useCallback, useId, useState } from 'react';
import type { Category } from '../../../protocol/Category';
import type { QuestionDraft } from '../../../protocol/QuestionDraft';
import { useShelf } from '../../../room/shelf';
import { LONGEST_TEXT } from '../../../tasting/rules';
import { suggestionsFor, wineCalled, type Shelf } from '../../../tasting/shelf';
import { IconButton } from '../../../ui/Button';
import { Again, Check, Chevron } from '../../../ui/icons';
import { whenReleased } from '../../../ui/released';
import { SuggestField } from '../../../ui/SuggestField';
import { useWide } from '../../../ui/useWide';
import { hostWords } from '../../../words/host';
import { sharedWords } from '../../../words/shared';
import { ruleBroken } from './draft';
import type { DraftStore } from './draftStore';

const words = hostWords.form;
/** More than these are found by typing on. */
const MOST_SUGGESTIONS = 30;

const field = 'h-11 w-full rounded-xl border bg-room pl-3 text-ellipsis aria-invalid:border-bad';
/** What is asked, the right answer, the wrong ones, or below each other in large letters; the wine's name has a line of its own. */
const columns =
  'max-sm:@min-[14rem]:grid-cols-[6.75rem_minmax(0,1fr)] sm:grid-cols-[7.5rem_minmax(0,2fr)_minmax(0,4fr)]';
const mainColumns = 'sm:grid-cols-[7.5rem_minmax(0,1fr)]';

interface Props {
  store: DraftStore;
  bottleKey: number;
  question: QuestionDraft;
  number: number;
  judged: boolean;
  /** It is to be said that nobody has looked at the right answer yet. */
  unsure: boolean;
  /** Somebody has. */
  checked: boolean;
  /** The other answers are still the sample's. */
  leftovers: boolean;
}

/** A letter in one question leaves the other four as they are. */
export const Answers = memo(function Answers(props: Props) {
  const { store, bottleKey: key, question, number, judged, unsure, checked, leftovers } = props;
  const shelf = useShelf((state) => state.shelf);
  const { answer, settle, pick, wrong, redraw, empty } = store.getState();
  const wide = useWide();
  const [left, setLeft] = useState(false);
  const [shown, setShown] = useState(false);
  const [faultId, wrongId, noteId] = [useId(), useId(), useId()];

  const category = question.category as Category;
  const { correctAnswer, distractors } = question;
  const name = sharedWords.categories[category];
  const rule = left || judged ? ruleBroken(question) : null;
  const unfolded = shown || (judged && rule !== null && rule !== 'missing');
  const main = category === 'wine_name';

  const suggest = useCallback(
    (typed: string) => suggestionsFor(shelf, category, typed, MOST_SUGGESTIONS),
    [shelf, category],
  );
  const shared = { suggest, count: words.suggestions, maxLength: LONGEST_TEXT };
  const describedBy = [rule && faultId, unsure && noteId].filter(Boolean).join(' ') || undefined;
  const detail = (suggestion: string) => detailOf(shelf, category, suggestion);

  return (
    <div
      role="group"
      tabIndex={-1}
      data-question={category}
      aria-label={name}
      className={`grid outline-none scroll-mt-4 gap-x-2 ${main ? mainColumns : columns}`}
      onBlur={() => left || whenReleased(() => setLeft(true))}
    >
      <p className={`leading-5 ${main ? 'max-sm:mb-1.5 sm:pt-3.5' : unsure ? 'pt-0.5' : 'pt-3'}`}>
        <span className="font-semibold" aria-hidden="true">
          {name}
        </span>
        {unsure && (
          <span id={noteId} className="block text-sm whitespace-nowrap text-gold">
            {category === 'vintage_year' ? words.guess : words.stillSample}
          </span>
        )}
      </p>
      <div className="relative">
        <SuggestField
          {...shared}
          label={words.correct(number, name)}
          value={correctAnswer}
          describedBy={describedBy}
          detail={detail}
          wrong={rule === 'missing' || rule === 'alike'}
          onType={(text) => answer(key, category, text)}
          onPick={(text) => pick(key, category, text)}
          onLeave={() => settle(key, category)}
          className={`${field} border-good/70 pr-9 ${main ? 'sm:h-12 sm:text-lg' : ''} font-semibold`}
        />
        {correctAnswer.trim() && !rule && checked && (
          <Check
            className={`pointer-events-none absolute top-3.5 right-3 size-4 text-good ${main ? 'sm:top-4' : ''}`}
          />
        )}
        {leftovers && (
          <p className="text-sm text-gold">
            {words.leftovers}{' '}
            <button type="button" className="min-h-11 px-1 font-semibold underline" onClick={() => empty(key)}>
              {words.empty}
            </button>
          </p>
        )}
      </div>
      {main && (
        <p className="pt-5 text-sm text-faded max-sm:hidden" aria-hidden="true">
          {words.wrongShort}
        </p>
      )}
      <div
        className={`grid grid-cols-[minmax(0,1fr)_auto] items-start gap-x-1 max-sm:col-span-full sm:gap-x-2 ${main ? 'sm:pt-2' : ''}`}
      >
        <button
          type="button"
          aria-expanded={unfolded}
          aria-controls={wrongId}
          onClick={() => setShown(!unfolded)}
          className="flex min-h-11 min-w-0 items-center gap-1 rounded-xl text-left text-sm text-faded sm:hidden"
        >
          <Chevron className={`size-4 transition ${unfolded ? '' : '-rotate-90'}`} />
          <span className="truncate">
            <span className="sr-only">{words.wrongOf(number, name)} </span>
            {words.wrongLine} {distractors.map((text) => text || words.wrongEmpty).join(' · ')}
          </span>
        </button>
        <div
          id={wrongId}
          className={`gap-2 max-sm:order-last max-sm:col-span-2 sm:grid sm:grid-cols-3 ${unfolded ? 'grid' : 'hidden'}`}
        >
          {(wide || unfolded) &&
            distractors.map((text, at) => (
              <SuggestField
                {...shared}
                // They have no other identity than their place.
                key={at}
                label={words.distractor(number, name, at + 1)}
                value={text}
                describedBy={rule ? faultId : undefined}
                detail={detail}
                wrong={rule !== null && rule !== 'missing' && (rule === 'alike' || !text.trim())}
                onType={(changed) => wrong(key, category, at, changed)}
                onPick={(changed) => wrong(key, category, at, changed)}
                className={`${field} border-edge pr-3 sm:text-sm`}
              />
            ))}
        </div>
        <IconButton label={words.otherWrongFor(number, name)} onClick={() => redraw(key, category)}>
          <Again className="size-4.5" />
        </IconButton>
      </div>
      {rule && (
        <p id={faultId} className={`text-sm text-bad sm:col-start-2 ${main ? '' : 'col-span-full'}`}>
          {words.faults[rule]}
        </p>
      )}
    </div>
  );
});

/** What tells a suggestion from its like: where a wine or a region is from, what else a grape is called. */
function detailOf(shelf: Shelf, category: Category, suggestion: string): string {
  const called = ({ name }: { name: string }) => name === suggestion;
  switch (category) {
    case 'wine_name':
      return wineCalled(shelf, suggestion)?.region ?? '';
    case 'region':
      return shelf.catalogue.regions.find(called)?.country ?? '';
    case 'grape_variety':
      return shelf.catalogue.grapes.find(called)?.synonyms?.[0] ?? '';
    default:
      return '';
  }
}
