// Counts a question down in whole seconds, all screens changing at the same moment of the room's clock.
import { useCallback, useSyncExternalStore } from 'react';
import { roomClock } from './clock';
import { remaining, type Countdown } from './countdown';

export function useSecondsLeft(countdown: Countdown): number {
  const left = useCallback(() => remaining(countdown, roomClock.now()), [countdown]);
  const subscribe = useCallback(
    (changed: () => void) => {
      let timer: ReturnType<typeof setTimeout>;
      const wait = () => {
        const ms = left();
        if (countdown.runs && ms > 0) timer = setTimeout(tick, (ms % 1000) + 1);
      };
      const tick = () => {
        changed();
        wait();
      };
      wait();
      return () => clearTimeout(timer);
    },
    [countdown, left],
  );
  return useSyncExternalStore(subscribe, () => Math.ceil(left() / 1000));
}
