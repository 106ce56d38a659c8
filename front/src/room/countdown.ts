// How much time a question has left: running towards a moment of the room's clock, or standing still.
import type { QuestionView } from '../protocol/QuestionView';

export type Countdown = { runs: true; endsAt: number } | { runs: false; remainingMs: number };

/** As a question's own frame or a snapshot tells it; a question without a moment to end at stands still. */
export function countdownOf(question: QuestionView, remainingMs?: number | null): Countdown {
  if (question.endsAt !== undefined) return { runs: true, endsAt: question.endsAt };
  return { runs: false, remainingMs: remainingMs ?? question.timerMs };
}

/** A question's screen with another countdown, and with its whole time if the host has just added to it. */
export const timed = <S extends { question: QuestionView; countdown: Countdown }>(
  screen: S,
  timerMs: number | undefined,
  countdown: Countdown,
): S => ({ ...screen, countdown, question: timerMs === undefined ? screen.question : { ...screen.question, timerMs } });

export const standing = (remainingMs: number): Countdown => ({ runs: false, remainingMs });

export const running = (endsAt: number): Countdown => ({ runs: true, endsAt });

/** What is left at this moment of the room's clock, never below zero. */
export function remaining(countdown: Countdown, now: number): number {
  return Math.max(0, countdown.runs ? countdown.endsAt - now : countdown.remainingMs);
}
