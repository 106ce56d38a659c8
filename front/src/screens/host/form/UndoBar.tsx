// What was done last, and the way back.
import { useEffect } from 'react';
import { useStore } from 'zustand';
import { SmallButton } from '../../../ui/Button';
import { hostWords } from '../../../words/host';
import type { DraftStore } from './draftStore';
import { lastNote, type Note } from './history';

const words = hostWords.notes;

export function UndoBar({ store }: { store: DraftStore }) {
  const note = useStore(store, (state) => lastNote(state.history));
  return (
    <div role="status" className="flex min-w-0 items-center justify-between gap-3 pl-1 text-sm sm:justify-start">
      {note && (
        <>
          <span className="min-w-0 truncate">{inWords(note)}</span>
          <SmallButton className="px-4 text-gold" onClick={() => store.getState().undo()}>
            {hostWords.form.undo}
          </SmallButton>
        </>
      )}
    </div>
  );
}

function inWords(note: Note): string {
  switch (note.did) {
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

/** In a text field the keys are the browser's own, which takes letters back. */
export function useUndoKey(store: DraftStore) {
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (event.key.toLowerCase() !== 'z' || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey)
        return;
      if (event.target instanceof HTMLInputElement && event.target.type !== 'range') return;
      event.preventDefault();
      store.getState().undo();
    }
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [store]);
}
