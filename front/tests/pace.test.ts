// How long a phone waits before it dials the room again.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { backOffMs, makePace, returnWithinMs, type Pace } from '../src/room/pace';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const alone = () => 1;

/** How long the next attempt has to wait. */
async function wait(pace: Pace) {
  const began = Date.now();
  const mine = pace.turn();
  await vi.runAllTimersAsync();
  await mine;
  return Date.now() - began;
}

async function waits(random: () => number, turns: number) {
  const pace = makePace(alone, random);
  const found: number[] = [];
  for (let turn = 0; turn < turns; turn += 1) found.push(await wait(pace));
  return found;
}

/** One whose line was live for so long, in a room of so many. */
async function lost(people: number, liveMs: number, random: () => number) {
  const pace = makePace(() => people, random);
  await pace.turn();
  pace.settle();
  vi.advanceTimersByTime(liveMs);
  return pace;
}

it('goes at once the first time, then waits longer and longer, up to 12 s', async () => {
  expect(await waits(() => 1, 8)).toEqual([0, 2_000, 3_000, 4_500, 6_750, 10_125, 12_000, 12_000]);
  expect([1, 2, 7, 100].map(backOffMs)).toEqual([2_000, 3_000, 12_000, 12_000]);
});

it('spreads those who are refused in one instant', async () => {
  expect(await waits(() => 0, 2)).toEqual([0, 500]);
  expect(await waits(() => 0.5, 2)).toEqual([0, 1_250]);
});

it('goes at once when there is news, and starts over from the shortest wait', async () => {
  const pace = makePace(alone, () => 1);
  await pace.turn();
  const waiting = pace.turn();
  pace.hurry();
  await waiting;
  expect(vi.getTimerCount()).toBe(0);
  await pace.turn();
  expect(vi.getTimerCount()).toBe(0);
});

describe('after a line that worked everybody may have lost it together', () => {
  it('a second for each thousand of them, and five at most', () => {
    expect([0, 10, 250, 1_000, 5_000, 6_000].map(returnWithinMs)).toEqual([0, 10, 250, 1_000, 5_000, 5_000]);
  });

  it('a dinner table is back at once, a hall at random times of its window', async () => {
    expect(await wait(await lost(10, 60_000, () => 1))).toBe(10);
    expect(await wait(await lost(0, 60_000, () => 1))).toBe(0);
    for (const random of [0, 0.25, 1]) expect(await wait(await lost(5_000, 60_000, () => random))).toBe(5_000 * random);
  });

  it('and if that fails waits longer and longer', async () => {
    const pace = await lost(10, 60_000, () => 1);
    expect([await wait(pace), await wait(pace), await wait(pace)]).toEqual([10, 2_000, 3_000]);
  });

  it('does not come back at once to a room that drops it at once', async () => {
    const pace = await lost(10, 4_999, () => 1);
    expect(await wait(pace)).toBe(2_000);
    pace.settle();
    expect(await wait(pace)).toBe(3_000);
    pace.settle();
    vi.advanceTimersByTime(5_000);
    expect(await wait(pace)).toBe(10);
  });

  it('goes at once when the person is back', async () => {
    const pace = await lost(5_000, 60_000, () => 1);
    const waiting = pace.turn();
    pace.hurry();
    await waiting;
    expect(vi.getTimerCount()).toBe(0);
  });
});
