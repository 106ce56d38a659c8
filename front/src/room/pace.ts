// Spaces out attempts to reach the room: longer each time, never two phones in step, cut short when there is news.

const FIRST_MS = 2_000;
const GROWTH = 1.5;
const LONGEST_MS = 12_000;
/** A line that lasted for so long has worked. One that breaks sooner is one more attempt that failed. */
const STEADY_MS = 5_000;
/** A room that restarts loses everybody in one instant. So many of them come back in a second… */
const BACK_A_SECOND = 1_000;
/** …and the last of any crowd within this. */
const LONGEST_RETURN_MS = 5_000;

export interface Pace {
  /** Resolves when the next attempt may be made; the first one at once. */
  turn: () => Promise<void>;
  /** The network or the person is back: whoever waits goes now. */
  hurry: () => void;
  /** The line is live. */
  settle: () => void;
}

/** Within how long so many come back, each at a random time of it: a dinner table at once, a hall in turns. */
export const returnWithinMs = (people: number) => Math.min(LONGEST_RETURN_MS, (people / BACK_A_SECOND) * 1_000);

/** How long to wait at most after so many failures, the first of them being 1. */
export const backOffMs = (failures: number) => Math.min(LONGEST_MS, FIRST_MS * GROWTH ** (failures - 1));

/** `people`: how many there are in the room, as far as is known. */
export function makePace(people: () => number, random: () => number = Math.random): Pace {
  let attempts = 0;
  let liveSince: number | null = null;
  let go: (() => void) | null = null;

  function nextWait() {
    const wasLive = liveSince !== null;
    if (liveSince !== null && performance.now() - liveSince >= STEADY_MS) attempts = 0;
    liveSince = null;
    if (attempts > 0) return backOffMs(attempts) * (0.25 + 0.75 * random());
    return wasLive ? returnWithinMs(people()) * random() : 0;
  }

  function turn() {
    const wait = nextWait();
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
    liveSince = null;
    go?.();
    go = null;
  }

  return { turn, hurry, settle: () => void (liveSince = performance.now()) };
}
