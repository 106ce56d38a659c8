// The curated answers as `npm start` serves them: wrangler's own commands see and change them, and a kill loses nothing.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as later } from 'node:timers/promises';
import { isDeepStrictEqual, promisify } from 'node:util';
import { STATE } from '../../scripts/answers.mjs';
import { FOLDER, SECRET } from './answers/stack.mjs';
import { serve } from './served.mjs';
import { configure, eventually } from './support.mjs';

// A folder with the Worker's configuration, its secret and its state, as the Worker's own folder has them.
const configPath = configure('answers-disk', { folder: FOLDER });
const folder = dirname(configPath);
let served;

before(async () => {
  rmSync(`${folder}/.wrangler`, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}/.dev.vars`, `ADMIN_SECRET=${SECRET}\n`, { mode: 0o600 });
  served = await serve(configPath, resolve(folder, STATE));
});
after(() => served?.end());

/** What somebody types in that folder. */
const typed = async (...words) =>
  (await promisify(execFile)('npx', ['wrangler', 'kv', 'key', ...words], { cwd: folder })).stdout;
const LOCAL = ['--binding=WINE_ANSWERS_KV', '--local'];
const get = (key) => typed('get', key, ...LOCAL);
const put = (key, value) => typed('put', key, value, ...LOCAL);

async function write(method, path, body) {
  const headers = { authorization: `Bearer ${SECRET}`, 'content-type': 'application/json' };
  const response = await fetch(`${served.url}${path}`, { method, headers, body: body && JSON.stringify(body) });
  return { status: response.status, said: await response.json() };
}
const read = async (category) => (await fetch(`${served.url}/answers/${category}`)).json();
const published = (category, values) =>
  eventually(
    `${values} published`,
    async () => JSON.stringify((await read(category)).values) === JSON.stringify(values),
  );

test('`npx wrangler kv key get` shows what is served', async () => {
  assert.equal((await write('PUT', '/answers/color', { values: ['Red', 'Rosé'] })).status, 200);
  await published('color', ['Red', 'Rosé']);
  assert.deepEqual(JSON.parse(await get('color')), ['Red', 'Rosé']);
});

test('`npx wrangler kv key put` is taken over, and a later write builds on it', async () => {
  await put('color', '["By hand","Red"]');
  assert.deepEqual(await read('color'), { category: 'color', values: ['By hand', 'Red'] });
  const { status, said } = await write('POST', '/answers/color', { value: 'Orange' });
  assert.deepEqual([status, said.values], [201, ['By hand', 'Red', 'Orange']]);
  await published('color', ['By hand', 'Red', 'Orange']);
  assert.deepEqual(JSON.parse(await get('color')), ['By hand', 'Red', 'Orange']);
});

test('a broken list put by hand is left alone until PUT, which keeps it', async () => {
  const text = '["Red", "Whi';
  await put('color', text);
  assert.deepEqual(await read('color'), { category: 'color', values: [], degraded: true });
  const { status, said } = await write('POST', '/answers/color', { value: 'Grey' });
  assert.deepEqual([status, said.error.code], [409, 'CORRUPT_LIST']);
  assert.equal((await get('color')).trim(), text);
  assert.equal((await write('PUT', '/answers/color', { values: ['Red'] })).status, 200);
  await published('color', ['Red']);
  assert.equal((await get('corrupt:color')).trim(), text);
  assert.deepEqual(JSON.parse(await get('color')), ['Red']);
});

const regions = [];

test('killed between a confirmation and its publication, it publishes when it is back', async () => {
  let wasEarly = false;
  // A second write within a second waits for its turn at KV; where the machine was too slow to see that, once more.
  for (let round = 1; round <= 8 && !wasEarly; round++) {
    assert.equal((await write('POST', '/answers/region', { value: `Chablis ${round}` })).status, 201);
    regions.push(`Chablis ${round}`);
    await published('region', regions);
    assert.equal((await write('POST', '/answers/region', { value: `Bandol ${round}` })).status, 201);
    await served.kill();
    wasEarly = isDeepStrictEqual(JSON.parse(await get('region')), regions);
    regions.push(`Bandol ${round}`);
    await served.start();
    await published('region', regions);
  }
  assert.ok(wasEarly, 'killed before the publication');
});

test('killed and started again, it has its lists, its suggestions, and the limits of the day', async () => {
  for (let number = 0; number < 3; number++) {
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ value: `Idea ${number}` });
    assert.equal((await fetch(`${served.url}/suggestions/color`, { method: 'POST', headers, body })).status, 202);
  }
  await served.kill();
  await later(100);
  await served.start();
  assert.deepEqual((await read('region')).values, regions);
  const { said } = await write('GET', '/suggestions');
  assert.deepEqual(
    said.color.map(({ value }) => value),
    ['Idea 2', 'Idea 1', 'Idea 0'],
  );
});
