// Keeps what one is looking at where it is, and brings up what one is about to look at.
import { flushSync } from 'react-dom';

/** Makes a change above or around an element and scrolls it back to where it was; how far it is from there still. */
export function keepInPlace(element: HTMLElement | null, change: () => void): number {
  const before = element?.getBoundingClientRect().top;
  flushSync(change);
  if (!element?.isConnected || before === undefined) return 0;
  window.scrollBy({ top: element.getBoundingClientRect().top - before, behavior: 'instant' });
  return before - element.getBoundingClientRect().top;
}

export function bringUp(element: HTMLElement | null) {
  const still = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
  element?.scrollIntoView({ block: 'start', behavior: still ? 'instant' : 'smooth' });
}
