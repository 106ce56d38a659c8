// What stands in the way of a tasting, or has to be looked at before; each leads to its wine.
import { useStore } from 'zustand';
import type { Category } from '../../../protocol/Category';
import type { Trouble } from '../../../room/trouble';
import { hostWords } from '../../../words/host';
import { sharedWords, troubleInWords } from '../../../words/shared';
import { faultsOf, unchecked } from './draft';
import type { DraftStore } from './draftStore';

const words = hostWords.form;

interface Props {
  store: DraftStore;
  /** The wine that was filled in as the button was pressed. */
  filled: string | null;
  trouble: Trouble | null;
  /** Somebody else has changed the tasting: theirs can be had instead. */
  onTake: () => void;
}

export function Faults({ store, filled, trouble, onTake }: Props) {
  const draft = useStore(store, (state) => state.history.draft);
  const faults = faultsOf(draft);
  const none = draft.bottles.length === 0;
  const doubts = unchecked(draft);

  const numberOf = (bottle: number) => draft.bottles.findIndex(({ key }) => key === bottle) + 1;
  const { show } = store.getState();
  return (
    <>
      {(faults.length > 0 || none || trouble) && (
        <div className="grid gap-1 rounded-2xl border border-bad bg-table px-4 py-3 text-bad">
          {none && <p>{words.noWines}</p>}
          {trouble === 'STALE_COMMAND' ? (
            <>
              <p>{words.elsewhere}</p>
              <Leading onClick={onTake}>{words.takeOther}</Leading>
            </>
          ) : (
            trouble && <p>{troubleInWords(trouble)}</p>
          )}
          {faults.map(({ bottle, category, rule }) => (
            <Leading key={`${bottle} ${category}`} onClick={() => show(bottle, category)}>
              {words[rule](numberOf(bottle), sharedWords.categories[category])}
            </Leading>
          ))}
        </div>
      )}
      {(doubts.length > 0 || filled) && (
        <div className="grid gap-1 rounded-2xl border border-gold/60 bg-table px-4 py-3 text-gold">
          <p>{words.unchecked}</p>
          {filled && <p>{hostWords.notes.filled(filled)}</p>}
          {doubts.map(({ bottle, categories: [first, ...others] }) =>
            first ? (
              <Leading key={bottle} onClick={() => show(bottle, first)}>
                {inWords(numberOf(bottle), [first, ...others])}
              </Leading>
            ) : null,
          )}
        </div>
      )}
    </>
  );
}

function Leading(props: { onClick: () => void; children: string }) {
  return (
    <p>
      <button type="button" className="min-h-11 text-left underline" {...props} />
    </p>
  );
}

function inWords(wine: number, categories: Category[]): string {
  const names = categories.map((category) => sharedWords.categories[category]);
  const [only = ''] = names;
  // A picked wine has its vintage to check, and nothing else.
  return categories.every((category) => category === 'vintage_year')
    ? words.guessed(wine, only)
    : words.leftover(wine, names);
}
