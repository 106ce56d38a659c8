// The writer and KV: every write is stored once, published in its own time, and what a hand wrote is never lost.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as later } from 'node:timers/promises';
import { CATEGORIES, SECRET, refusal, seedData, startAnswers } from './answers/stack.mjs';
import { eventually } from './support.mjs';

const stack = await startAnswers({ watched: true });
const { kv, tell, write, published } = stack;

/** From now on KV refuses; whatever the writer changes stays unpublished until it is told to work again. */
const stopKv = () => tell('GET', '/refuse-kv/1000');
const startKv = () => tell('GET', '/refuse-kv/0');
/** What is at a key, as raw text. */
const raw = (key) => kv.get(key, { cacheTtl: 60 });
/** Longer than a publication that was refused once waits to be tried again. */
const SETTLED_MS = 3_000;

test('forty at once are forty in the list, or told to try again', async () => {
  const values = Array.from({ length: 40 }, (_, number) => `Shade ${number}`);
  const answers = await Promise.all(values.map((value) => write('POST', '/answers/color', { value })));
  const stored = values.filter((_, number) => answers[number].status === 201);
  for (const answer of answers.filter(({ status }) => status !== 201)) {
    assert.ok([429, 503].includes(answer.status), answer.text);
    assert.ok(answer.headers.get('retry-after'), answer.text);
  }
  assert.ok(stored.length > 0);
  const sorted = (list) => JSON.stringify(list.toSorted());
  await eventually('all of them published', async () => sorted(await stack.readers('color')) === sorted(stored));
  await later(1_500);
  assert.equal(sorted(JSON.parse(await raw('color'))), sorted(stored), 'and nothing else, later');
});

test('a list that changes all the time is written to KV once a second', async () => {
  const since = Date.now();
  for (let number = 0; Date.now() - since < 3_500; number++)
    assert.equal((await write('POST', '/answers/region', { value: `Valley ${number}` })).status, 201);
  await later(1_500);
  const puts = stack.logged('put', since).filter(({ key }) => key === 'region');
  assert.ok(puts.length >= 3, `${puts.length} in five seconds`);
  for (const [number, { at }] of puts.slice(1).entries())
    assert.ok(at - puts[number].at >= 950, `${at - puts[number].at} ms between two writes of one key`);
});

test('a seed is one write to each key, and each list is published once', async () => {
  const fresh = await startAnswers({ watched: true });
  const lists = seedData();
  const { status, said } = await fresh.write('POST', '/answers', lists);
  assert.equal(status, 200);
  for (const category of CATEGORIES) {
    assert.deepEqual(said[category], { added: lists[category].length, skipped: 0 });
    await fresh.published(category, lists[category]);
  }
  await later(1_500);
  const puts = fresh.logged('put').map(({ key }) => key);
  assert.deepEqual(puts.toSorted(), CATEGORIES.toSorted());
  assert.equal(fresh.logged('ran').filter(({ handler }) => handler === 'fetch').length, 1);
  const again = await fresh.write('POST', '/answers', lists);
  for (const category of CATEGORIES)
    assert.deepEqual(again.said[category], { added: 0, skipped: lists[category].length });
  await later(1_500);
  assert.equal(fresh.logged('put').length, CATEGORIES.length, 'nothing new, nothing written');
});

test('reading wakes no object', async () => {
  await write('POST', '/answers/color', { value: 'Read me' });
  await eventually('its publication', async () => (await stack.readers('color')).includes('Read me'));
  await later(1_500);
  const since = Date.now();
  for (const path of ['/answers', ...CATEGORIES.map((category) => `/answers/${category}`), '/catalogue'])
    for (const method of ['GET', 'HEAD', 'OPTIONS']) await tell(method, path);
  await tell('POST', '/answers/color', { body: { value: 'No' }, key: 'wrong' });
  assert.deepEqual(stack.logged('ran', since), []);
  await write('POST', '/answers/color', { value: 'Write me' });
  assert.notDeepEqual(stack.logged('ran', since), [], 'a write does, so that this test would see it');
});

