// Whether nobody has touched the pointer for a while.
import { useEffect, useState } from 'react';

const AFTER_MS = 3_000;

export function useIdle(): boolean {
  const [idle, setIdle] = useState(false);
  useEffect(() => {
    let timer = setTimeout(() => setIdle(true), AFTER_MS);
    const stir = () => {
      clearTimeout(timer);
      timer = setTimeout(() => setIdle(true), AFTER_MS);
      setIdle(false);
    };
    window.addEventListener('pointermove', stir);
    window.addEventListener('pointerdown', stir);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('pointermove', stir);
      window.removeEventListener('pointerdown', stir);
    };
  }, []);
  return idle;
}
