// A host's index in a real workerd: complete, published, and deaf to other keys.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eventually, option, secret, startStack, tasting } from './support.mjs';

const stack = await startStack();
const { ask } = stack;

const aHost = async () => (await ask('POST', '/hosts')).json();

const sessions = async ({ hostId, hostKey }) => {
  const response = await ask('GET', `/hosts/${hostId}/sessions`, { key: hostKey });
  assert.equal(response.status, 200);
  return (await response.json()).sessions;
};

async function published({ hostId }) {
  const { HOSTS_KV } = await stack.worker.getEnv();
  return JSON.parse((await HOSTS_KV.get(`host:${hostId}`)) ?? '[]');
}

const create = async (host, code, fields) =>
  assert.equal((await ask('POST', `/party/${code}`, { body: tasting({ ...host, ...fields }) })).status, 201);

test('POST /hosts gives a handle that nobody else gets', async () => {
  const host = await aHost();
  assert.match(host.hostId, /^[A-Z0-9]{1,24}-[A-Z0-9]{1,24}$/);
  assert.match(host.hostKey, /^[\w-]{22}$/);
  assert.deepEqual(await sessions(host), []);
  assert.equal((await ask('GET', `/hosts/${host.hostId}/sessions`, { key: secret() })).status, 401);
  assert.equal((await ask('GET', '/hosts/NO-BODY/sessions', { key: secret() })).status, 401);
});

