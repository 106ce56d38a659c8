// One evening, played by script: undisturbed, with the room evicted before every message, and with the process killed
// after frame upon frame. Everyone must hear the same; what that means stands in `transcripts/equality.mjs`.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { serve } from './served.mjs';
import { configure, startStack } from './support.mjs';
import { assertSame } from './transcripts/equality.mjs';
import { Evening } from './transcripts/evening.mjs';
import { CLOCKED, SCRIPT } from './transcripts/script.mjs';

const configPath = configure('transcripts', { entry: 'tests/worker/transcripts/entry.mjs' });
const LEAST_POINTS = 60;

/** The whole script in a workerd of its own, with something done before each step but the first. */
async function evening(disturb = () => {}, script = SCRIPT) {
  const stack = await startStack({}, configPath);
  const evening = new Evening(stack.url);
  for (const [number, step] of script.entries()) {
    if (number > 0) await disturb(stack, evening, number);
    await evening.play(step);
  }
  await evening.end();
  return evening;
}

let undisturbed;
before(async () => {
  undisturbed = await evening();
});

test('undisturbed, everyone hears what the script says, in this order, and nothing else', () => {
  for (const [number, { heard }] of undisturbed.steps.entries()) {
    const types = Object.entries(heard).map(([who, frames]) => [who, frames.map(({ type }) => type)]);
    const told = Object.fromEntries(types.filter(([, types]) => types.length > 0));
    assert.deepEqual(told, SCRIPT[number]?.hears ?? {}, `step ${number}`);
  }
});

test('evicted before every message, its sockets asleep: everyone hears the same', async () => {
  let points = 0;
  const disturbed = await evening(async (stack, { code }) => {
    await stack.sleep(code);
    points += 1;
  });
  assertSame(disturbed, undisturbed);
  console.log(`${points} evictions, sockets asleep`);
  assert.ok(points >= LEAST_POINTS);
});

test('evicted with its sockets closed: everyone comes back, and hears the same', async () => {
  let points = 0;
  const disturbed = await evening(async (stack, evening, number) => {
    // Each waits a second for the courtesies of those who came back: a third of the points is enough here.
    if (number % 3 !== 1) return;
    await stack.cutOff(evening.code);
    await evening.cutOff();
    await evening.comeBack();
    points += 1;
  });
  assertSame(disturbed, undisturbed, { thrownOut: true });
  console.log(`${points} evictions, sockets closed`);
  assert.ok(points >= LEAST_POINTS / 3);
});

test('a question that the clock closes: the same, evicted before every message and through its whole time', async () => {
  const [clocked, asleep, closed] = await Promise.all([
    evening(undefined, CLOCKED),
    evening((stack, { code }) => stack.sleep(code), CLOCKED),
    evening(async (stack, evening) => {
      await stack.cutOff(evening.code);
      await evening.cutOff();
      await evening.comeBack();
    }, CLOCKED),
  ]);
  assertSame(asleep, clocked);
  assertSame(closed, clocked, { thrownOut: true });
});

/**
 * For each step after which frame the process is killed: of those that it brings, one whose kind was chosen least so
 * far. Three times for each kind are enough.
 */
function killPoints() {
  const chosen = new Map();
  return SCRIPT.map(({ hears }) => {
    const frames = Object.entries(hears).flatMap(([who, types]) =>
      types.map((type, index) => ({ who, frames: index + 1, kind: `${who} ${type}`, type })),
    );
    // What comes before the message says nothing of it, and who is away is said when it is said.
    const candidates = frames.filter(({ type }) => !['server:state_snapshot', 'lobby:presence'].includes(type));
    const times = ({ kind }) => chosen.get(kind) ?? 0;
    const point = candidates.sort((a, b) => times(a) - times(b))[0];
    if (!point || times(point) === 3) return null;
    chosen.set(point.kind, times(point) + 1);
    return point;
  });
}

test('killed after frame upon frame: everyone comes back, and hears the same, or is told it again', async () => {
  const disk = mkdtempSync(join(tmpdir(), 'transcripts-'));
  const rooms = await serve(configPath, disk);
  after(async () => {
    await rooms.end();
    rmSync(disk, { recursive: true, force: true });
  });
  const disturbed = new Evening(rooms.url);
  for (const [number, point] of killPoints().entries()) {
    await disturbed.play(SCRIPT[number], point);
    if (!point) continue;
    await rooms.kill();
    await disturbed.cutOff();
    await rooms.start();
    await disturbed.comeBack();
  }
  await disturbed.end();
  assertSame(disturbed, undisturbed, { thrownOut: true });
  console.log(`${rooms.kills} kills`);
  assert.ok(rooms.kills >= LEAST_POINTS);
});
