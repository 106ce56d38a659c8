// Who may write to the curated answers: nobody where there is no secret, one secret where there is, and no guesser twice.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SECRET, refusal, startAnswers } from './answers/stack.mjs';
import { eventually, secret } from './support.mjs';

const guarded = [
  ['POST', '/answers/color', { value: 'Red' }],
  ['PUT', '/answers/color', { values: ['Red'] }],
  ['POST', '/answers', { color: ['Red'] }],
  ['DELETE', '/answers/color/Red'],
  ['GET', '/suggestions'],
  ['DELETE', '/suggestions'],
  ['DELETE', '/suggestions/color/Red'],
];

const unready = {
  'no secret': {},
  'an empty secret': { ADMIN_SECRET: '' },
  'a secret of 15 bytes': { ADMIN_SECRET: 'fifteen-letters' },
};

for (const [what, secrets] of Object.entries(unready))
  test(`with ${what} every write is 503, also with that secret, and reading works`, async () => {
    const stack = await startAnswers({ secrets });
    for (const [method, path, body] of guarded) {
      for (const authorization of [undefined, 'Bearer ', secrets.ADMIN_SECRET, 'Bearer undefined', secret()]) {
        const headers = authorization === undefined ? {} : { authorization };
        const refused = await stack.tell(method, path, { body, headers });
        assert.deepEqual(refusal(refused), [503, 'NO_ADMIN_SECRET'], `${method} ${path} ${authorization}`);
        assert.match(refused.said.error.message, /wrangler secret put ADMIN_SECRET/);
      }
    }
    assert.deepEqual((await stack.tell('GET', '/answers')).said.color, []);
    assert.equal((await stack.tell('POST', '/suggestions/color', { body: { value: 'Grey' } })).status, 202);
    assert.match(String((await stack.tell('GET', '/health')).said.faults), /ADMIN_SECRET/);
  });

test('ADMIN_SECRET_MIN says how long is long enough', async () => {
  const short = await startAnswers({ vars: { ADMIN_SECRET_MIN: '1' }, secrets: { ADMIN_SECRET: 'changeme' } });
  assert.equal((await short.tell('GET', '/suggestions', { key: 'changeme' })).status, 200);
  assert.equal((await short.tell('GET', '/suggestions', { key: 'changem' })).status, 401);
  const exact = await startAnswers({ secrets: { ADMIN_SECRET: 'sixteen-letters!' } });
  assert.equal((await exact.tell('GET', '/suggestions', { key: 'sixteen-letters!' })).status, 200);
});

test('no secret and every wrong one are 401, in the same words, and change nothing', async () => {
  const stack = await startAnswers();
  await stack.write('PUT', '/answers/color', { values: ['White'] });
  await stack.published('color', ['White']);
  const kept = await stack.everything();
  const wrong = [undefined, '', 'Bearer', 'Bearer ', SECRET.slice(1), `${SECRET}x`, SECRET.toUpperCase(), secret()];
  wrong.push(`Basic ${SECRET}`, `Bearer Bearer ${SECRET}`, `Bearer ${secret()}`, 'x'.repeat(5_000));
  for (const [method, path, body] of guarded) {
    const words = new Set();
    for (const authorization of wrong) {
      const headers = authorization === undefined ? {} : { authorization };
      const refused = await stack.tell(method, path, { body, headers });
      assert.deepEqual(refusal(refused), [401, 'UNAUTHORIZED'], `${method} ${path} ${authorization}`);
      words.add(refused.text);
    }
    assert.equal(words.size, 1, String([...words]));
  }
  // What is asked comes to light with the secret only.
  assert.equal((await stack.tell('POST', '/answers/colour', { body: 'nonsense' })).status, 401);
  assert.deepEqual(await stack.everything(), kept);
});

test('guessing is slowed down, the right secret is not, and no credentials are no guess', async () => {
  const limited = await startAnswers({ vars: { FAILURES_PER_MINUTE: '30' } });
  for (let time = 0; time < 60; time++) assert.equal((await limited.tell('GET', '/suggestions')).status, 401);
  const guess = () => limited.tell('POST', '/answers/color', { body: { value: 'Red' }, key: secret() });
  assert.equal((await guess()).status, 401, 'the first guess is heard');
  const slowed = await eventually('a guess that is slowed down', async () => {
    const answer = await guess();
    return answer.status === 429 && answer;
  });
  assert.deepEqual(refusal(slowed), [429, 'RATE_LIMITED']);
  assert.ok(Number(slowed.headers.get('retry-after')) > 0);
  const right = await limited.write('POST', '/answers/color', { value: 'Red' });
  assert.equal(right.status, 201);
  assert.equal((await limited.tell('GET', '/suggestions')).status, 401, 'without credentials it is 401 still');
  assert.equal((await limited.tell('GET', '/answers')).status, 200);
});

test('FAILURES_PER_MINUTE=0 slows nobody down', async () => {
  const stack = await startAnswers();
  for (let time = 0; time < 60; time++)
    assert.equal((await stack.tell('GET', '/suggestions', { key: secret() })).status, 401);
});

test('the log names no secret, no value and no address; nor is an address kept', async () => {
  const stack = await startAnswers();
  const address = '203.0.113.77';
  const headers = { 'cf-connecting-ip': address, 'x-forwarded-for': address, origin: 'http://localhost:4321' };
  const guess = secret();
  await stack.tell('POST', '/answers/color', { body: { value: 'Marker White' }, key: SECRET, headers });
  await stack.tell('POST', '/answers/color', { body: { value: 'Marker White' }, key: guess, headers });
  await stack.tell('POST', '/answers/color', { body: '{"value":"Marker Broken', key: SECRET, headers });
  await stack.tell('POST', '/suggestions/color', { body: { value: 'Marker Grey' }, headers });
  await stack.tell('DELETE', '/answers/color/Marker%20White', { key: SECRET, headers });
  await stack.kv.put('region', '["Marker Region", 5]');
  await stack.tell('GET', '/answers');
  await stack.published('color', []);
  const logged = JSON.stringify(stack.harness.getLogs());
  assert.match(logged, /suggest/, 'something was logged');
  for (const marker of [SECRET, guess, 'Marker', address, '127.0.0.1']) assert.ok(!logged.includes(marker), marker);
  const kept = JSON.stringify(await stack.everything());
  assert.match(kept, /Marker Grey/);
  for (const marker of [SECRET, guess, address, '127.0.0.1']) assert.ok(!kept.includes(marker), marker);
});
