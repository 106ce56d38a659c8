// Keeps the display from going dark while there is something to see, where the browser can.
import { useEffect } from 'react';

export function useWakeLock(wanted: boolean) {
  useEffect(() => {
    if (!wanted || !('wakeLock' in navigator)) return;
    let lock: WakeLockSentinel | null = null;
    let over = false;
    const ask = async () => {
      if (document.visibilityState !== 'visible' || (lock && !lock.released)) return;
      // Refused on a weak battery or plain http: then the display sleeps as it always does.
      const granted = await navigator.wakeLock.request('screen').catch(() => null);
      if (over) void granted?.release();
      else lock = granted;
    };
    const askAgain = () => void ask();
    askAgain();
    // The browser takes it back whenever the page is hidden.
    document.addEventListener('visibilitychange', askAgain);
    return () => {
      over = true;
      document.removeEventListener('visibilitychange', askAgain);
      void lock?.release();
    };
  }, [wanted]);
}
