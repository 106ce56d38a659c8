// The time that a question has left, as a number in a ring that empties.
import { memo } from 'react';
import type { Countdown } from '../room/countdown';
import { useSecondsLeft } from '../room/useSecondsLeft';
import { sharedWords as words } from '../words/shared';

interface Props {
  countdown: Countdown;
  /** The full time of the question. */
  fullMs: number;
  /** It glides, which a large display can afford: a phone would paint every frame of every question for it. */
  glides?: boolean;
  className?: string;
}

const HURRY_SECONDS = 10;

export const CountdownRing = memo(function CountdownRing({
  countdown,
  fullMs,
  glides = false,
  className = 'size-20',
}: Props) {
  const seconds = useSecondsLeft(countdown);
  const moves = glides && countdown.runs;
  // A ring that glides is drawn where it will be in a second, and takes that second to get there.
  const shown = moves ? Math.max(0, seconds - 1) : seconds;
  const full = Math.min(1, (shown * 1000) / fullMs);
  const tint = !countdown.runs ? 'text-faded' : seconds <= HURRY_SECONDS ? 'text-bad' : 'text-gold';

  return (
    <div
      role="timer"
      aria-label={countdown.runs ? words.timeRemaining(seconds) : words.timeStands(seconds)}
      className={`relative grid shrink-0 place-items-center ${tint} ${className}`}
    >
      <svg viewBox="0 0 40 40" fill="none" strokeWidth="3.2" className="absolute inset-0 -rotate-90" aria-hidden="true">
        <circle cx="20" cy="20" r="18" className="stroke-cloth" />
        <circle
          cx="20"
          cy="20"
          r="18"
          stroke="currentColor"
          strokeLinecap="round"
          pathLength="1"
          strokeDasharray="1 1.1"
          strokeDashoffset={1 - full}
          className={moves ? 'transition-[stroke-dashoffset] duration-1000 ease-linear' : ''}
        />
      </svg>
      <span className="text-[1.6em] leading-none font-bold text-ink tabular-nums" aria-hidden="true">
        {seconds}
      </span>
    </div>
  );
});
