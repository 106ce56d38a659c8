// How long a phone waits before it dials the room again.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { makePace } from '../src/room/pace';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

async function waits(random: () => number, turns: number) {
  const pace = makePace(random);
  const found: number[] = [];
  for (let turn = 0; turn < turns; turn += 1) {
    const began = Date.now();
    const mine = pace.turn();
    await vi.runAllTimersAsync();
    await mine;
    found.push(Date.now() - began);
  }
  return found;
}

it('goes at once the first time, then waits longer and longer, up to 12 s', async () => {
  expect(await waits(() => 1, 8)).toEqual([0, 2_000, 3_000, 4_500, 6_750, 10_125, 12_000, 12_000]);
});

it('spreads those who lost the room in one instant', async () => {
  expect(await waits(() => 0, 2)).toEqual([0, 500]);
  expect(await waits(() => 0.5, 2)).toEqual([0, 1_250]);
});

it('goes at once when there is news, and starts over from the shortest wait', async () => {
  const pace = makePace(() => 1);
  await pace.turn();
  const waiting = pace.turn();
  pace.hurry();
  await waiting;
  expect(vi.getTimerCount()).toBe(0);
  await pace.turn();
  expect(vi.getTimerCount()).toBe(0);
});

it('does not go at once after a line that worked: everybody lost it together', async () => {
  const pace = makePace(() => 1);
  await pace.turn();
  pace.settle();
  void pace.turn();
  expect(vi.getTimerCount()).toBe(1);
});
