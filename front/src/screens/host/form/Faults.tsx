// What stands in the way of a tasting; a fault leads to its wine.
import { useStore } from 'zustand';
import type { Trouble } from '../../../room/trouble';
import { hostWords } from '../../../words/host';
import { sharedWords, troubleInWords } from '../../../words/shared';
import { faultsOf } from './draft';
import type { DraftStore } from './draftStore';

const words = hostWords.form;

export function Faults({ store, trouble }: { store: DraftStore; trouble: Trouble | null }) {
  const draft = useStore(store, (state) => state.history.draft);
  const faults = faultsOf(draft);
  const none = draft.bottles.length === 0;
  if (faults.length === 0 && !none && !trouble) return null;

  const numberOf = (bottle: number) => draft.bottles.findIndex(({ key }) => key === bottle) + 1;
  return (
    <div className="grid gap-1 rounded-2xl border border-bad bg-table px-4 py-3 text-bad">
      {none && <p>{words.noWines}</p>}
      {trouble && <p>{troubleInWords(trouble)}</p>}
      {faults.map(({ bottle, category, rule }) => (
        <p key={`${bottle} ${category}`}>
          <button
            type="button"
            className="min-h-11 text-left underline"
            onClick={() => store.getState().show(bottle, category)}
          >
            {words[rule](numberOf(bottle), sharedWords.categories[category])}
          </button>
        </p>
      ))}
    </div>
  );
}