test('a list written by hand is served as it is, and the next write builds on it', async () => {
  await write('PUT', '/answers/region', { values: ['Chablis', 'Bandol'] });
  await published('region', ['Chablis', 'Bandol']);
  await kv.put('region', '["Pauillac","Chablis"]');
  assert.deepEqual((await tell('GET', '/answers/region')).said, {
    category: 'region',
    values: ['Pauillac', 'Chablis'],
  });
  const next = await write('POST', '/answers/region', { value: 'Margaux' });
  assert.deepEqual(next.said.values, ['Pauillac', 'Chablis', 'Margaux']);
  await published('region', ['Pauillac', 'Chablis', 'Margaux']);
});

test('a list written by hand into an empty store is the list', async () => {
  const fresh = await startAnswers();
  await fresh.kv.put('wine_name', '["Château Latour", "Château Margaux"]');
  const left = await fresh.write('DELETE', '/answers/wine_name/chateau%20latour');
  assert.deepEqual([left.status, left.said.values], [200, ['Château Margaux']]);
  await fresh.published('wine_name', ['Château Margaux']);
});

test('what was not published yet when a hand wrote is added to it, and what was deleted stays away', async () => {
  await write('PUT', '/answers/grape_variety', { values: ['Syrah', 'Merlot'] });
  await published('grape_variety', ['Syrah', 'Merlot']);
  await stopKv();
  await write('POST', '/answers/grape_variety', { value: 'Malbec' });
  await write('DELETE', '/answers/grape_variety/Syrah');
  await kv.put('grape_variety', '["Syrah","Merlot","Tannat"]');
  await startKv();
  const next = await write('POST', '/answers/grape_variety', { value: 'Cinsault' });
  assert.deepEqual(next.said.values.toSorted(), ['Cinsault', 'Malbec', 'Merlot', 'Tannat']);
  await published('grape_variety', next.said.values);
});

test('what a hand wrote before a publication was due is not run over by it', async () => {
  await write('PUT', '/answers/grape_variety', { values: ['Syrah'] });
  await published('grape_variety', ['Syrah']);
  await stopKv();
  await write('POST', '/answers/grape_variety', { value: 'Malbec' });
  await kv.put('grape_variety', '["Tannat","Syrah"]');
  await startKv();
  await published('grape_variety', ['Tannat', 'Syrah', 'Malbec']);
});

test('an older copy that KV still shows is not taken for news', async () => {
  await write('PUT', '/answers/vintage_year', { values: ['2015'] });
  await published('vintage_year', ['2015']);
  const older = await kv.getWithMetadata('vintage_year');
  await write('POST', '/answers/vintage_year', { value: '2016' });
  await published('vintage_year', ['2015', '2016']);
  await kv.put('vintage_year', older.value, { metadata: older.metadata });
  const next = await write('POST', '/answers/vintage_year', { value: '2017' });
  assert.deepEqual(next.said.values, ['2015', '2016', '2017']);
  await published('vintage_year', ['2015', '2016', '2017']);
});

test('what a hand wrote, seen again after it was replaced, is an old copy too', async () => {
  await kv.put('vintage_year', '["1945","1961"]');
  await write('POST', '/answers/vintage_year', { value: '1982' });
  await published('vintage_year', ['1945', '1961', '1982']);
  await kv.put('vintage_year', '["1945","1961"]');
  const next = await write('POST', '/answers/vintage_year', { value: '1990' });
  assert.deepEqual(next.said.values, ['1945', '1961', '1982', '1990']);
  await published('vintage_year', ['1945', '1961', '1982', '1990']);
});

test('a copy newer than any of ours is from a writer that lost its disk, and is taken over', async () => {
  const fresh = await startAnswers();
  await fresh.kv.put('region', '["Pauillac"]', { metadata: { rev: 41 } });
  const next = await fresh.write('POST', '/answers/region', { value: 'Margaux' });
  assert.deepEqual(next.said.values, ['Pauillac', 'Margaux']);
  await fresh.published('region', ['Pauillac', 'Margaux']);
  assert.ok((await fresh.kv.getWithMetadata('region')).metadata.rev > 41);
});

