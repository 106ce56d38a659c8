// Whether there is room for more than a phone's one column.
import { useSyncExternalStore } from 'react';

/** As Tailwind's `sm`. */
const query = () => window.matchMedia('(min-width: 40rem)');

function subscribe(changed: () => void) {
  const wide = query();
  wide.addEventListener('change', changed);
  return () => wide.removeEventListener('change', changed);
}

export const useWide = () => useSyncExternalStore(subscribe, () => query().matches);
