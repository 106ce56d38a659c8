// One commit for each event: what cannot be written or rung for has not happened, and nobody was told of it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as later } from 'node:timers/promises';
import { configure, option, secret, startStack, tasting } from './support.mjs';

const stack = await startStack({}, configure('commit', { entry: 'tests/worker/storage/entry.mjs' }));

const fail = (kind) => stack.ask('GET', `/fail/${kind}`);
const TABLES = ['session', 'tasting', 'participant', 'answer', 'journal'];

/** Everything that is on a room's disk. */
async function disk(code) {
  const tables = TABLES.map((table) => stack.rows('GameSession', code, `SELECT * FROM ${table}`));
  return Object.fromEntries((await Promise.all(tables)).map((rows, index) => [TABLES[index], rows]));
}

/** A room in which a question is open and unanswered; `others` are its guests but the first. */
async function asking(code, { others: count = 0 } = {}) {
  const hostKey = secret();
  const host = await stack.join(code);
  const { hostId } = await host.ask('create_session', { hostKey, ...tasting() }, 'session:created');
  const guest = await stack.join(code);
  await guest.ask('join_session', { rejoinToken: secret() }, 'participant:joined');
  const others = await Promise.all(Array.from({ length: count }, () => stack.join(code)));
  await Promise.all(others.map((other) => other.ask('join_session', {}, 'participant:joined')));
  await host.ask('host:start', {}, 'game:question');
  const question = await guest.hear('game:question');
  // The index is told, and so is the lobby; then it is still.
  await later(500);
  const snapshot = async () => {
    const again = await stack.join(code);
    const heard = await again.ask('rejoin_host', { hostId, hostKey }, 'host:state_snapshot');
    await again.leave();
    // Time goes on; all else must be as it was.
    return JSON.stringify(heard, (name, value) => (['serverTime', 'remainingMs'].includes(name) ? undefined : value));
  };
  return { host, guest, others, question, snapshot };
}

/** Each write of an event by itself, and what is said that makes it. */
const WRITES = [
  ['insert-answer', 'guest', 'submit_answer', 'participant:answer_recorded'],
  ['insert-journal', 'host', 'host:pause', 'game:timer_paused'],
  ['insert-session', 'host', 'host:pause', 'game:timer_paused'],
];

for (const [number, [kind, who, command, answer]] of WRITES.entries()) {
  test(`${kind} fails: nothing is confirmed, memory is as disk has it, and then it works`, async () => {
    const code = String(7101 + number);
    const room = await asking(code);
    const fields = who === 'guest' ? { questionId: room.question.questionId, optionId: option(room.question) } : {};
    // A tab of the host that closes is written down, too.
    const shown = await room.snapshot();
    await later(200);
    const rows = await disk(code);
    const heard = [room.host.heard.length, room.guest.heard.length];
    await fail(kind);
    const { code: refusal } = await room[who].ask(command, fields, 'error');
    await fail('nothing');
    assert.equal(refusal, 'STORAGE');
    assert.deepEqual(await disk(code), rows);
    assert.equal(await room.snapshot(), shown);
    const others = [room.host.heard.length - heard[0], room.guest.heard.length - heard[1]];
    assert.deepEqual(others, who === 'host' ? [1, 0] : [0, 1], 'one error, to the one who spoke');
    await room[who].ask(command, fields, answer);
    assert.notDeepEqual(await disk(code), rows);
  });
}

test('what many say at once fails together: nobody is confirmed, and then it works for all', async () => {
  const code = '7112';
  const { guest, others, question } = await asking(code, { others: 19 });
  const guests = [guest, ...others];
  const answers = () => stack.rows('GameSession', code, 'SELECT * FROM answer');
  const allAnswer = (heard) => {
    const fields = { questionId: question.questionId, optionId: option(question) };
    return Promise.all(guests.map((one) => one.ask('submit_answer', fields, heard)));
  };
  await fail('insert-answer');
  const errors = await allAnswer('error');
  const { failed } = await (await fail('nothing')).json();
  assert.ok(failed < guests.length, `${failed} writes for ${guests.length} answers`);
  assert.deepEqual(new Set(errors.map((error) => error.code)), new Set(['STORAGE']));
  assert.deepEqual(await answers(), []);
  await allAnswer('participant:answer_recorded');
  assert.equal((await answers()).length, guests.length);
});

test('an alarm that cannot be set takes the event with it: no question opens that nobody would close', async () => {
  const code = '7111';
  const room = await asking(code);
  await room.host.ask('host:pause', {}, 'game:timer_paused');
  const [rows, heard] = [await disk(code), room.guest.heard.length];
  // While it was paused its alarm has been the host's; asleep, the room no longer knows what it is set to.
  await stack.sleep(code);
  await fail('alarm');
  const { code: refusal } = await room.host.ask('host:resume', {}, 'error');
  await fail('nothing');
  assert.equal(refusal, 'STORAGE');
  assert.deepEqual((await disk(code)).journal, rows.journal);
  assert.deepEqual((await disk(code)).session, rows.session);
  assert.equal(room.guest.heard.slice(heard).filter(({ type }) => type === 'game:timer_resumed').length, 0);
  const { endsAt } = await room.host.ask('host:resume', {}, 'game:timer_resumed');
  assert.ok(endsAt > Date.now());
});
