// Lets a press come to its end before anything moves: what moves under a finger is not pressed.

let pressed = false;

if (typeof window !== 'undefined') {
  window.addEventListener('mousedown', () => (pressed = true), { capture: true });
  for (const end of ['mouseup', 'dragend'] as const)
    window.addEventListener(end, () => (pressed = false), { capture: true });
}

/** Now, or when the press that is under way has been carried out. */
export function whenReleased(then: () => void) {
  if (!pressed) return then();
  const wait = new AbortController();
  // The click is heard after the release, in the same turn.
  const later = () => {
    wait.abort();
    setTimeout(then);
  };
  for (const end of ['mouseup', 'dragend'] as const)
    window.addEventListener(end, later, { capture: true, signal: wait.signal });
}
