// `npm run smoke` against real parts: all of them, each of them stopped, and each way in which one can be wrong.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { seed } from '../../scripts/answers.mjs';
import { DOCS, DOCUSAURUS, buildDocs } from '../../scripts/docs.mjs';
import { run, start } from '../../scripts/run.mjs';
import { SECRET } from './answers/stack.mjs';
import { freePort, serve } from './served.mjs';
import { configure, eventually } from './support.mjs';

const START_MS = 240_000;

const disk = mkdtempSync(join(tmpdir(), 'smoke-'));
after(() => rmSync(disk, { recursive: true, force: true }));

/** A server that is no Worker, once it answers; it can be stopped. */
async function running(url, command, args, how = {}) {
  const printed = [];
  const { child, done } = start(command, args.map(String), { ...how, show: (line) => printed.push(line) });
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) process.kill(-child.pid, 'SIGTERM');
    await done;
  };
  after(stop);
  const answers = () =>
    fetch(url)
      .then(({ ok }) => ok)
      .catch(() => false);
  await eventually(`an answer at ${url}`, answers, START_MS).catch((error) => {
    throw new Error(`${error.message}; it printed:\n${printed.join('\n')}`);
  });
  return { stop };
}

async function served(...given) {
  const one = await serve(...given);
  after(() => one.end());
  return one;
}

const url = `http://localhost:${await freePort()}`;
const portOf = (address) => new URL(address).port;

const rooms = await served(configure('smoke', { entry: 'tests/worker/smoke/entry.mjs' }), `${disk}/rooms`, {
  FRONT_URL: url,
});
const answersConfig = configure('smoke-answers', { folder: 'wine-answers-worker' });
writeFileSync(`${dirname(answersConfig)}/.dev.vars`, `ADMIN_SECRET=${SECRET}\n`, { mode: 0o600 });
const answers = await served(answersConfig, `${disk}/answers`, { FRONT_URL: url });
assert.equal((await seed(answers.url, SECRET)).fault, undefined);

const astro = { cwd: 'front', env: { PUBLIC_GAME_HOST: rooms.url, PUBLIC_WINE_ANSWERS_URL: answers.url } };
assert.equal((await run('astro', ['build', '--outDir', `${disk}/front`], { ...astro, quiet: true })).code, 0);
const front = await running(url, 'node', ['tests/e2e/pages.mjs', `${disk}/front`, portOf(url)]);

assert.equal((await buildDocs({ quiet: true })).code, 0);
const docsUrl = `http://localhost:${await freePort()}/docs/`;
const docusaurus = ['serve', '--dir', 'build/docs', '--port', portOf(docsUrl), '--no-open'];
const docs = await running(docsUrl, DOCUSAURUS, docusaurus, { cwd: DOCS });

/** What the check says: how it ends, and its table. */
async function smoke(options = {}) {
  const told = Object.entries({ url, docs: docsUrl, wait: '0', ...options }).flatMap(([name, value]) => [
    `--${name}`,
    value,
  ]);
  const { code, output } = await run('node', ['scripts/smoke.mjs', ...told], { quiet: true });
  const rows = [...output.matchAll(/^(.{19}) (yes|NO|not tried) +\d* {2}(.*)$/gm)].map(([, what, works, note]) => ({
    what: what.trim(),
    works,
    note,
  }));
  const are = (works) => rows.filter((row) => row.works === works).map(({ what }) => what);
  return {
    code,
    output,
    failed: are('NO'),
    untried: are('not tried'),
    note: (name) => rows.find(({ what }) => what === name)?.note,
  };
}

/** Makes the rooms fail in a way, until the test is over. */
async function disturb(t, path) {
  await fetch(rooms.url + path);
  t.after(() => fetch(rooms.url + path.replace(/[^/]*$/, '')));
}

const GAME = ['create', 'links', 'join', 'question', 'answer', 'reveal', 'rejoin', 'to the end', 'delete'];

test('all of it works, and nothing of it stays', async () => {
  const said = await smoke();
  assert.deepEqual([said.code, said.failed, said.untried], [0, [], []], said.output);
  const [, code] = /^room (\d+)$/.exec(said.note('create'));
  assert.equal((await (await fetch(`${rooms.url}/party/${code}`)).json()).exists, false);
  assert.match(said.note('rooms'), /^version \d+\.\d+\.\d+ at /);
});

