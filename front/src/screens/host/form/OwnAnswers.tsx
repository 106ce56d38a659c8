// Offers what this host wrote, and the lists lack, to the lists.
import { useMemo } from 'react';
import { useStore } from 'zustand';
import { useShelf } from '../../../room/shelf';
import { hostWords } from '../../../words/host';
import { ownAnswers } from './draft';
import type { DraftStore } from './draftStore';

const words = hostWords.form;

interface Props {
  store: DraftStore;
  checked: boolean;
  onChange: (checked: boolean) => void;
}

export function OwnAnswers({ store, checked, onChange }: Props) {
  const draft = useStore(store, (state) => state.history.draft);
  const shelf = useShelf((state) => state.shelf);
  const own = useMemo(() => ownAnswers(shelf, draft), [shelf, draft]);
  if (own.length === 0) return null;
  return (
    <label className="flex gap-3 px-1">
      <input
        type="checkbox"
        checked={checked}
        onChange={(event) => onChange(event.target.checked)}
        className="mt-1 size-5 shrink-0 accent-gold"
      />
      <span className="min-w-0">
        {words.offer(own.length)}
        <span className="block text-sm text-faded">{words.offerHint(own.map(({ value }) => value).join(', '))}</span>
      </span>
    </label>
  );
}
