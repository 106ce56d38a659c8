// What was done last, and the way back.
import { useEffect, useId } from 'react';
import { useStore } from 'zustand';
import { SmallButton } from '../../../ui/Button';
import { isUndoKey } from '../../../ui/undoKey';
import { hostWords } from '../../../words/host';
import { sharedWords } from '../../../words/shared';
import type { DraftStore } from './draftStore';
import { lastDeed, type Note } from './history';

const words = hostWords.notes;

export function UndoBar({ store }: { store: DraftStore }) {
  const deed = useStore(store, (state) => lastDeed(state.history));
  const dry = useStore(store, (state) => state.dry);
  const textId = useId();
  const text = deed ? inWords(deed.note) : '';
  // Who types knows it: only a deed is said aloud.
  const typed = deed?.field !== undefined && !dry;
  return (
    <div className="flex min-w-0 items-center justify-between gap-3 pl-1 text-sm sm:justify-start">
      <span id={textId} className="min-w-0 truncate">
        <span role="status">{dry ? words.dry : typed ? '' : text}</span>
        {typed && text}
      </span>
      {deed && (
        <SmallButton className="px-4 text-gold" aria-describedby={textId} onClick={() => store.getState().undo(true)}>
          {hostWords.form.undo}
        </SmallButton>
      )}
    </div>
  );
}

function inWords(note: Note): string {
  switch (note.did) {
    case 'titled':
    case 'timed':
    case 'begun':
    case 'replaced':
      return words[note.did];
    case 'wrote':
      return words.wrote(note.wine, sharedWords.categories[note.category]);
    case 'filled':
      return words.filled(note.name);
    case 'moved':
      return words.moved(note.wine, note.to);
    case 'imported':
      return words.imported(note.wines);
    default:
      return words[note.did](note.wine);
  }
}

/** While one types the keys are the browser's own, which takes letters back. */
export function useUndoKey(store: DraftStore) {
  useEffect(() => {
    const listening = new AbortController();
    const { signal } = listening;
    let typedInto: EventTarget | null = null;
    window.addEventListener('input', ({ target }) => (typedInto = target), { signal });
    window.addEventListener(
      'keydown',
      (event) => {
        if (!isUndoKey(event)) return;
        const typing = lastDeed(store.getState().history)?.field !== undefined && event.target === typedInto;
        if (typing && event.target instanceof HTMLInputElement && event.target.type !== 'range') return;
        event.preventDefault();
        store.getState().undo();
      },
      { signal },
    );
    return () => listening.abort();
  }, [store]);
}
