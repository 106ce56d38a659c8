// Asks the room for a sign of life while somebody is looking, and at once when they come back.

const EVERY_MS = 20_000;
const PATIENCE_MS = 5_000;
/** A page is busy with itself as it opens, and reads its first answer late: the clock would be off by half of that. */
const ASK_AGAIN_MS = 1_000;

interface Ear {
  /** Says `ping`; false if there is no open socket to say it on. */
  ping: () => boolean;
  /** The person or the network came back and no socket is open. */
  wake: () => void;
  /** No `pong` came: the socket is dead, whatever the browser thinks of it. */
  lost: () => void;
  roundTrip: (ms: number) => void;
}

export interface Heartbeat {
  beat: () => void;
  pong: () => void;
  /** The socket is gone, so no `pong` of it will come. */
  rest: () => void;
  stop: () => void;
}

export function startHeartbeat({ ping, wake, lost, roundTrip }: Ear): Heartbeat {
  let asked: { at: number; timer: ReturnType<typeof setTimeout> } | null = null;
  let again: ReturnType<typeof setTimeout> | null = null;

  function beat() {
    if (asked || !ping()) return;
    const timer = setTimeout(() => {
      asked = null;
      lost();
    }, PATIENCE_MS);
    asked = { at: performance.now(), timer };
  }

  function pong() {
    if (asked) {
      roundTrip(performance.now() - asked.at);
      again ??= setTimeout(() => visible() && beat(), ASK_AGAIN_MS);
    }
    rest();
  }

  function rest() {
    if (asked) clearTimeout(asked.timer);
    asked = null;
  }

  const visible = () => document.visibilityState === 'visible';
  const back = () => {
    if (!visible()) return;
    wake();
    beat();
  };
  const every = setInterval(() => visible() && beat(), EVERY_MS);
  document.addEventListener('visibilitychange', back);
  window.addEventListener('online', back);
  window.addEventListener('pageshow', back);

  function stop() {
    rest();
    clearTimeout(again ?? undefined);
    clearInterval(every);
    document.removeEventListener('visibilitychange', back);
    window.removeEventListener('online', back);
    window.removeEventListener('pageshow', back);
  }

  return { beat, pong, rest, stop };
}
