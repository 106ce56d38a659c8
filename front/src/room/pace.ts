// Spaces out attempts to reach the room: longer each time, never two phones in step, cut short when there is news.

const FIRST_MS = 2_000;
const GROWTH = 1.5;
const LONGEST_MS = 12_000;

export interface Pace {
  /** Resolves when the next attempt may be made; the first one at once. */
  turn: () => Promise<void>;
  /** The network or the person is back: whoever waits goes now. */
  hurry: () => void;
  /** It worked; the next loss starts from the shortest wait. */
  settle: () => void;
}

export function makePace(random: () => number = Math.random): Pace {
  let attempts = 0;
  let go: (() => void) | null = null;

  function turn() {
    const full = Math.min(LONGEST_MS, FIRST_MS * GROWTH ** (attempts - 1));
    // A room that restarts loses everybody in one instant; they must not come back in one.
    const wait = attempts === 0 ? 0 : full * (0.25 + 0.75 * random());
    attempts += 1;
    if (wait === 0) return Promise.resolve();
    return new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, wait);
      go = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  function hurry() {
    attempts = 0;
    go?.();
    go = null;
  }

  return { turn, hurry, settle: () => void (attempts = 1) };
}
