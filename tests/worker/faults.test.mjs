// What the skin and the index do when the platform fails them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as later } from 'node:timers/promises';
import { configure, eventually, secret, startStack, tasting } from './support.mjs';

// The committed configuration, with another entry and one more class.
const configPath = configure('faulty', {
  entry: 'tests/worker/faulty/entry.mjs',
  edit: (toml) =>
    toml
      .replace('[[migrations]]', '[[durable_objects.bindings]]\nname = "HUNG"\nclass_name = "Hung"\n\n[[migrations]]')
      .replace('["GameSession"', '["Hung", "GameSession"'),
});
const stack = await startStack({ CREATE_PER_MINUTE: '60' }, configPath);
const { ask } = stack;

test('a handler that hangs becomes an error, and its object lives on', async () => {
  const began = Date.now();
  assert.equal((await ask('GET', '/hung/for-ever')).status, 500);
  assert.ok(Date.now() - began < 3_000);
  assert.equal(await (await ask('GET', '/hung/rings')).json(), 0);
});

test('an alarm that hangs rings again', async () => {
  await ask('GET', '/hung/ring');
  await eventually(
    'the second ring',
    async () => {
      const response = await ask('GET', '/hung/rings');
      return response.ok && (await response.json()) === 2;
    },
    20_000,
  );
});

for (const [how, code] of Object.entries({
  'never answers': '4023',
  'says nothing': '4024',
  'answers with nothing': '4025',
  'answers with a word': '4026',
  refuses: '4027',
  throws: '4028',
}))
  test(`a limit that ${how} holds nobody up`, async () => {
    const host = await stack.join(code);
    await host.ask('create_session', { hostKey: secret(), ...tasting() }, 'session:created');
    const asked = JSON.stringify({ event: 'limit', code });
    await eventually('that it was asked', () => stack.harness.getLogs().some(({ message }) => message.includes(asked)));
  });

test('a copy is published by one alarm', async () => {
  const host = await (await ask('POST', '/hosts')).json();
  assert.equal((await ask('POST', '/party/4002', { body: tasting(host) })).status, 201);
  const { HOSTS_KV } = await stack.worker.getEnv();
  await eventually('the copy', () => HOSTS_KV.get(`host:${host.hostId}`));
  await later(1_500);
  const rings = stack.harness
    .getLogs()
    .filter(({ message }) => /"rang"/.test(message) && message.includes(host.hostId));
  assert.equal(rings.length, 1);
});

test('a copy that KV refuses is published later, and no room waits for it', async () => {
  const host = await (await ask('POST', '/hosts')).json();
  await ask('GET', '/refuse-kv/2');
  const began = Date.now();
  assert.equal((await ask('POST', '/party/4001', { body: tasting(host) })).status, 201);
  assert.ok(Date.now() - began < 1_000);
  const { HOSTS_KV } = await stack.worker.getEnv();
  const copy = await eventually('the copy', () => HOSTS_KV.get(`host:${host.hostId}`, 'json'), 15_000);
  assert.equal(copy[0].code, '4001');
  assert.ok(Date.now() - began > 3_000, 'after 2 s, then after 4 s');
  assert.equal(stack.harness.getLogs().filter(({ message }) => message.includes('not published')).length, 2);
});

test('a copy that KV never answers for is published later, by an index that has not been aborted', async () => {
  const host = await (await ask('POST', '/hosts')).json();
  await ask('GET', '/hang-kv/1');
  assert.equal((await ask('POST', '/party/4004', { body: tasting(host) })).status, 201);
  const { HOSTS_KV } = await stack.worker.getEnv();
  const copy = await eventually('the copy', () => HOSTS_KV.get(`host:${host.hostId}`, 'json'), 30_000);
  assert.equal(copy[0].code, '4004');
  const logs = stack.harness.getLogs().map(({ message }) => message);
  assert.equal(logs.filter((line) => line.includes('KV did not answer in time')).length, 1);
  assert.equal(logs.filter((line) => line.includes(host.hostId) && line.includes('"rang"')).length, 2);
});
