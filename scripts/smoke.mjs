// `npm run smoke -- --url https://…`: looks at each part of a deployment and plays a game there; a table says what works.
import { setTimeout as later } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { stop } from './run.mjs';

const USAGE = 'npm run smoke -- --url https://… [--rooms …] [--answers …] [--docs …] [--wait seconds]';
const RETRY_MS = 1_000;
const HEARTBEAT_MS = 20_000;

const { origin, wait, ...told } = options();
// Not before: a fresh clone has no packages yet, and may be in a Node that reads no TypeScript.
const parts = await import('./smoke-parts.mjs');
const { Game } = await import('./smoke-game.mjs');

/** A fresh address may take its time: this long, for all parts together. */
const until = Date.now() + wait * 1_000;
/** What worked, by the names of its rows. */
const worked = new Set();
let failed = 0;

print('what', 'works', 'ms', 'which, or what to do');
const front = await row('pages', [], () => parts.pages(origin));
await row('headers', ['pages'], () => parts.headers(front));
await row('built for', ['pages'], () => parts.builtFor(front, told));

// What was not told is where the pages say.
const rooms = told.rooms ? parts.serverAt(told.rooms) : front?.rooms;
await row('rooms', rooms ? [] : ['pages'], () => parts.rooms(rooms));
await row('origins of rooms', ['rooms'], () => parts.originsOfRooms(rooms, origin));

const answers = told.answers ? parts.serverAt(told.answers) : front?.answers;
await row('answers', answers ? [] : ['pages'], () => parts.answers(answers, rooms));
await row('lists', ['answers'], () => parts.lists(answers, origin));
await row('origins of answers', ['answers'], () => parts.originsOfAnswers(answers, origin));

const docs = told.docs ?? front?.docs;
await row('docs', docs ? [] : ['pages'], () => parts.docs(docs));

const game = new Game(rooms, origin);
await row('create', ['origins of rooms'], () => game.create());
await row('links', ['pages', 'create'], () => parts.links(front, game.joinUrl));
await row('join', ['create'], () => game.join());
await row('question', ['join'], () => game.start());
await row('answer', ['question'], () => game.answer());
await row('reveal', ['answer'], () => game.reveal());
await row('rejoin', ['reveal'], () => game.rejoin());
await row('to the end', ['rejoin'], () => game.finish());
await row('delete', game.isMade ? [] : ['create'], () => game.remove());

console.log(failed > 0 ? `\nNot in order: ${failed} of ${origin}.` : `\nAll in order at ${origin}.`);
process.exit(failed > 0 ? 1 : 0);

/** Tries one thing, unless what it needs has not worked; resolves to what it found. */
async function row(what, needs, attempt) {
  const missing = needs.find((need) => !worked.has(need));
  if (missing) return print(what, 'not tried', '', `needs “${missing}”`);
  for (let said = Date.now(); ;) {
    const began = performance.now();
    const took = () => String(Math.round(performance.now() - began));
    try {
      const found = await attempt();
      print(what, 'yes', took(), found.note);
      worked.add(what);
      return found;
    } catch (error) {
      if (!(error instanceof parts.Unready) || Date.now() + RETRY_MS > until) {
        failed += 1;
        return print(what, 'NO', took(), error.message);
      }
      if (Date.now() - said > HEARTBEAT_MS) {
        said = Date.now();
        console.log(`… still waiting: ${error.message}`);
      }
      await later(RETRY_MS);
    }
  }
}

function print(what, works, ms, note) {
  console.log(`${what.padEnd(19)} ${works.padEnd(9)} ${ms.padStart(6)}  ${note}`);
}

function options() {
  const { wait, ...addresses } = read();
  if (!addresses.url) stop(`--url is missing: ${USAGE}`);
  for (const [name, value] of Object.entries(addresses))
    if (!/^https?:\/\/./.test(String(value))) stop(`--${name} has to begin with https:// or http://: ${USAGE}`);
  if (!(Number(wait) >= 0)) stop(`"${wait}" is no number of seconds: ${USAGE}`);
  return { ...addresses, origin: new URL(String(addresses.url)).origin, wait: Number(wait) };
}

function read() {
  const string = /** @type {const} */ ({ type: 'string' });
  const wait = { ...string, default: '120' };
  try {
    return parseArgs({ options: { url: string, rooms: string, answers: string, docs: string, wait } }).values;
  } catch (error) {
    return stop(`${error.message}: ${USAGE}`);
  }
}
