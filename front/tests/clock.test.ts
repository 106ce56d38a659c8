// The room's clock, as phones with clocks of their own estimate it.
import { expect, it } from 'vitest';
import { makeClock } from '../src/room/clock';
import { remaining, running, standing } from '../src/room/countdown';

/** A device whose clock is off by this much, in a world whose time the test turns. */
function device(off: number) {
  const world = { now: 1_000_000, set: 0 };
  const clock = makeClock({ wall: () => world.now + off + world.set, steady: () => world.now });
  return { world, clock };
}

it('shows two phones whose clocks are 10 s apart the same countdown', () => {
  const [ahead, behind] = [device(5_000), device(-5_000)];
  for (const { world, clock } of [ahead, behind]) {
    for (const delay of [180, 60, 240]) {
      const said = world.now;
      world.now += delay;
      clock.observe(said);
    }
    world.now = 1_010_000;
  }
  const endsAt = running(1_030_000);
  const left = [ahead, behind].map(({ clock }) => remaining(endsAt, clock.now()));
  expect(Math.abs((left[0] ?? 0) - (left[1] ?? 0))).toBeLessThanOrEqual(150);
  expect(left[0]).toBeCloseTo(20_060, -2);
});

it('takes half of the fastest round trip as the way that every frame has come', () => {
  const { world, clock } = device(3_000);
  const said = world.now;
  world.now += 80;
  clock.observe(said);
  clock.roundTrip(400);
  clock.roundTrip(160);
  expect(clock.now()).toBe(world.now);
});

it('forgets what it learnt when the device’s clock is set', () => {
  const { world, clock } = device(0);
  clock.observe(world.now);
  world.set = 60_000;
  clock.observe(world.now);
  expect(clock.now()).toBe(world.now);
});

it('is the device’s own until the room has said anything', () => {
  const { world, clock } = device(7);
  expect(clock.now()).toBe(world.now + 7);
});

it('never shows less than nothing, and stands while paused', () => {
  expect(remaining(running(500), 900)).toBe(0);
  expect(remaining(standing(700), 900)).toBe(700);
});