test('a key that was deleted by hand is read as empty, and comes back with the next write', async () => {
  await write('PUT', '/answers/region', { values: ['Chablis'] });
  await published('region', ['Chablis']);
  await kv.delete('region');
  assert.deepEqual((await tell('GET', '/answers/region')).said, { category: 'region', values: [] });
  assert.deepEqual((await write('POST', '/answers/region', { value: 'Bandol' })).said.values, ['Chablis', 'Bandol']);
  await published('region', ['Chablis', 'Bandol']);
});

const BROKEN = {
  'not JSON': [],
  '': [],
  '["Chablis"': [],
  null: [],
  '"Chablis"': [],
  '{"values":["Chablis"]}': [],
  '["Chablis",5,null,{},["Bandol"],"Bandol"]': ['Chablis', 'Bandol'],
  '["","Chablis","Ta\\u202Ewny"]': ['Chablis'],
};

for (const [number, [text, good]] of Object.entries(BROKEN).entries())
  test(`a broken list is read as far as it is good, and replaced by PUT only: ${text}`, async () => {
    await write('PUT', '/answers/wine_name', { values: ['Ours'] });
    await published('wine_name', ['Ours']);
    await kv.delete('corrupt:wine_name');
    await kv.put('wine_name', text);

    assert.deepEqual((await tell('GET', '/answers/wine_name')).said, {
      ...{ category: 'wine_name', values: good, degraded: true },
    });
    const all = await tell('GET', '/answers');
    assert.equal(all.headers.get('x-degraded'), 'wine_name');
    assert.deepEqual(Object.keys(all.said), CATEGORIES);
    assert.deepEqual(all.said.wine_name, good);
    assert.match(JSON.stringify(stack.harness.getLogs()), /wine_name/, 'it is in the log');

    const corrupt = async (answer) => assert.deepEqual(refusal(await answer), [409, 'CORRUPT_LIST']);
    await corrupt(write('POST', '/answers/wine_name', { value: 'New' }));
    await corrupt(write('DELETE', '/answers/wine_name/Ours'));
    await corrupt(write('POST', '/answers', { color: ['Not this either'], wine_name: ['New'] }));
    assert.ok(!(await stack.readers('color')).includes('Not this either'));
    // Another list is written and published all the same.
    const other = await write('POST', '/answers/region', { value: `Beside ${number}` });
    assert.equal(other.status, 201);
    await published('region', other.said.values);
    assert.equal(await raw('wine_name'), text, 'untouched');

    const mended = await write('PUT', '/answers/wine_name', { values: ['Mended'] });
    assert.deepEqual([mended.status, mended.said.values], [200, ['Mended']]);
    await published('wine_name', ['Mended']);
    assert.equal(await raw('corrupt:wine_name'), text);
    assert.equal((await tell('GET', '/answers/wine_name')).said.degraded, undefined);
    assert.equal((await tell('GET', '/answers')).headers.get('x-degraded'), null);
    assert.equal((await write('POST', '/answers/wine_name', { value: 'New' })).status, 201);
  });

test('a list that is broken while a publication is due is not run over by it', async () => {
  await write('PUT', '/answers/wine_name', { values: ['Ours'] });
  await published('wine_name', ['Ours']);
  await stopKv();
  await write('POST', '/answers/wine_name', { value: 'Not published yet' });
  await kv.put('wine_name', 'broken by hand');
  await startKv();
  await later(SETTLED_MS);
  assert.equal(await raw('wine_name'), 'broken by hand');
  // The hand takes it away again: what was ours is published.
  await kv.put('wine_name', '["By hand"]');
  const next = await write('POST', '/answers/wine_name', { value: 'Last' });
  assert.deepEqual(next.said.values, ['By hand', 'Not published yet', 'Last']);
  await published('wine_name', next.said.values);
});

