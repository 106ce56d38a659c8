// The keys that carry out the next step: space, the right arrow, and what a presenter's clicker sends.
import { useEffect } from 'react';

const keys = [' ', 'ArrowRight', 'PageDown'];
/** Here a key means something already. */
const taken = 'input, textarea, select, dialog, [role=menu], [role=dialog], [contenteditable=true]';
const pressable = 'button, a, summary';

/** Null while there is no next step. */
export function useNextKey(step: (() => void) | null) {
  useEffect(() => {
    if (!step) return;
    const onKey = (event: KeyboardEvent) => {
      const { key, target, repeat, ctrlKey, metaKey, altKey, shiftKey, defaultPrevented } = event;
      if (!keys.includes(key) || repeat || defaultPrevented || ctrlKey || metaKey || altKey || shiftKey) return;
      const at = target instanceof Element ? target : document.body;
      if (at.closest(taken) || document.querySelector('dialog[open], [role=dialog], [role=menu]')) return;
      if (key === ' ' && at.closest(pressable)) return;
      event.preventDefault();
      step();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [step]);
}
