// Ctrl+Z wherever the focus is, but in a text field: there the keys are the browser's own, which takes letters back.
import { useEffect } from 'react';

export function useUndoKey(undo: () => void) {
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (!isUndoKey(event) || isText(event.target)) return;
      event.preventDefault();
      undo();
    }
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [undo]);
}

/** With Caps Lock the key is a `Z`; with Shift it means the other way. */
const isUndoKey = ({ key, ctrlKey, metaKey, shiftKey, altKey }: KeyboardEvent) =>
  key.toLowerCase() === 'z' && (ctrlKey || metaKey) && !shiftKey && !altKey;

const isText = (target: EventTarget | null) =>
  target instanceof HTMLElement && target.matches('input:not([type=range], [type=checkbox])');
