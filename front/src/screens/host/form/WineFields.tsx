// The answers of one wine: five questions, the wine's name first, for it fills in the others.
import { useId } from 'react';
import { LONGEST_TEXT } from '../../../tasting/rules';
import { hostWords } from '../../../words/host';
import { Answers } from './Answers';
import { asked, questionOf, toCheck, type Bottle } from './draft';
import type { DraftStore } from './draftStore';

const words = hostWords.form;

interface Props {
  store: DraftStore;
  bottle: Bottle;
  number: number;
  /** A save was tried: what is missing is said, wherever it is. */
  judged: boolean;
}

export function WineFields({ store, bottle, number, judged }: Props) {
  const unsure = toCheck(bottle);
  // Of a wine that got a name of its own; a picked one has its vintage to check only.
  const leftovers = !unsure.includes('wine_name') && unsure.some((category) => category !== 'vintage_year');
  const hintId = useId();

  return (
    <div className="@container grid grid-cols-1 gap-3">
      {asked.map((category) => (
        <Answers
          key={category}
          store={store}
          bottleKey={bottle.key}
          question={questionOf(bottle, category)}
          number={number}
          judged={judged}
          unsure={unsure.includes(category)}
          checked={!bottle.unsure.includes(category)}
          leftovers={category === 'wine_name' && leftovers}
        />
      ))}
      {bottle.ownName && (
        <label className="grid gap-1">
          <span className="font-semibold">{words.ownName}</span>
          <input
            aria-label={words.ownNameOf(number)}
            aria-describedby={hintId}
            maxLength={LONGEST_TEXT}
            value={bottle.name}
            onChange={(event) => store.getState().rename(bottle.key, event.target.value)}
            className="h-11 w-full rounded-xl border border-edge bg-room px-3"
          />
          <span id={hintId} className="text-sm text-faded">
            {words.ownNameHint}
          </span>
        </label>
      )}
    </div>
  );
}
