// The curated answers in a real workerd: every address, what it says, and what pages may keep of it.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { CATEGORIES, FOLDER, SECRET, refusal, startAnswers } from './answers/stack.mjs';
import { eventually } from './support.mjs';

const stack = await startAnswers();
const { tell, write, published } = stack;
const numbered = (count, word = 'Cru') => Array.from({ length: count }, (_, number) => `${word} ${number}`);

test('an empty store is five empty lists, and reading it makes no object', async () => {
  const { status, said } = await tell('GET', '/answers');
  assert.equal(status, 200);
  assert.deepEqual(said, { color: [], region: [], grape_variety: [], vintage_year: [], wine_name: [] });
  assert.deepEqual(Object.keys(said), CATEGORIES);
  for (const category of CATEGORIES)
    assert.deepEqual((await tell('GET', `/answers/${category}`)).said, { category, values: [] });
  await tell('GET', '/catalogue');
  assert.deepEqual(await stack.worker.listDurableObjectIds('AnswersWriter'), []);
});

test('POST appends a value, tidied, and readers see it', async () => {
  const first = await write('POST', '/answers/color', { value: '  Rose\u0301 ' });
  assert.equal(first.status, 201);
  assert.deepEqual(first.said, { category: 'color', values: ['Rosé'] });
  const second = await write('POST', '/answers/color', { value: 'Red', extra: 'ignored' });
  assert.deepEqual(second.said, { category: 'color', values: ['Rosé', 'Red'] });
  await published('color', ['Rosé', 'Red']);
  assert.deepEqual((await tell('GET', '/answers')).said.color, ['Rosé', 'Red']);
  assert.deepEqual(JSON.parse(await stack.kv.get('color')), ['Rosé', 'Red'], 'a JSON array of strings');
  const { metadata } = await stack.kv.getWithMetadata('color');
  assert.ok(Number.isInteger(metadata.rev), JSON.stringify(metadata));
});

test('POST of what is there under case and accents is 409, and changes nothing', async () => {
  await write('PUT', '/answers/grape_variety', { values: ['Gewürztraminer'] });
  for (const value of ['Gewürztraminer', 'gewurztraminer', 'GEWÜRZTRAMINER', ' Gewu\u0308rztraminer\t']) {
    const again = await write('POST', '/answers/grape_variety', { value });
    assert.deepEqual(refusal(again), [409, 'ALREADY_EXISTS'], value);
    assert.match(again.said.error.message, /already exists/);
  }
  await published('grape_variety', ['Gewürztraminer']);
});

test('PUT replaces a list, in its order, also by nothing', async () => {
  const { status, said } = await write('PUT', '/answers/vintage_year', { values: ['2015', ' 2010 ', '2022'] });
  assert.equal(status, 200);
  assert.deepEqual(said, { category: 'vintage_year', values: ['2015', '2010', '2022'] });
  await published('vintage_year', ['2015', '2010', '2022']);
  assert.deepEqual((await write('PUT', '/answers/vintage_year', { values: [] })).said.values, []);
  await published('vintage_year', []);
});

test('POST /answers merges, says what it added and skipped, and may be repeated', async () => {
  await write('PUT', '/answers/region', { values: ['Pauillac'] });
  const lists = { region: ['PAUILLAC', 'Saint-Émilion', 'saint-emilion', 'Chablis'], wine_name: ['Château Latour'] };
  const first = await write('POST', '/answers', lists);
  assert.equal(first.status, 200);
  assert.deepEqual(first.said, { region: { added: 2, skipped: 2 }, wine_name: { added: 1, skipped: 0 } });
  await published('region', ['Pauillac', 'Saint-Émilion', 'Chablis']);
  await published('wine_name', ['Château Latour']);
  const again = await write('POST', '/answers', lists);
  assert.deepEqual(again.said, { region: { added: 0, skipped: 4 }, wine_name: { added: 0, skipped: 1 } });
});

test('POST /answers is all or nothing', async () => {
  const before = await stack.everything();
  const refused = await write('POST', '/answers', { color: ['Orange'], region: ['Bandol', 'Cassis', 'Palette', ' '] });
  assert.deepEqual(refusal(refused), [400, 'INVALID_VALUE']);
  assert.match(refused.said.error.message, /region\[3\]/);
  assert.deepEqual(await stack.everything(), before);
});

test('DELETE takes a value in any spelling, and leaves the rest', async () => {
  const values = ['Côte-Rôtie', 'Syrah / Shiraz', '100 % Merlot', 'a+b', 'Riesling?', 'Chenin #1', '赤ワイン', 'Last'];
  await write('PUT', '/answers/wine_name', { values });
  for (const spelled of ['COTE-ROTIE', ...values.slice(1, -1)]) {
    values.shift();
    const left = await write('DELETE', `/answers/wine_name/${encodeURIComponent(spelled)}`);
    assert.equal(left.status, 200, spelled);
    assert.deepEqual(left.said, { category: 'wine_name', values });
  }
  await published('wine_name', ['Last']);
  assert.deepEqual(refusal(await write('DELETE', '/answers/wine_name/First')), [404, 'NOT_FOUND']);
  assert.deepEqual(refusal(await write('DELETE', '/answers/region/Last')), [404, 'NOT_FOUND'], 'of another list');
});

