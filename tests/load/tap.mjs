// `node tests/load/tap.mjs`: how long a phone, its processor slowed down four times, takes from a tap to the paint that
// shows it, with 200 in the room who answer meanwhile, each when they like, and then all at the very moment of each tap. Wants the
// Workers as built.
import { chromium } from '@playwright/test';
import { setPriority } from 'node:os';
import { resolve } from 'node:path';
import { findChromium } from '../../scripts/chromium.mjs';
import { endAll, run, start, stop } from '../../scripts/run.mjs';
import { Client, configure, secret, startStack, tasting } from '../worker/support.mjs';

const GUESTS = 200;
const SLOWER = 4;
const TAPS = 60;
/** Slow enough for the limit on changed answers. */
const PAUSE_MS = 600;
const MOST_MS = 100;
const CODE = '9002';
const PATIENCE_MS = 60_000;
const PORT = 4424;

const { path: executablePath, missing } = await findChromium();
if (missing) stop(missing);
// A phone shares its processor with no server and with nobody else's phone: here they come after it.
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
setPriority(10);
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

/** What four buttons on a page take that does nothing else: the machine's own share. */
const BARE = `<!doctype html><meta name="viewport" content="width=device-width"><style>button{display:block;width:100%;height:20vh}</style>${'<button aria-pressed="false" onclick="this.ariaPressed=true;this.style.background=this.style.background?\'\':\'gold\'">tap</button>'.repeat(4)}`;

/** A phone whose processor is slowed down once `arrive` has it where the four options are. */
async function phone(arrive) {
  const page = await browser.newPage({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  await page.addInitScript(() => {
    globalThis.taps = new Map();
    new PerformanceObserver((list) => {
      for (const { interactionId, duration } of list.getEntries())
        if (interactionId)
          globalThis.taps.set(interactionId, Math.max(duration, globalThis.taps.get(interactionId) ?? 0));
    }).observe({ type: 'event', durationThreshold: 16, buffered: true });
  });
  await arrive(page);
  await (await page.context().newCDPSession(page)).send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  return page;
}

const pause = () => new Promise((later) => setTimeout(later, PAUSE_MS));

const pressed = (page, at) =>
  page.evaluate(
    (one) => globalThis.document.querySelectorAll('button[aria-pressed]')[one].getAttribute('aria-pressed'),
    at,
  );

/** The milliseconds from each tap to its paint, the quickest first. `meanwhile` happens at each. */
async function tapped(page, meanwhile) {
  const options = page.locator('button[aria-pressed]');
  await options.nth(3).waitFor();
  const centres = [];
  for (const option of await options.all()) {
    const { x, y, width, height } = await option.boundingBox();
    centres.push([x + width / 2, y + height / 2]);
  }
  for (let tap = 0; tap < TAPS; tap += 1) {
    meanwhile(tap);
    // Straight to the browser's input: what finds and checks an element would itself run on the slow processor.
    await page.touchscreen.tap(...centres[tap % 4]);
    await pause();
    if ((await pressed(page, tap % 4)) === 'false') throw new Error(`tap ${tap} did not choose its option`);
  }
  const slow = (await page.evaluate(() => [...globalThis.taps.values()])).sort((a, b) => a - b);
  await page.evaluate(() => globalThis.taps.clear());
  // What is painted within a frame is not listed.
  return [...Array(Math.max(0, TAPS - slow.length)).fill(16), ...slow];
}

const barePage = await phone((page) => page.goto(`data:text/html,${encodeURIComponent(BARE)}`));
const bare = await tapped(barePage, () => {});
await barePage.close();

const guest = await phone(async (page) => {
  await page.goto(`http://localhost:${PORT}/play?code=${CODE}`);
  // Not by Playwright's own click: its listeners would stay on the page, and count.
  await page.locator('form button:enabled').evaluate((button) => button.click());
  await page.getByRole('heading', { name: 'Waiting for host to start' }).waitFor({ timeout: PATIENCE_MS });
});
host.say('host:start');
const { questionId, options } = await host.hear('game:question', () => true, PATIENCE_MS);
const answer = (other, tap) => other.say('submit_answer', { questionId, optionId: options[tap % 4].id });
const apart = await tapped(guest, (tap) => {
  const now = others.filter((_, place) => place % TAPS === tap);
  now.forEach((other, place) => setTimeout(answer, (place * PAUSE_MS) / now.length, other, tap));
});
// Both rows are of one question.
host.say('host:extend', { seconds: 60 });
host.say('host:extend', { seconds: 60 });
const atOnce = await tapped(guest, (tap) => {
  for (const other of others) answer(other, tap);
});

const at = (all, share) => all[Math.min(all.length - 1, Math.floor(all.length * share))];
/** As the web's INP has it: the slowest, but for one in fifty. */
const inp = (all) => all[all.length - 1 - Math.floor(all.length / 50)];
const row = (all) => ({ median: at(all, 0.5), p75: at(all, 0.75), INP: inp(all), slowest: all.at(-1) });
console.log(`${TAPS} taps, ${GUESTS} in the room, a processor ${SLOWER} times slower; ms to the paint:`);
console.table({ 'a bare page': row(bare), ours: row(apart), 'ours, all at once': row(atOnce) });
await browser.close();
await stack.harness.close();
await endAll();
process.exit(inp(apart) > MOST_MS ? 1 : 0);
