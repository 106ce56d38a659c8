// What a deployment tells of itself: what was counted, and by what name a connection is found again in the log.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as later } from 'node:timers/promises';
import { gather, refused } from './exploits/room.mjs';
import { configure, eventually, option, quiet, startStack } from './support.mjs';

// The committed configuration, with a dataset.
const configPath = configure('watched', {
  entry: 'tests/worker/watched/entry.mjs',
  edit: (toml) => `${toml}\n[[analytics_engine_datasets]]\nbinding = "COUNTS"\n`,
});
const stack = await startStack({}, configPath);

/** What was logged, a line each, as far as it is ours. */
const lines = (event) =>
  stack.harness
    .getLogs()
    .filter(({ message }) => message.startsWith('{'))
    .map(({ message }) => JSON.parse(message))
    .filter((line) => line.event === event);

/** All that was counted so far. */
function counted() {
  const sum = {};
  for (const { counts } of lines('counts'))
    for (const [name, count] of Object.entries(counts)) sum[name] = (sum[name] ?? 0) + count;
  return sum;
}

test('an evening is counted, through the sleep of its room, in far fewer lines than it has messages', async () => {
  const room = await gather(stack, '9001');
  assert.equal((await refused(room.host, 'host:pause')).code, 'WRONG_PHASE');
  room.host.say('host:start');
  const [guest] = room.guests;
  const question = await guest.socket.hear('game:question');
  for (const right of [true, false, true, false, true, false, true, false]) {
    const answer = { questionId: question.questionId, optionId: option(question, right) };
    await guest.socket.ask('submit_answer', answer, 'participant:answer_recorded');
  }
  // Its index's answer would find the table away, too, and so would what is told of the answers a second late at most.
  await quiet(stack, room.code);
  await later(1_100);
  await stack.rows('GameSession', room.code, 'ALTER TABLE answer RENAME TO away');
  const answer = { questionId: question.questionId, optionId: option(question) };
  assert.equal((await refused(guest.socket, 'submit_answer', answer)).code, 'STORAGE');
  await stack.rows('GameSession', room.code, 'ALTER TABLE away RENAME TO answer');
  await stack.sleep(room.code);
  await room.host.ask('host:end', {}, 'session:ended');

  // The session, two seats, a pause, the start, nine answers, the end.
  const expected = { rooms: 1, joins: 2, messages: 15, refused: 1, errors: 1, projectionsLate: 0, turnedAway: 0 };
  await eventually('the counts', () => counted().messages === expected.messages);
  // How late alarms are is this machine's doing.
  assert.deepEqual({ ...counted(), alarmsLate: 0 }, { ...expected, alarmsLate: 0 });
  assert.ok(lines('counts').length < expected.messages / 2, `${lines('counts').length} lines`);
  // Columns of a dataset have no names: their order is what the docs say.
  const order = ['rooms', 'joins', 'messages', 'refused', 'errors', 'alarmsLate', 'projectionsLate', 'turnedAway'];
  const told = lines('counts').map(({ counts }) => order.map((name) => counts[name]));
  assert.deepEqual(
    lines('point').map(({ doubles }) => doubles),
    told,
  );
});

test('an index that cannot be told is counted, and so is what failed in it', async () => {
  const room = await gather(stack, '9002');
  const before = await eventually('the room', () => counted().rooms === 2 && counted());
  await stack.rows('HostIndex', room.hostId, 'ALTER TABLE entry RENAME TO away');
  room.host.say('host:start');
  await eventually('the failure', () => lines('not written').some(({ object }) => object === 'host_index'));
  await stack.rows('HostIndex', room.hostId, 'ALTER TABLE away RENAME TO entry');
  await room.host.hear('game:question');
  await room.host.ask('host:end', {}, 'session:ended');
  const after = await eventually('the counts', () => counted().projectionsLate > 0 && counted());
  assert.ok(after.errors > before.errors);
});

/** The sockets that the log says came to a room, line by line. */
const arrivals = (code) =>
  lines('upgrade')
    .filter(({ room, status }) => room === code && status === 101)
    .flatMap(({ id, ids }) => ids ?? [id]);

test('a connection has one name in all lines about it: Cloudflare’s, or one that is made up', async () => {
  const ray = '8f1e2d3c4b5a6978-FRA';
  const known = await stack.join('9003', { headers: { 'cf-ray': ray } });
  await stack.sleep('9003');
  known.say('host:start');
  await known.hear('error');
  const woke = lines('woke').filter(({ room }) => room === '9003');
  assert.deepEqual(
    woke.map(({ id }) => id),
    [ray, ray],
  );
  for (const forged of ['marker of a "stranger"', 'x'.repeat(41)])
    await stack.join('9003', { headers: { 'cf-ray': forged, 'x-request-id': 'forged' } });
  const ids = arrivals('9003');
  assert.equal(ids[0], ray);
  assert.equal(new Set(ids).size, 3);
  for (const id of ids.slice(1)) assert.match(id, /^[0-9a-f]{8,13}$/);
});

test('of a crowd that comes at once the log names each once', async () => {
  const rays = Array.from({ length: 60 }, (_, at) => `ray-${at}`);
  await Promise.all(rays.map((ray) => stack.join('9004', { headers: { 'cf-ray': ray } })));
  assert.deepEqual(arrivals('9004').toSorted(), rays.toSorted());
  const shared = lines('upgrade').filter(({ room, ids }) => room === '9004' && ids);
  assert.ok(shared.length > 0, 'and some of them in one line');
});