test('a list holds 2,000', async () => {
  const full = numbered(2_000);
  assert.equal((await write('PUT', '/answers/wine_name', { values: full })).status, 200);
  assert.deepEqual(refusal(await write('POST', '/answers/wine_name', { value: 'Another' })), [409, 'LIST_FULL']);
  assert.deepEqual(refusal(await write('POST', '/answers/wine_name', { value: 'cru 7' })), [409, 'ALREADY_EXISTS']);
  const merged = await write('POST', '/answers', { color: ['Grey'], wine_name: ['Another'] });
  assert.deepEqual(refusal(merged), [409, 'LIST_FULL']);
  assert.match(merged.said.error.message, /wine_name|2,?000/);
  assert.deepEqual((await write('POST', '/answers', { wine_name: full })).said.wine_name, { added: 0, skipped: 2_000 });
  const longer = await write('PUT', '/answers/wine_name', { values: numbered(2_001) });
  assert.equal(longer.status, 400);
  assert.match(longer.said.error.message, /2,?000/);
  await published('wine_name', full);
  assert.ok(!(await stack.readers('color')).includes('Grey'), 'nothing of it');
  await write('PUT', '/answers/wine_name', { values: ['Last'] });
});

test('the secret comes with Bearer or bare', async () => {
  for (const authorization of [`Bearer ${SECRET}`, `bearer ${SECRET}`, SECRET]) {
    const headers = { authorization };
    assert.equal((await tell('PUT', '/answers/color', { headers, body: { values: ['Red'] } })).status, 200);
  }
});

test('GET /catalogue is the file', async () => {
  const { status, headers, text, said } = await tell('GET', '/catalogue');
  assert.equal(status, 200);
  assert.match(headers.get('content-type'), /^application\/json/);
  assert.ok(text === readFileSync(`${FOLDER}/catalogue.json`, 'utf8'), 'to the byte');
  for (const part of ['colors', 'regions', 'grapes', 'wines']) assert.ok(said[part][0].source, part);
});

test('reads may be kept for a minute, and are not sent again', async () => {
  await write('PUT', '/answers/color', { values: ['Red'] });
  await published('color', ['Red']);
  await stack.settled();
  for (const path of ['/answers', '/answers/color', '/catalogue']) {
    const { headers } = await tell('GET', path);
    const etag = headers.get('etag');
    assert.match(etag, /^"[\w+/=-]{8,}"$/, `${path} has a strong tag`);
    assert.equal(headers.get('cache-control'), 'public, max-age=60');
    for (const known of [etag, `"other", ${etag}`, `W/${etag}`, '*']) {
      const kept = await tell('GET', path, { headers: { 'if-none-match': known } });
      assert.deepEqual([kept.status, kept.text, kept.headers.get('etag')], [304, '', etag], `${path} ${known}`);
      assert.equal(kept.headers.get('cache-control'), 'public, max-age=60');
    }
    assert.equal((await tell('GET', path, { headers: { 'if-none-match': '"other"' } })).status, 200);
    const head = await tell('HEAD', path);
    assert.deepEqual([head.status, head.text, head.headers.get('etag')], [200, '', etag]);
  }
  const before = (await tell('GET', '/answers')).headers.get('etag');
  await write('POST', '/answers/color', { value: 'White' });
  await eventually('another tag', async () => (await tell('GET', '/answers')).headers.get('etag') !== before);
});

test('what is no open read is kept by nobody', async () => {
  const answers = [
    await tell('GET', '/health'),
    await tell('GET', '/nothing'),
    await tell('GET', '/answers/colour'),
    await tell('GET', '/suggestions'),
    await write('GET', '/suggestions'),
    await write('POST', '/answers/color', { value: 'Red' }),
    await write('PUT', '/answers/color', { values: ['Red'] }),
    await tell('POST', '/suggestions/color', { body: { value: 'Grey' } }),
    await tell('DELETE', '/answers'),
  ];
  for (const { status, headers } of answers) {
    assert.equal(headers.get('cache-control'), 'no-store', status);
    assert.equal(headers.get('etag'), null);
    assert.equal(headers.get('x-content-type-options'), 'nosniff');
  }
});

