// Rooms that panic, in every handler and on either side of the commit, beside one that must not mind; and alarms that
// fail. What is measured here stands in ADR 1.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setTimeout as later } from 'node:timers/promises';
import { Client, configure, eventually, option, quiet, secret, startStack, tasting } from './support.mjs';

/** The tests of a panic below, each of which makes so many. */
const PANICS = 7;
const stack = await startStack({}, configure('panic', { entry: 'tests/worker/panic/entry.mjs' }));

/** From now on, so many uses of a member of this room's platform throw. */
const poison = (code, member, uses = 1) => stack.ask('GET', `/poison/${code}/${member}/${uses}`);

class Room {
  hostKey = secret();
  token = secret();

  constructor(code) {
    this.code = code;
  }

  async gather(timerSeconds = 15) {
    this.host = await stack.join(this.code);
    const plan = tasting({ timerSeconds });
    const created = await this.host.ask('create_session', { hostKey: this.hostKey, ...plan }, 'session:created');
    this.hostId = created.hostId;
    this.guest = await stack.join(this.code);
    const joined = await this.guest.ask('join_session', { rejoinToken: this.token }, 'participant:joined');
    this.pseudonym = joined.pseudonym;
    await this.host.hear('lobby:updated', ({ count }) => count === 1);
    await this.quiet();
    return this;
  }

  /** The index knows all there is to know: from now on nothing happens here by itself. */
  quiet = () => quiet(stack, this.code);

  async comeBack() {
    const { hostId, hostKey, pseudonym, token: rejoinToken } = this;
    this.host = await stack.join(this.code);
    const snapshot = await this.host.ask('rejoin_host', { hostId, hostKey }, 'host:state_snapshot');
    this.guest = await stack.join(this.code);
    await this.guest.ask('rejoin_session', { pseudonym, rejoinToken }, 'participant:state_snapshot');
    return snapshot;
  }

  async start() {
    this.host.say('host:start');
    this.question = await this.guest.hear('game:question');
  }

  answer(right = true) {
    const { questionId } = this.question;
    const optionId = option(this.question, right);
    return this.guest.ask('submit_answer', { questionId, optionId }, 'participant:answer_recorded');
  }

  /** Each transition that is on disk. */
  async journal() {
    const rows = await stack.rows('GameSession', this.code, 'SELECT entry FROM journal ORDER BY n');
    return rows.map(({ entry }) => JSON.parse(entry).what);
  }

  /** The start panics: whoever is there is cut off, nothing has happened, and the next one works. */
  async startInVain() {
    this.host.say('host:start');
    await this.closed();
    assert.equal(count(this.host, 'game:question'), 0);
    assert.deepEqual(await this.journal(), LOBBY);
    assert.equal((await this.comeBack()).phase, 'waiting');
    await this.start();
  }

  /** Everyone in the room is told that it is gone: nobody waits for what never comes. */
  closed = () => Promise.all([this.host.close(), this.guest.close()]);
}

const count = (client, type) => client.heard.filter((frame) => frame.type === type).length;
const LOBBY = ['created', 'joined'];

/** Panics so far, as the Wasm itself says them. */
const panics = () => stack.harness.getLogs().filter(({ message }) => message.startsWith('panicked at')).length;

describe('two rooms, of which one panics', { concurrency: true }, () => {
  test('the other one plays on: no socket is lost, every answer is confirmed, and the last one counts', async () => {
    const room = await new Room('6000').gather(120);
    await room.start();
    let answers = 0;
    let slowest = 0;
    while (panics() < PANICS || answers % 2 === 1) {
      const began = Date.now();
      await room.answer(answers++ % 2 === 1);
      slowest = Math.max(slowest, Date.now() - began);
      // No faster than the room lets anybody answer.
      await later(600);
    }
    room.host.say('host:reveal');
    const { myTotalScore } = await room.guest.hear('game:answer_revealed');
    assert.equal(myTotalScore, 100);
    assert.deepEqual([room.host.closed, room.guest.closed], [null, null]);
    assert.equal(count(room.guest, 'participant:answer_recorded'), answers);
    console.log(`${answers} answers beside ${panics()} panics; the slowest was confirmed in ${slowest} ms`);
  });

  test('before the commit: nothing has happened, and who spoke is cut off', async () => {
    const room = await new Room('6001').gather();
    await poison(room.code, 'storage');
    await room.startInVain();
  });

  test('inside the commit: it is rolled back', async () => {
    const room = await new Room('6002').gather();
    // After all rows comes the alarm, which a room that slept sets again in any case.
    await stack.sleep(room.code);
    await poison(room.code, 'storage-in-transaction');
    await room.startInVain();
  });

  test('after the commit: what was heard is on disk', async () => {
    const room = await new Room('6003').gather();
    await poison(room.code, 'waitUntil');
    await room.start();
    await room.closed();
    assert.deepEqual(await room.journal(), [...LOBBY, 'asked']);
    const { phase, question } = await room.comeBack();
    assert.deepEqual([phase, question.endsAt], ['question_open', room.question.endsAt]);
    await room.answer();
  });

  test('as somebody comes in, and as the room is made: the next one is let in', async () => {
    const room = await new Room('6004').gather();
    for (const member of ['storage', 'getWebSockets']) {
      await stack.cutOff(room.code);
      await poison(room.code, member);
      const client = new Client(new URL(`/parties/main/${room.code}`, stack.url));
      await assert.rejects(client.hear('server:state_snapshot'));
      assert.equal((await room.comeBack()).phase, 'waiting');
    }
  });

  test('as somebody leaves: the others are cut off, and find the room as it was', async () => {
    const room = await new Room('6005').gather();
    await room.start();
    // A host who leaves is written down.
    await poison(room.code, 'storage');
    room.host.socket.close();
    await room.guest.close();
    assert.equal((await room.comeBack()).phase, 'question_open');
    await room.answer();
  });

  test('as the alarm rings: it rings again, and the question is revealed, once', async () => {
    const room = await new Room('6006').gather();
    await room.start();
    await room.answer();
    await room.quiet();
    await poison(room.code, 'storage');
    await later(room.question.endsAt - Date.now());
    await room.closed();
    assert.deepEqual(await room.journal(), [...LOBBY, 'asked']);
    // Nobody comes: looking at the rows is no event of the room.
    await eventually('the alarm', async () => (await room.journal()).includes('revealed'), 20_000);
    assert.equal((await room.comeBack()).revealData.results[0].totalScore, 100);
    assert.deepEqual(await room.journal(), [...LOBBY, 'asked', 'revealed']);
  });

  for (const failures of [1, 2, 3]) {
    test(`an alarm whose write fails ${failures} times rings until it does not, and nothing happens twice`, async () => {
      const room = await new Room(`601${failures}`).gather();
      await room.start();
      await room.answer();
      await room.quiet();
      await poison(room.code, 'transactionSync', failures);
      // After 2, 4 and 8 s, and a quarter more of each at most. The simulator lets up to seven fail.
      const revealed = await room.guest.hear('game:answer_revealed', undefined, 100_000);
      assert.equal(revealed.myTotalScore, 100);
      await later(1_000);
      for (const client of [room.host, room.guest]) assert.equal(count(client, 'game:answer_revealed'), 1);
      assert.deepEqual(await room.journal(), [...LOBBY, 'asked', 'revealed']);
      const failed = ({ message }) => message.includes('"not written"') && message.includes(room.code);
      assert.equal(stack.harness.getLogs().filter(failed).length, failures);
    });
  }
});
