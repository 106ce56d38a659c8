// The clock of a break. At zero nothing ends by itself: `over` says what is waited for.
import { useMemo, type ReactNode } from 'react';
import { running } from '../room/countdown';
import { useSecondsLeft } from '../room/useSecondsLeft';

export function BreakClock({ until, over = '0:00' }: { until: number; over?: ReactNode }) {
  const left = useSecondsLeft(useMemo(() => running(until), [until]));
  if (left === 0) return over;
  return (
    <span role="timer" className="font-semibold text-gold tabular-nums">
      {Math.floor(left / 60)}:{String(left % 60).padStart(2, '0')}
    </span>
  );
}