test('any page may read; only pages of ours may write or suggest', async () => {
  const evil = { origin: 'https://evil.example' };
  const ours = { origin: 'http://localhost:4321' };
  for (const path of ['/answers', '/answers/color', '/catalogue']) {
    for (const headers of [evil, ours, {}]) {
      const { status, headers: told } = await tell('GET', path, { headers });
      assert.deepEqual([status, told.get('access-control-allow-origin')], [200, '*'], path);
      assert.match(told.get('access-control-expose-headers') ?? '', /x-degraded/i);
    }
  }
  const before = await stack.settled();
  for (const [method, path, body] of [
    ['POST', '/answers/color', { value: 'Evil' }],
    ['PUT', '/answers/color', { values: ['Evil'] }],
    ['POST', '/answers', { color: ['Evil'] }],
    ['DELETE', '/answers/color/Red', undefined],
    ['POST', '/suggestions/color', { value: 'Evil' }],
    ['GET', '/suggestions', undefined],
    ['DELETE', '/suggestions', undefined],
  ]) {
    const foreign = await tell(method, path, { body, key: SECRET, headers: evil });
    assert.deepEqual(refusal(foreign), [403, 'FORBIDDEN_ORIGIN'], `${method} ${path}`);
    assert.equal(foreign.headers.get('access-control-allow-origin'), null);
    // Without the secret or with nonsense, ours hears why.
    const near = await tell(method, path, { body: body && 'nonsense', headers: ours });
    assert.ok(near.status >= 400 && near.status !== 403, `${method} ${path}: ${near.status}`);
    assert.ok(['*', ours.origin].includes(near.headers.get('access-control-allow-origin')), 'on errors too');
  }
  assert.deepEqual(await stack.everything(), before);
});

test('a page may ask first what it may send', async () => {
  const headers = { origin: 'http://localhost:4321', 'access-control-request-method': 'PUT' };
  const { status, headers: told } = await tell('OPTIONS', '/answers/color', { headers });
  assert.equal(status, 204);
  assert.ok(['*', headers.origin].includes(told.get('access-control-allow-origin')));
  for (const method of ['GET', 'POST', 'PUT']) assert.match(told.get('access-control-allow-methods'), RegExp(method));
  for (const header of [/authorization/i, /content-type/i])
    assert.match(told.get('access-control-allow-headers'), header);
  const removal = await tell('OPTIONS', '/answers/color/Red', { headers });
  assert.match(removal.headers.get('access-control-allow-methods'), /DELETE/);
});

test('another method is 405, and the answer says which there are', async () => {
  const allowed = {
    '/health': 'GET, HEAD, OPTIONS',
    '/answers': 'GET, HEAD, POST, OPTIONS',
    '/answers/color': 'GET, HEAD, POST, PUT, OPTIONS',
    '/answers/color/Red': 'DELETE, OPTIONS',
    '/catalogue': 'GET, HEAD, OPTIONS',
    '/suggestions': 'GET, HEAD, DELETE, OPTIONS',
    '/suggestions/color': 'POST, OPTIONS',
    '/suggestions/color/Red': 'DELETE, OPTIONS',
  };
  for (const [path, methods] of Object.entries(allowed)) {
    for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].filter((it) => !methods.includes(it))) {
      const other = await tell(method, path, { key: SECRET });
      assert.deepEqual(refusal(other), [405, 'METHOD_NOT_ALLOWED'], `${method} ${path}`);
      const named = other.headers.get('allow').split(/,\s*/).sort();
      assert.deepEqual(named, methods.split(', ').sort(), path);
    }
  }
});

test('what is no address is told so, in JSON', async () => {
  for (const path of ['/nothing', '/answers/color/Red/more', '/suggestions/color/a/b', '/catalogue/wines'])
    assert.deepEqual(refusal(await tell('GET', path)), [404, 'NOT_FOUND'], path);
  for (const path of [`/answers/${'x'.repeat(3_000)}`, `/?${'x'.repeat(3_000)}`])
    assert.deepEqual(refusal(await tell('GET', path)), [414, 'URI_TOO_LONG']);
});

test('/health tells what this is and what is set wrong', async () => {
  const { status, said } = await tell('GET', '/health');
  assert.equal(status, 200);
  assert.equal(said.ok, true);
  assert.match(said.version, /^\d+\.\d+\.\d+$/);
  assert.deepEqual(said.faults, []);
  const vars = { ALLOWED_ORIGINS: 'front.test', FAILURES_PER_MINUTE: 'few', SUGGESTIONS_PER_DAY: 'some' };
  const wrong = await startAnswers({ vars, secrets: {} });
  const report = await wrong.tell('GET', '/health');
  const faults = String(report.said.faults);
  for (const name of [...Object.keys(vars), 'ADMIN_SECRET']) assert.match(faults, RegExp(name));
  const told = () => wrong.harness.getLogs().filter(({ message }) => message.includes('"event":"setting"'));
  await eventually('the same in the log', () => told().length === report.said.faults.length);
  assert.deepEqual(
    told().map(({ message }) => JSON.parse(message).why),
    report.said.faults,
  );
  assert.deepEqual((await wrong.tell('GET', '/answers')).status, 200, 'reading works all the same');
});
