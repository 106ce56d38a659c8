// What each address of the curated answers makes of nonsense: the field and the rule named, and nothing changed.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { CATEGORIES, SECRET, refusal, startAnswers } from './answers/stack.mjs';

const stack = await startAnswers();
const { tell, write } = stack;
const KB = 1_024;
let kept;

before(async () => {
  await write('PUT', '/answers/color', { values: ['Red', 'Rosé'] });
  await tell('POST', '/suggestions/color', { body: { value: 'Orange' } });
  await stack.published('color', ['Red', 'Rosé']);
  kept = await stack.everything();
  assert.equal(Object.keys(kept.copies).length, 1);
});

/** What no route takes. */
const bodies = [
  ['no body', undefined],
  ['an empty body', ''],
  ['no JSON', 'not JSON'],
  ['half a JSON', '{"value":"Tawny"'],
  ['two JSONs', '{"value":"Tawny"} {}'],
  ['null', 'null'],
  ['a number', '5'],
  ['a text', '"Tawny"'],
  ['a list', '["Tawny"]'],
  ['a list of lists', '[["Tawny"]]'],
  ['bytes that are no text', new Uint8Array([0x7b, 0xff, 0xfe, 0x7d])],
  ['a deep nest', '['.repeat(2_000)],
];

/** What is no value, and the rule to be named. */
const values = [
  ['empty', '', /needed|empty/],
  ['blank', ' \t\n ', /needed|empty/],
  ['invisible', '\u200B\u2060', /needed|empty/],
  ['too long', 'x'.repeat(121), /120/],
  ['too long in code points', '🍷'.repeat(121), /120/],
  ['with a control character', 'Ta\u0007wny', /control/],
  ['with a line break', 'Ta\nwny', /control/],
  ['with a null', 'Ta\u0000wny', /control/],
  ['right to left by force', 'Ta\u202Ewny', /direction|bidi/],
];

/** What is no text, and what is no list. */
const noTexts = [null, 5, true, {}, ['Tawny']];
const noLists = [null, 5, true, {}, 'Tawny'];

// `wrap` puts a value where the route takes one, which `at` names; `lists` is where it takes a list, if it does.
const ROUTES = [
  { method: 'POST', path: '/answers/color', wrap: (value) => ({ value }), at: /value/, most: 4 * KB },
  { method: 'POST', path: '/suggestions/color', wrap: (value) => ({ value }), at: /value/, most: 4 * KB, open: true },
  {
    ...{ method: 'PUT', path: '/answers/color', lists: 'values' },
    ...{ wrap: (value) => ({ values: ['White', value] }), at: /values\[1\]/, most: KB * KB },
  },
  {
    ...{ method: 'POST', path: '/answers', lists: 'region' },
    ...{ wrap: (value) => ({ color: ['White'], region: ['Chablis', value] }), at: /region\[1\]/, most: KB * KB },
  },
];

/** Sends a body, and sees it refused in few words, with nothing changed. */
async function refused({ method, path, open }, what, body, expected, named = []) {
  const headers = { 'content-type': 'application/json', ...(!open && { authorization: SECRET }) };
  const response = await fetch(new URL(path, stack.url), { method, headers, body, duplex: 'half' });
  const said = await response.json();
  const told = `${what}: ${JSON.stringify(said)}`;
  assert.deepEqual(refusal({ status: response.status, headers: response.headers, said }), expected, told);
  for (const word of named) assert.match(said.error.message, word, told);
  assert.ok(said.error.message.length < 300, told);
  assert.deepEqual(await stack.everything(), kept, `${what}: nothing changed`);
}