test('what is kept under corrupt: is no category', async () => {
  await kv.put('corrupt:color', '["Kept"]');
  assert.equal((await tell('GET', '/answers/corrupt:color')).status, 400);
  assert.deepEqual(Object.keys((await tell('GET', '/answers')).said), CATEGORIES);
});

test('a copy that KV refuses is published later, and nobody waits for it', async () => {
  await stopKv();
  const { status, said } = await write('PUT', '/answers/color', { values: ['After a while'] });
  assert.deepEqual([status, said.values], [200, ['After a while']]);
  assert.notDeepEqual(await stack.readers('color'), ['After a while'], 'answered before there was a copy');
  await startKv();
  await published('color', ['After a while']);
});

for (const call of ['getWithMetadata', 'put'])
  test(`a ${call} of KV that never answers holds up no write, and is tried again`, async () => {
    const since = Date.now();
    await tell('GET', `/slow-kv/${call}`);
    const { status } = await write('PUT', '/answers/color', { values: [call] });
    assert.equal(status, 200);
    await eventually('that it hangs', () => stack.logged('hung', since).length > 0);
    assert.equal((await write('POST', '/answers/color', { value: 'Meanwhile' })).status, 201);
    await tell('GET', '/slow-kv/');
    await published('color', [call, 'Meanwhile']);
  });

test('where KV cannot be read, readers and writers are told to come again in a second', async () => {
  await tell('GET', '/break-kv/getWithMetadata');
  const refused = [await tell('GET', '/answers'), await write('POST', '/answers/color', { value: 'Not now' })];
  await tell('GET', '/break-kv/');
  for (const answer of refused) {
    assert.deepEqual(refusal(answer), [503, 'STORAGE']);
    assert.equal(answer.headers.get('retry-after'), '1');
  }
  assert.ok(!(await stack.readers('color')).includes('Not now'));
});

test('a key that was deleted by hand comes back when its list is put or seeded again', async () => {
  const values = ['Chablis', 'Bandol'];
  for (const again of [
    () => write('PUT', '/answers/region', { values }),
    () => write('POST', '/answers', { region: values }),
  ]) {
    await write('PUT', '/answers/region', { values });
    await published('region', values);
    await kv.delete('region');
    assert.equal((await again()).status, 200);
    await published('region', values);
  }
});

test('a list of over 2,000 by hand is served so far, as one that is broken', async () => {
  const values = Array.from({ length: 2_001 }, (_, number) => `Cru ${number}`);
  await kv.put('wine_name', JSON.stringify(values));
  const { said } = await tell('GET', '/answers/wine_name');
  assert.deepEqual(said, { category: 'wine_name', values: values.slice(0, 2_000), degraded: true });
  assert.deepEqual(refusal(await write('POST', '/answers/wine_name', { value: 'New' })), [409, 'CORRUPT_LIST']);
  await write('PUT', '/answers/wine_name', { values: ['Mended'] });
  await published('wine_name', ['Mended']);
});

test('a revision that no writer reaches is one of a hand', async () => {
  for (const rev of [2 ** 60, Number.MAX_SAFE_INTEGER]) {
    const value = `Cru ${rev}`;
    await kv.put('region', JSON.stringify([value]), { metadata: { rev } });
    assert.deepEqual((await write('POST', '/answers/region', { value: 'Next' })).said.values, [value, 'Next']);
    await published('region', [value, 'Next']);
    await stack.worker.evictDurableObject('AnswersWriter', { name: 'answers' });
    assert.deepEqual((await write('DELETE', '/answers/region/next')).said.values, [value], 'read back from disk');
    await published('region', [value]);
  }
});

test('a writer that was put away between a write and its publication publishes it', async () => {
  await write('PUT', '/answers/color', { values: ['One'] });
  await write('POST', '/answers/color', { value: 'Two' });
  await stack.worker.evictDurableObject('AnswersWriter', { name: 'answers' });
  await published('color', ['One', 'Two']);
  const { said } = await tell('POST', '/answers/color', { body: { value: 'Three' }, key: SECRET });
  assert.deepEqual(said.values, ['One', 'Two', 'Three']);
});
