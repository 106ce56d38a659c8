// The answers of one wine: five questions, the wine's name first, for it fills in the others.
import { useId, useState, type Ref } from 'react';
import type { Category } from '../../../protocol/Category';
import { useShelf } from '../../../room/shelf';
import { suggestionsFor, wineCalled } from '../../../tasting/shelf';
import { LONGEST_TEXT } from '../../../tasting/rules';
import { Button } from '../../../ui/Button';
import { Again, Chevron } from '../../../ui/icons';
import { SuggestField } from '../../../ui/SuggestField';
import { hostWords } from '../../../words/host';
import { sharedWords } from '../../../words/shared';
import { asked, isSample, questionOf, ruleBroken, type Bottle } from './draft';
import type { DraftStore } from './draftStore';

const words = hostWords.form;
const field =
  'min-h-11 w-full rounded-xl border bg-room px-3 py-2 text-ellipsis placeholder:text-faded aria-invalid:border-bad';

interface Props {
  store: DraftStore;
  bottle: Bottle;
  number: number;
  /** A save was tried: what is missing is said, wherever it is. */
  judged: boolean;
  nameRef: Ref<HTMLInputElement>;
}

export function WineFields({ store, bottle, number, judged, nameRef }: Props) {
  const { rename, empty } = store.getState();
  const leftover = !isSample(bottle) && bottle.unsure.some((category) => category !== 'vintage_year');
  const ownNameId = useId();

  return (
    <div className="grid gap-5">
      {asked.map((category) => (
        <Answers
          key={category}
          store={store}
          bottle={bottle}
          category={category}
          number={number}
          judged={judged}
          rightRef={category === 'wine_name' ? nameRef : undefined}
        >
          {category === 'wine_name' && leftover && (
            <p className="flex flex-wrap items-center gap-x-2 text-sm text-gold">
              {words.leftovers}
              <Button look="bare" className="min-h-11 px-3 py-1 underline" onClick={() => empty(bottle.key)}>
                {words.empty}
              </Button>
            </p>
          )}
        </Answers>
      ))}
      {bottle.ownName && (
        <label className="grid gap-1">
          <span className="font-semibold">{words.ownName}</span>
          <input
            aria-label={words.ownNameOf(number)}
            aria-describedby={ownNameId}
            maxLength={LONGEST_TEXT}
            value={bottle.name}
            onChange={(event) => rename(bottle.key, event.target.value)}
            className={`${field} border-line`}
          />
          <span id={ownNameId} className="text-sm text-faded">
            {words.ownNameHint}
          </span>
        </label>
      )}
    </div>
  );
}

interface AnswersProps {
  store: DraftStore;
  bottle: Bottle;
  category: Category;
  number: number;
  judged: boolean;
  rightRef?: Ref<HTMLInputElement> | undefined;
  children?: React.ReactNode;
}

function Answers({ store, bottle, category, number, judged, rightRef, children }: AnswersProps) {
  const shelf = useShelf((state) => state.shelf);
  const { answer, settle, pick, wrong, redraw } = store.getState();
  const [left, setLeft] = useState(false);
  const [shown, setShown] = useState(false);
  const [faultId, wrongId] = [useId(), useId()];

  const { key } = bottle;
  const question = questionOf(bottle, category);
  const { correctAnswer, distractors } = question;
  const name = sharedWords.categories[category];
  const rule = left || judged ? ruleBroken(question) : null;
  const unfolded = shown || (rule !== null && rule !== 'missing');
  const unsure = !isSample(bottle) && bottle.unsure.includes(category);
  const main = category === 'wine_name';

  const suggest = (typed: string) => suggestionsFor(shelf, category, typed);
  const shared = {
    suggest,
    count: words.suggestions,
    maxLength: LONGEST_TEXT,
    describedBy: rule ? faultId : undefined,
  };
  const detail = (wine: string) => wineCalled(shelf, wine)?.region ?? '';

  return (
    <div role="group" aria-label={name} className="grid gap-1.5" onBlur={() => setLeft(true)}>
      <p className="flex items-baseline justify-between gap-3" aria-hidden="true">
        <span className="font-semibold">{name}</span>
        {unsure && (
          <span className="text-sm text-gold">{category === 'vintage_year' ? words.guess : words.stillSample}</span>
        )}
      </p>
      <div className={`grid gap-2 ${main ? '' : 'sm:grid-cols-[2fr_3fr]'}`}>
        <SuggestField
          {...shared}
          ref={rightRef}
          label={words.correct(number, name)}
          value={correctAnswer}
          detail={main ? detail : undefined}
          wrong={rule === 'missing' || rule === 'alike'}
          onType={(text) => answer(key, category, text)}
          onPick={(text) => pick(key, category, text)}
          onLeave={() => settle(key, category)}
          className={`${field} border-good/70 ${main ? 'text-lg font-semibold' : ''}`}
        />
        {children}
        <div className="grid grid-cols-[1fr_auto] items-start gap-x-1">
          <button
            type="button"
            aria-expanded={unfolded}
            aria-controls={wrongId}
            aria-label={words.showWrong(number, name)}
            onClick={() => setShown(!unfolded)}
            className="flex min-h-11 min-w-0 items-center gap-1 rounded-xl px-1 text-left text-sm text-faded sm:hidden"
          >
            <Chevron className={`size-4 transition ${unfolded ? '' : '-rotate-90'}`} />
            <span className="truncate">
              {words.wrongLine} {distractors.map((text) => text || words.wrongEmpty).join(' · ')}
            </span>
          </button>
          <div
            id={wrongId}
            className={`gap-2 max-sm:order-last max-sm:col-span-2 sm:grid sm:grid-cols-3 ${unfolded ? 'grid' : 'hidden'}`}
          >
            {distractors.map((text, at) => (
              <SuggestField
                {...shared}
                // They have no other identity than their place.
                key={at}
                label={words.distractor(number, name, at + 1)}
                value={text}
                detail={main ? detail : undefined}
                wrong={rule !== null && rule !== 'missing' && (rule === 'alike' || !text.trim())}
                onType={(changed) => wrong(key, category, at, changed)}
                onPick={(changed) => wrong(key, category, at, changed)}
                className={`${field} border-line text-sm max-sm:text-base`}
              />
            ))}
          </div>
          <Button
            look="bare"
            className="min-h-11 w-11 px-0 py-0"
            aria-label={words.otherWrongFor(number, name)}
            title={words.otherWrong}
            onClick={() => redraw(key, category)}
          >
            <Again className="size-4.5" />
          </Button>
        </div>
      </div>
      {rule && (
        <p id={faultId} className="text-sm text-bad">
          {words.faults[rule]}
        </p>
      )}
    </div>
  );
}
