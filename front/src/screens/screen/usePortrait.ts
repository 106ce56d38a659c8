// Whether the display is taller than wide.
import { useSyncExternalStore } from 'react';

const query = () => window.matchMedia('(orientation: portrait)');

function subscribe(changed: () => void) {
  const portrait = query();
  portrait.addEventListener('change', changed);
  return () => portrait.removeEventListener('change', changed);
}

export const usePortrait = () => useSyncExternalStore(subscribe, () => query().matches);