test('sessions of one host made in the same second are all listed, and all published', async () => {
  const host = await aHost();
  await Promise.all(
    ['3001', '3002', '3003', '3004', '3005'].map((code) => create(host, code, { title: `Tasting ${code}` })),
  );
  const listed = await eventually('all five in the list', async () => {
    const list = await sessions(host);
    return list.length === 5 && list;
  });
  assert.deepEqual(listed.map(({ code }) => code).sort(), ['3001', '3002', '3003', '3004', '3005']);
  const times = listed.map(({ createdAt }) => createdAt);
  assert.deepEqual(times, times.toSorted().reverse(), 'newest first');
  const copy = await eventually('all five published', async () => {
    const copy = await published(host);
    return copy.length === 5 && copy;
  });
  assert.deepEqual(copy, listed);
  const { createdAt, ...entry } = copy.find(({ code }) => code === '3001');
  assert.match(createdAt, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  assert.deepEqual(entry, { code: '3001', title: 'Tasting 3001', status: 'waiting', participantCount: 0 });
});

test('the list follows the session to its final standings', async () => {
  const host = await aHost();
  await create(host, '3011');
  const guest = await stack.join('3011');
  const { pseudonym } = await guest.ask('join_session', {}, 'participant:joined');
  const socket = await stack.join('3011');
  await socket.ask('rejoin_host', host, 'host:state_snapshot');
  assert.equal((await socket.hear('sessions:list')).sessions[0].code, '3011');
  socket.say('host:start');
  const question = await guest.hear('game:question');
  await guest.ask(
    'submit_answer',
    { questionId: question.questionId, optionId: option(question) },
    'participant:answer_recorded',
  );
  await socket.ask('host:reveal', {}, 'game:answer_revealed');
  await eventually('an active session', async () => (await published(host))[0]?.status === 'active');
  await socket.ask('host:end', {}, 'session:ended');
  const ended = await eventually('an ended session', async () =>
    (await published(host)).find(({ status }) => status === 'ended'),
  );
  assert.equal(ended.participantCount, 1);
  assert.deepEqual(ended.finalRankings, [{ pseudonym, score: 100, rank: 1 }]);
});

test('a key that was overwritten by hand is published again at the next change', async () => {
  const host = await aHost();
  await create(host, '3021');
  await eventually('the copy', async () => (await published(host)).length === 1);
  const { HOSTS_KV } = await stack.worker.getEnv();
  await HOSTS_KV.put(`host:${host.hostId}`, 'rubbish');
  await create(host, '3022');
  await eventually('the copy again', async () => (await published(host).catch(() => [])).length === 2);
});

test('an index that was put away is the same index', async () => {
  const host = await aHost();
  await create(host, '3031');
  await eventually('the entry', async () => (await sessions(host)).length === 1);
  await stack.worker.evictDurableObject('HostIndex', { name: host.hostId });
  await create(host, '3032');
  await eventually('both entries', async () => (await sessions(host)).length === 2);
  await eventually('both published', async () => (await published(host)).length === 2);
});

test('a deleted session is hidden at once, comes back when restored, and not under an open question', async () => {
  const host = await aHost();
  await create(host, '3041');
  await eventually('the entry', async () => (await sessions(host)).length === 1);
  const at = `/hosts/${host.hostId}/sessions/3041`;
  assert.equal((await ask('DELETE', at, { key: secret() })).status, 401);
  assert.equal((await ask('POST', `${at}/restore`, { key: host.hostKey })).status, 404);
  assert.equal((await ask('DELETE', at, { key: host.hostKey })).status, 200);
  assert.deepEqual(await sessions(host), []);
  assert.equal((await ask('POST', `${at}/restore`, { key: host.hostKey })).status, 200);
  assert.equal((await sessions(host)).length, 1);
  const guest = await stack.join('3041');
  await guest.ask('join_session', {}, 'participant:joined');
  const socket = await stack.join('3041');
  await socket.ask('rejoin_host', host, 'host:state_snapshot');
  await socket.ask('host:start', {}, 'game:question');
  const refused = await ask('DELETE', at, { key: host.hostKey });
  assert.equal(refused.status, 409);
  assert.equal((await refused.json()).error.code, 'QUESTION_OPEN');
});

test('after its minute a deleted session is erased, and its room told', async () => {
  const host = await aHost();
  await create(host, '3051');
  await eventually('the entry', async () => (await sessions(host)).length === 1);
  const guest = await stack.join('3051');
  await guest.ask('join_session', {}, 'participant:joined');
  assert.equal((await ask('DELETE', `/hosts/${host.hostId}/sessions/3051`, { key: host.hostKey })).status, 200);
  // The minute is on disk: turned back, it is over.
  await stack.worker.evictDurableObject('HostIndex', { name: host.hostId });
  await stack.rows('HostIndex', host.hostId, 'UPDATE entry SET erase_at = 1');
  await stack.worker.evictDurableObject('HostIndex', { name: host.hostId });
  await sessions(host);
  assert.equal((await guest.close()).code, 4000);
  assert.equal((await (await ask('GET', '/party/3051')).json()).exists, false);
  assert.deepEqual(await stack.rows('HostIndex', host.hostId, 'SELECT entry FROM entry'), [{ entry: null }]);
});

test('with its host a session is forgotten that was deleted within the minute', async () => {
  const host = await aHost();
  await create(host, '3071');
  await eventually('the entry', async () => (await sessions(host)).length === 1);
  const guest = await stack.join('3071');
  await guest.ask('join_session', {}, 'participant:joined');
  assert.equal((await ask('DELETE', `/hosts/${host.hostId}/sessions/3071`, { key: host.hostKey })).status, 200);
  assert.equal((await ask('DELETE', `/hosts/${host.hostId}`, { key: host.hostKey })).status, 200);
  assert.equal((await (await ask('GET', '/party/3071')).json()).exists, false);
  assert.equal((await guest.close()).code, 4000);
});

test('DELETE /hosts/{hostId} forgets a host, their rooms and the published copy', async () => {
  const host = await aHost();
  await create(host, '3061');
  await eventually('the copy', async () => (await published(host)).length === 1);
  assert.equal((await ask('DELETE', `/hosts/${host.hostId}`, { key: secret() })).status, 401);
  assert.equal((await ask('DELETE', `/hosts/${host.hostId}`, { key: host.hostKey })).status, 200);
  assert.equal((await (await ask('GET', '/party/3061')).json()).exists, false);
  assert.equal((await ask('GET', `/hosts/${host.hostId}/sessions`, { key: host.hostKey })).status, 401);
  await eventually('no copy', async () => (await published(host)).length === 0);
  await eventually(
    'no rows',
    async () =>
      (await stack.rows('HostIndex', host.hostId, "SELECT name FROM sqlite_master WHERE name = 'entry'")).length === 0,
  );
});
