// `npm run smoke` against real parts: all of them, each of them stopped, and each way in which one can be wrong.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as stack from './smoke/stack.mjs';
import { disk, freeAddress, portOf, running } from './smoke/stack.mjs';
import { configure } from './support.mjs';

const url = await freeAddress();
const rooms = await stack.serveRooms(configure('smoke', { entry: 'tests/worker/smoke/entry.mjs' }), { FRONT_URL: url });
const answers = await stack.serveAnswers({ FRONT_URL: url });
const pages = await stack.buildPages({ PUBLIC_GAME_HOST: rooms.url, PUBLIC_WINE_ANSWERS_URL: answers.url });
const front = await running(url, 'node', ['tests/e2e/pages.mjs', pages, portOf(url)]);
const docsUrl = `${await freeAddress()}/docs/`;
const docs = await stack.serveDocs(docsUrl);

const smoke = (options) => stack.smoke({ url, docs: docsUrl, ...options });

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
  const other = await freeAddress();
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
  const [rooms, answers, front, docs] = await Promise.all([1, 2, 3, 4].map(freeAddress));
  const ports = {
    ROOMS_PORT: portOf(rooms),
    ANSWERS_PORT: portOf(answers),
    FRONT_PORT: portOf(front),
    DOCS_PORT: portOf(docs),
  };
  const env = { ...ports, STATE_DIR: `${disk}/start`, WORKER_PROFILE: 'release' };
  await running(`${docs}/docs/`, 'node', ['scripts/start.mjs'], { env });
  const said = await smoke({ url: front, docs: `${docs}/docs/` });
  assert.deepEqual([said.code, said.failed, said.untried], [0, [], []], said.output);
  assert.match(said.note('headers'), /development server/);
});
