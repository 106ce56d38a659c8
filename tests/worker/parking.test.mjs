// What nobody has come to waits in its host's list instead of a room, and gets a room again when it is opened.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { remains } from './lifetime/remains.mjs';
import { configure, eventually, secret, startStack, tasting, wine } from './support.mjs';

// Forty-eight hours that last for six seconds.
const SETTINGS = { UNJOINED_SECONDS: '6' };
const PATIENCE_MS = 30_000;
const stack = await startStack(SETTINGS, configure('parking', { entry: 'tests/worker/parking/entry.mjs' }));
const { ask } = stack;
const { alarm, tables } = remains(stack);

const aHost = async () => (await ask('POST', '/hosts')).json();
const FIELDS = { title: 'Grand cru', timerSeconds: 45, allowNames: true, wines: [wine('Chinon'), wine('Vouvray')] };

async function create(host, code) {
  assert.equal((await ask('POST', `/party/${code}`, { body: { ...host, ...FIELDS } })).status, 201);
}

async function sessions({ hostId, hostKey }) {
  return (await (await ask('GET', `/hosts/${hostId}/sessions`, { key: hostKey })).json()).sessions;
}

const exists = async (code) => (await (await ask('GET', `/party/${code}`)).json()).exists;

/** The entry of a session that has lost its room. */
async function parked(host, code) {
  await eventually(`${code} parked`, async () => !(await exists(code)), PATIENCE_MS);
  const entry = (await sessions(host)).find((session) => session.code === code);
  assert.deepEqual(
    { ...entry, createdAt: '' },
    {
      code,
      title: 'Grand cru',
      createdAt: '',
      status: 'waiting',
      participantCount: 0,
      parked: true,
    },
  );
  return entry;
}

const open = (host, { code, createdAt }, key = host.hostKey) =>
  ask('POST', `/hosts/${host.hostId}/sessions/${code}/open`, { key, body: { createdAt } });

describe('parking', { concurrency: true }, () => {
  test('a session that nobody has come to gives its code back and gets another with the same tasting', async () => {
    const host = await aHost();
    await create(host, '9201');
    assert.ok((await tables('9201')).length > 0 && (await alarm('9201')) > 0, 'this test would see them');
    const entry = await parked(host, '9201');
    assert.deepEqual(await tables('9201'), []);
    assert.equal(await alarm('9201'), null);

    const { HOSTS_KV } = await stack.worker.getEnv();
    const published = await eventually('the copy', async () => {
      const copy = await HOSTS_KV.get(`host:${host.hostId}`);
      return copy?.includes('"parked":true') && copy;
    });
    assert.doesNotMatch(published, /right|wrong|Chinon/, 'answers stay where only their host reads them');

    const another = await aHost();
    assert.equal((await ask('POST', '/party/9201', { body: tasting(another) })).status, 201);
    const guest = await stack.join('9201');
    await guest.ask('join_session', {}, 'participant:joined');

    assert.equal((await open(host, entry, secret())).status, 401);
    assert.equal((await open(host, { ...entry, createdAt: '2020-01-01T00:00:00.000Z' })).status, 404);
    const answer = await open(host, entry);
    assert.equal(answer.status, 201);
    const { code, hostId, hostKey, joinUrl, hostUrl } = await answer.json();
    assert.deepEqual({ hostId, hostKey }, host);
    assert.match(code, /^\d{4,6}$/);
    assert.notEqual(code, '9201');
    assert.ok(joinUrl.endsWith(`/play?code=${code}`) && hostUrl.includes(`code=${code}&id=${hostId}#key=`));
    const again = await (await open(host, entry)).json();
    assert.equal(again.code, code, 'a reply that was lost');

    const socket = await stack.join(code);
    const { wines, timerSeconds, title } = await socket.ask('rejoin_host', host, 'host:state_snapshot');
    assert.deepEqual([wines, timerSeconds, title], [FIELDS.wines, 45, 'Grand cru']);
    const list = await eventually('the new entry', async () => {
      const list = await sessions(host);
      return list.some((session) => session.code === code) && list;
    });
    assert.deepEqual(
      list.map((session) => [session.code, session.parked]),
      [[code, undefined]],
    );
    assert.equal((await (await ask('GET', '/party/9201')).json()).participantCount, 1, 'the other evening goes on');
  });

  test('an index that fails once has the tasting before the room is gone', async () => {
    const host = await aHost();
    await ask('GET', `/fail/${host.hostId}`);
    await create(host, '9202');
    await eventually('the failure', async () => (await (await ask('GET', '/failures')).json()) > 0, PATIENCE_MS);
    assert.equal(await exists('9202'), true);
    await parked(host, '9202');
  });

  test('who has joined, or hosts with the page open, keeps the room', async () => {
    const host = await aHost();
    await create(host, '9203');
    await (await stack.join('9203')).ask('join_session', {}, 'participant:joined');
    await create(host, '9204');
    await (await stack.join('9204')).ask('rejoin_host', host, 'host:state_snapshot');
    await create(host, '9205');
    // It was made last, and its alarm rings after theirs.
    await parked(host, '9205');
    assert.deepEqual([await exists('9203'), await exists('9204')], [true, true]);
  });

  test('a parked session is deleted as others are', async () => {
    const host = await aHost();
    await create(host, '9206');
    const entry = await parked(host, '9206');
    assert.equal((await ask('DELETE', `/hosts/${host.hostId}/sessions/9206`, { key: host.hostKey })).status, 200);
    assert.deepEqual(await sessions(host), []);
    assert.equal((await open(host, entry)).status, 404);
    await ask('POST', `/hosts/${host.hostId}/sessions/9206/restore`, { key: host.hostKey });
    assert.equal((await open(host, entry)).status, 201);
  });

  test('a book that was put away, and one of the schema before, keeps its tastings', async () => {
    const host = await aHost();
    await create(host, '9207');
    await eventually('the entry', async () => (await sessions(host)).length === 1);
    await stack.worker.evictDurableObject('HostIndex', { name: host.hostId });
    for (const change of [
      'ALTER TABLE entry DROP COLUMN tasting',
      'ALTER TABLE entry DROP COLUMN opened_as',
      'UPDATE schema SET version = 1',
    ])
      await stack.rows('HostIndex', host.hostId, change);
    await stack.worker.evictDurableObject('HostIndex', { name: host.hostId });
    const entry = await parked(host, '9207');
    await stack.worker.evictDurableObject('HostIndex', { name: host.hostId });
    assert.equal((await open(host, entry)).status, 201);
  });
});