test('a room that never reveals', async (t) => {
  await disturb(t, '/deaf/host:reveal');
  const said = await smoke();
  assert.deepEqual([said.code, said.failed, said.untried], [1, ['reveal'], ['rejoin', 'to the end']], said.output);
  assert.match(said.note('reveal'), /never says `game:answer_revealed`/);
});

test('storage that refuses writes', async (t) => {
  await disturb(t, '/fail/insert-answer');
  const said = await smoke();
  assert.deepEqual([said.code, said.failed], [1, ['answer']], said.output);
  assert.match(said.note('answer'), /refuses with STORAGE/);
});

test('rooms that do not let the pages in, or let everybody in', async (t) => {
  await disturb(t, `/set/ALLOWED_ORIGINS/${encodeURIComponent('https://other.example')}`);
  const closed = await smoke();
  assert.deepEqual([closed.code, closed.failed, closed.untried], [1, ['origins of rooms'], GAME], closed.output);
  assert.match(closed.note('origins of rooms'), new RegExp(`refuse the pages of ${url} .*ALLOWED_ORIGINS`));
  await disturb(t, `/set/ALLOWED_ORIGINS/${encodeURIComponent(`${url} https://elsewhere.invalid`)}`);
  assert.match((await smoke()).note('origins of rooms'), /let a page of https:\/\/elsewhere.invalid in/);
});

test('pages that were built for another host', async () => {
  const other = `http://localhost:${await freePort()}`;
  const astro = { cwd: 'front', env: { PUBLIC_GAME_HOST: 'other.invalid', PUBLIC_WINE_ANSWERS_URL: answers.url } };
  await running(other, 'astro', ['dev', '--port', portOf(other)], astro);
  const found = await smoke({ url: other });
  assert.deepEqual([found.code, found.failed], [1, ['rooms']], found.output);
  assert.match(found.note('rooms'), /^Nothing answers at http:\/\/other.invalid\/health/);
  const told = await smoke({ url: other, rooms: rooms.url });
  assert.deepEqual([told.code, told.failed], [1, ['built for', 'links']], told.output);
  assert.match(told.note('built for'), /PUBLIC_GAME_HOST=http:\/\/127/);
});

test('each part stopped is a row', async () => {
  const without = async (failed, ...untried) => {
    const said = await smoke();
    assert.deepEqual([said.code, said.failed, said.untried], [1, failed, untried], said.output);
    return said;
  };
  await docs.stop();
  await without(['docs']);
  await answers.kill();
  await without(['answers', 'docs'], 'lists', 'origins of answers');
  await rooms.kill();
  const said = await without(['rooms', 'answers', 'docs'], 'origins of rooms', 'lists', 'origins of answers', ...GAME);
  for (const part of ['rooms', 'answers', 'docs']) assert.match(said.note(part), /^Nothing answers at http/);
  await front.stop();
  const { failed, note } = await smoke();
  assert.deepEqual(failed, ['pages', 'docs']);
  assert.match(note('pages'), /^Nothing answers at http/);
});

test('`npm start` works, all of it', { timeout: 300_000 }, async () => {
  const [ROOMS_PORT, ANSWERS_PORT, FRONT_PORT, DOCS_PORT] = await Promise.all([1, 2, 3, 4].map(freePort)).then(
    (ports) => ports.map(String),
  );
  const env = {
    ROOMS_PORT,
    ANSWERS_PORT,
    FRONT_PORT,
    DOCS_PORT,
    STATE_DIR: `${disk}/start`,
    WORKER_PROFILE: 'release',
  };
  const docs = `http://localhost:${DOCS_PORT}/docs/`;
  await running(docs, 'node', ['scripts/start.mjs'], { env });
  const said = await smoke({ url: `http://localhost:${FRONT_PORT}`, docs });
  assert.deepEqual([said.code, said.failed, said.untried], [0, [], []], said.output);
  assert.match(said.note('headers'), /development server/);
});
