// Suggestions: open to all, within limits; seen by the admin and by nobody else.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CATEGORIES, SECRET, refusal, startAnswers } from './answers/stack.mjs';
import { eventually } from './support.mjs';

/** As it is deployed, but for the limit per minute, so that the others can be reached. */
const patient = {
  edit: (toml) => toml.replace(/(name = "SUGGEST_LIMIT"\n(?:.*\n)*?simple = \{ limit = )\d+/, '$11000'),
};

const stack = await startAnswers({ vars: { SUGGESTIONS_PER_DAY: '0' }, ...patient });
const { write } = stack;
const suggest = (category, value, at = stack) => at.tell('POST', `/suggestions/${category}`, { body: { value } });
const waiting = async (category, at = stack) =>
  (await at.tell('GET', '/suggestions', { key: SECRET })).said[category].map(({ value }) => value);

test('a suggestion is taken, tidied, and shown to the admin with its time', async () => {
  const { status, said } = await suggest('color', ' Ambre\u0301 ');
  assert.equal(status, 202);
  assert.deepEqual(said, { category: 'color', value: 'Ambré' });
  await suggest('color', 'Grey');
  const shown = await write('GET', '/suggestions');
  assert.equal(shown.status, 200);
  assert.deepEqual(Object.keys(shown.said), CATEGORIES);
  assert.deepEqual(
    shown.said.color.map(({ value }) => value),
    ['Grey', 'Ambré'],
    'the newest first',
  );
  for (const { suggestedAt } of shown.said.color) {
    assert.match(suggestedAt, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/);
    assert.ok(Math.abs(Date.parse(suggestedAt) - Date.now()) < 60_000, suggestedAt);
  }
  for (const category of CATEGORIES.slice(1)) assert.deepEqual(shown.said[category], []);
});

test('nobody else sees it', async () => {
  await suggest('region', 'Marker Valley');
  assert.deepEqual(refusal(await stack.tell('GET', '/suggestions')), [401, 'UNAUTHORIZED']);
  await write('POST', '/answers/region', { value: 'Chablis' });
  await stack.published('region', ['Chablis']);
  for (const path of ['/answers', '/answers/region', '/catalogue', '/health'])
    assert.ok(!(await stack.tell('GET', path)).text.includes('Marker Valley'), path);
  const { keys } = await stack.kv.list();
  for (const { name } of keys) assert.ok(!(await stack.kv.get(name)).includes('Marker Valley'), name);
});

test('what is in the list or suggested already is 202 too, and is not kept again', async () => {
  await write('PUT', '/answers/grape_variety', { values: ['Grüner Veltliner'] });
  await suggest('grape_variety', 'Zweigelt');
  const [first] = (await write('GET', '/suggestions')).said.grape_variety;
  for (const value of ['gruner veltliner', 'ZWEIGELT', ' Zweigelt '])
    assert.equal((await suggest('grape_variety', value)).status, 202);
  assert.deepEqual((await write('GET', '/suggestions')).said.grape_variety, [first]);
});

test('what is accepted is no suggestion any more, however it was accepted', async () => {
  for (const value of ['Mencía', 'Furmint', 'Xinomavro', 'Kadarka']) await suggest('wine_name', value);
  assert.equal((await write('POST', '/answers/wine_name', { value: 'MENCIA' })).status, 201);
  assert.deepEqual(await waiting('wine_name'), ['Kadarka', 'Xinomavro', 'Furmint']);
  assert.equal((await write('POST', '/answers', { wine_name: ['furmint'], color: ['Red'] })).status, 200);
  assert.deepEqual(await waiting('wine_name'), ['Kadarka', 'Xinomavro']);
  await write('PUT', '/answers/wine_name', { values: ['Xinomavro'] });
  assert.deepEqual(await waiting('wine_name'), ['Kadarka']);
});

test('suggestions are dropped one by one, or all', async () => {
  await suggest('vintage_year', '1921');
  await suggest('vintage_year', 'Solera 1/8 très vieux');
  const left = await write('DELETE', `/suggestions/vintage_year/${encodeURIComponent('SOLERA 1/8 tres vieux')}`);
  assert.equal(left.status, 200);
  assert.deepEqual(left.said, (await write('GET', '/suggestions')).said);
  assert.deepEqual(await waiting('vintage_year'), ['1921']);
  assert.deepEqual(refusal(await write('DELETE', '/suggestions/vintage_year/1922')), [404, 'NOT_FOUND']);
  assert.deepEqual(refusal(await write('DELETE', '/suggestions/color/1921')), [404, 'NOT_FOUND']);
  assert.equal((await stack.tell('DELETE', '/suggestions')).status, 401);
  assert.deepEqual(await waiting('vintage_year'), ['1921']);
  const none = Object.fromEntries(CATEGORIES.map((category) => [category, []]));
  assert.deepEqual((await write('DELETE', '/suggestions')).said, none);
  assert.deepEqual((await write('GET', '/suggestions')).said, none);
});

test('a category keeps 200, and the oldest goes', async () => {
  await suggest('region', 'Elsewhere');
  for (let number = 0; number < 201; number++)
    assert.equal((await suggest('color', `Shade ${number}`)).status, 202, number);
  const kept = await waiting('color');
  assert.equal(kept.length, 200);
  assert.deepEqual([kept[0], kept.at(-1)], ['Shade 200', 'Shade 1']);
  assert.deepEqual(await waiting('region'), ['Elsewhere'], 'of another category none goes');
});

test('a writer that was put away still has them', async () => {
  await stack.worker.evictDurableObject('AnswersWriter', { name: 'answers' });
  assert.equal((await waiting('color')).length, 200);
});

test('an address suggests twenty times a day', async () => {
  const daily = await startAnswers(patient);
  for (let number = 0; number < 20; number++)
    assert.equal((await suggest(CATEGORIES[number % 5], `Idea ${number}`, daily)).status, 202, number);
  const secondsLeft = () => 86_400 - ((Date.now() / 1_000) % 86_400);
  const most = secondsLeft();
  const refused = await suggest('color', 'One more', daily);
  assert.deepEqual(refusal(refused), [429, 'RATE_LIMITED']);
  const wait = Number(refused.headers.get('retry-after'));
  assert.ok(wait >= Math.floor(secondsLeft()) && wait <= Math.ceil(most), `${wait} seconds until the day is over`);
  assert.ok(!(await waiting('color', daily)).includes('One more'));
  await daily.worker.evictDurableObject('AnswersWriter', { name: 'answers' });
  assert.equal((await suggest('region', 'After a rest', daily)).status, 429, 'counted on disk');
  assert.equal((await daily.write('POST', '/answers/color', { value: 'Red' })).status, 201, 'the admin is not counted');
});

test('an address suggests ten times a minute', async () => {
  const deployed = await startAnswers();
  let taken = 0;
  const refused = await eventually('a suggestion that is slowed down', async () => {
    const answer = await suggest('color', `Idea ${taken}`, deployed);
    if (answer.status === 429) return answer;
    taken += 1;
  });
  assert.deepEqual(refusal(refused), [429, 'RATE_LIMITED']);
  assert.ok(Number(refused.headers.get('retry-after')) > 0);
  assert.equal((await waiting('color', deployed)).length, taken);
  assert.ok(taken < 20, `${taken} before the day's limit`);
});
