// Estimates the room's clock, so that phones whose own clocks disagree count down together.

const KEPT = 8;
const CLOCK_WAS_SET_MS = 250;

/** This device's two clocks: the one that can be set, and the one that only runs. */
export interface Watch {
  wall: () => number;
  steady: () => number;
}

export interface Clock {
  /** The room said what time it is. */
  observe: (serverTime: number) => void;
  /** A `ping` was answered after this long. */
  roundTrip: (ms: number) => void;
  /** The room's time now, in Unix milliseconds. */
  now: () => number;
}

const device: Watch = { wall: () => Date.now(), steady: () => performance.now() };

/**
 * Every frame is late by its way here, so the largest difference seen is the least wrong one; half of the
 * fastest round trip is what even that one is missing.
 */
export function makeClock(watch: Watch = device): Clock {
  let offsets: number[] = [];
  let fastest: number | null = null;
  let between = watch.wall() - watch.steady();

  function observe(serverTime: number) {
    // A clock that was set, or a device that slept: what was learnt before says nothing now.
    const nowBetween = watch.wall() - watch.steady();
    if (Math.abs(nowBetween - between) > CLOCK_WAS_SET_MS) offsets = [];
    between = nowBetween;
    offsets = [...offsets, serverTime - watch.wall()].slice(-KEPT);
  }

  function roundTrip(ms: number) {
    fastest = fastest === null ? ms : Math.min(fastest, ms);
  }

  function now() {
    const offset = offsets.length > 0 ? Math.max(...offsets) + (fastest ?? 0) / 2 : 0;
    return watch.wall() + offset;
  }

  return { observe, roundTrip, now };
}

/** The clock of the room that this page is in. */
export const roomClock = makeClock();