for (const route of ROUTES) {
  const name = `${route.method} ${route.path}`;
  const json = (fields) => JSON.stringify(fields);

  test(`${name}: bodies that are no message`, async () => {
    for (const [what, body] of bodies) await refused(route, what, body, [400, 'BAD_MESSAGE']);
  });

  test(`${name}: values that are none`, async () => {
    for (const [what, value, rule] of values)
      await refused(route, what, json(route.wrap(value)), [400, 'INVALID_VALUE'], [route.at, rule]);
  });

  test(`${name}: fields that are missing or of the wrong kind`, async () => {
    for (const kind of noTexts)
      await refused(route, `${json(kind)} for a text`, json(route.wrap(kind)), [400, 'BAD_MESSAGE'], [route.at]);
    const field = route.lists ?? 'value';
    for (const kind of route.lists ? noLists : [])
      await refused(route, `${json(kind)} for a list`, json({ [field]: kind }), [400, 'BAD_MESSAGE'], [RegExp(field)]);
    if (route.path !== '/answers')
      await refused(route, 'no field', json({ other: 'Tawny' }), [400, 'BAD_MESSAGE'], [RegExp(field)]);
  });

  test(`${name}: another type of content`, async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/jsonp', '']) {
      const headers = { 'content-type': type };
      const answer = await tell(route.method, route.path, { body: route.wrap('Tawny'), key: SECRET, headers });
      assert.deepEqual(refusal(answer), [415, 'UNSUPPORTED_MEDIA_TYPE'], type);
    }
    assert.deepEqual(await stack.everything(), kept);
  });

  test(`${name}: a body that is too large, its length told or not`, async () => {
    const padded = json({ ...route.wrap('Tawny'), padding: 'x'.repeat(route.most) });
    await refused(route, 'told', padded, [413, 'MESSAGE_TOO_LARGE']);
    await refused(route, 'not told', new Blob([padded]).stream(), [413, 'MESSAGE_TOO_LARGE']);
  });
}

test('a list that says the same twice is refused by the second place', async () => {
  const put = { method: 'PUT', path: '/answers/color' };
  for (const twice of ['Rosé', 'ROSE', 'Rose\u0301', ' rosé '])
    await refused(
      put,
      twice,
      JSON.stringify({ values: ['Rosé', 'Red', twice] }),
      [400, 'INVALID_VALUE'],
      [/values\[2\]/],
    );
});

test('a category that there is not is refused by the names of those that there are', async () => {
  const asked = [
    ['GET', '/answers/colour'],
    ['GET', '/answers/COLOR'],
    ['GET', '/answers/constructor'],
    ['GET', '/answers/corrupt%3Acolor'],
    ['POST', '/answers/colour', { value: 'Tawny' }],
    ['PUT', '/answers/colour', { values: ['Tawny'] }],
    ['POST', '/answers', { color: ['Tawny'], colour: ['Tawny'] }],
    ['DELETE', '/answers/colour/Red'],
    ['POST', '/suggestions/colour', { value: 'Tawny' }],
    ['DELETE', '/suggestions/colour/Orange'],
  ];
  for (const [method, path, body] of asked) {
    const answer = await tell(method, path, { body, key: SECRET });
    assert.deepEqual(refusal(answer), [400, 'UNKNOWN_CATEGORY'], `${method} ${path}: ${answer.text}`);
    for (const category of CATEGORIES) assert.match(answer.said.error.message, RegExp(category));
  }
  assert.deepEqual(await stack.everything(), kept);
});

test('an address that decodes to nonsense takes nothing away', async () => {
  for (const path of ['/answers/color/%', '/answers/color/%ff', '/answers/color/%00', '/answers/color/%E2%80%AE']) {
    const answer = await write('DELETE', path);
    assert.ok([400, 404].includes(answer.status), `${path}: ${answer.status}`);
    refusal(answer);
  }
  for (const value of ['x'.repeat(121), ' ', '\u200B']) {
    const answer = await write('DELETE', `/answers/color/${encodeURIComponent(value)}`);
    assert.ok([400, 404].includes(answer.status), `${value}: ${answer.status}`);
  }
  assert.deepEqual(await stack.everything(), kept);
});

test('markup is a text like any other', async () => {
  const value = '<script>alert(1)</script> "quoted" \\ & {{x}} ${y} \' OR 1=1; --';
  assert.equal((await write('POST', '/answers/region', { value })).said.values.at(-1), value);
  await stack.published('region', [value]);
  assert.deepEqual((await write('DELETE', `/answers/region/${encodeURIComponent(value)}`)).said.values, []);
});
