// `node tests/load/tap.mjs`: how long a phone, its processor slowed down four times, takes from a tap to the paint that
// shows it, with 200 in the room who all tap, too. Wants the Workers as built.
import { chromium } from '@playwright/test';
import { resolve } from 'node:path';
import { findChromium } from '../../scripts/chromium.mjs';
import { endAll, run, start, stop } from '../../scripts/run.mjs';
import { Client, configure, secret, startStack, tasting } from '../worker/support.mjs';

const GUESTS = 200;
const SLOWER = 4;
const TAPS = 30;
/** Slow enough for the limit on changed answers. */
const PAUSE_MS = 600;
const MOST_MS = 100;
const CODE = '9002';
const PATIENCE_MS = 60_000;
const PORT = 4424;

const { path: executablePath, missing } = await findChromium();
if (missing) stop(missing);
const stack = await startStack({}, configure('load'));
const folder = resolve('target/test-reports/front-load');
const env = { PUBLIC_GAME_HOST: new URL(stack.url).host };
const built = await run('astro', ['build', '--outDir', folder], {
  what: 'building the front',
  quiet: true,
  cwd: 'front',
  env,
});
if (built.code !== 0) stop(built.output);
start('node', ['tests/e2e/pages.mjs', folder, String(PORT)]);

async function connect(type, fields, answer) {
  const client = new Client(new URL(`/parties/main/${CODE}?ticks=0`, stack.url));
  await client.hear('server:state_snapshot', () => true, PATIENCE_MS);
  client.say(type, fields);
  await client.hear(answer, () => true, PATIENCE_MS);
  return client;
}

const host = await connect(
  'create_session',
  { hostKey: secret(), ...tasting({ timerSeconds: 120 }) },
  'session:created',
);
const others = [];
while (others.length < GUESTS - 1)
  others.push(await connect('join_session', { rejoinToken: secret() }, 'participant:joined'));

const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
const page = await browser.newPage({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
await page.addInitScript(() => {
  globalThis.taps = new Map();
  new PerformanceObserver((list) => {
    for (const { interactionId, duration } of list.getEntries())
      if (interactionId)
        globalThis.taps.set(interactionId, Math.max(duration, globalThis.taps.get(interactionId) ?? 0));
  }).observe({ type: 'event', durationThreshold: 16, buffered: true });
});
await page.goto(`http://localhost:${PORT}/play?code=${CODE}`);
await page.getByRole('button', { name: 'Join', exact: true }).click();
await page.getByRole('heading', { name: 'Waiting for host to start' }).waitFor({ timeout: PATIENCE_MS });
await (await page.context().newCDPSession(page)).send('Emulation.setCPUThrottlingRate', { rate: SLOWER });

host.say('host:start');
const question = await host.hear('game:question', () => true, PATIENCE_MS);
const options = page.locator('button[aria-pressed]');
await options.nth(3).waitFor();
const pause = () => new Promise((later) => setTimeout(later, PAUSE_MS));
await pause();
await page.evaluate(() => globalThis.taps.clear());
for (let tap = 0; tap < TAPS; tap += 1) {
  const { id: optionId } = question.options[tap % 4];
  for (const other of others) other.say('submit_answer', { questionId: question.questionId, optionId });
  await options.nth(tap % 4).tap();
  await pause();
}

const slow = (await page.evaluate(() => [...globalThis.taps.values()])).sort((a, b) => a - b);
// What is painted within a frame is not listed.
const all = [...Array(Math.max(0, TAPS - slow.length)).fill(16), ...slow];
const [median, worst] = [all[Math.floor(all.length / 2)], all.at(-1)];
console.log(
  `${TAPS} taps, ${GUESTS} in the room, ${SLOWER}× slower: median ${median} ms, slowest ${worst} ms to the paint`,
);
await browser.close();
await stack.harness.close();
await endAll();
process.exit(worst > MOST_MS ? 1 : 0);
