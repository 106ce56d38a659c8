// What has had its time is forgotten: by the alarm alone, to the last row; the host's list and the archive keep theirs.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setTimeout as later } from 'node:timers/promises';
import { remains } from './lifetime/remains.mjs';
import { configure, eventually, option, secret, startStack, tasting } from './support.mjs';

// Thirty days, seven days and an hour, on a day that lasts for a second or less.
const SETTINGS = { WAITING_SECONDS: '15', ENDED_SECONDS: '4', HOST_AWAY_SECONDS: '10' };
const PATIENCE_MS = 40_000;
const stack = await startStack(SETTINGS, configure('lifetime', { entry: 'tests/worker/lifetime/entry.mjs' }));
const { ask } = stack;
const { alarm, tables } = remains(stack);

/** A room with a host and two guests, of whom none has started anything. */
async function gathered(code) {
  const host = await (await ask('POST', '/hosts')).json();
  const room = { code, ...host, client: await stack.join(code), guests: [] };
  await room.client.ask('create_session', { ...host, ...tasting() }, 'session:created');
  for (let number = 0; number < 2; number++) {
    const guest = await stack.join(code);
    await guest.ask('join_session', { rejoinToken: secret() }, 'participant:joined');
    room.guests.push(guest);
  }
  return room;
}

async function reveal({ client, guests }) {
  client.say('host:start');
  const question = await guests[0].hear('game:question');
  const chosen = { questionId: question.questionId, optionId: option(question) };
  await guests[0].ask('submit_answer', chosen, 'participant:answer_recorded');
  await client.ask('host:reveal', {}, 'game:answer_revealed');
}

/** How the host's list has the room's session. */
async function listed({ hostId, hostKey, code }) {
  const { sessions } = await (await ask('GET', `/hosts/${hostId}/sessions`, { key: hostKey })).json();
  return sessions.find((session) => session.code === code);
}

async function archived(code) {
  const { JOURNAL_DB } = await stack.worker.getEnv();
  const query = JOURNAL_DB.prepare('SELECT entry FROM journal WHERE code = ? ORDER BY n').bind(code);
  return (await query.all()).results.map(({ entry }) => JSON.parse(entry).what);
}

/** Those who are still there are told, and nothing is left: no row, no alarm, and anyone may have the code. */
async function forgotten({ code, guests }) {
  for (const guest of guests) {
    await eventually('the end', () => guest.closed, PATIENCE_MS);
    assert.equal(guest.closed.code, 4000);
  }
  assert.deepEqual(await tables(code), []);
  assert.equal(await alarm(code), null);
  assert.deepEqual(await (await ask('GET', `/party/${code}`)).json(), {
    code,
    exists: false,
    phase: 'waiting',
    participantCount: 0,
  });
  assert.equal((await ask('POST', `/party/${code}`, { body: tasting({ title: 'Another' }) })).status, 201);
}

describe('lifetimes', { concurrency: true }, () => {
  test('a session that nobody starts', async () => {
    const room = await gathered('9101');
    assert.ok(
      (await alarm(room.code)) > Date.now() && (await tables(room.code)).length > 0,
      'this test would see them',
    );
    // Nothing needs the room in memory, nor anybody in it but those who are told.
    await later(7_000);
    await stack.sleep(room.code);
    await forgotten(room);
    const over = async () => (await listed(room)).status === 'ended';
    await eventually('that it waits no more in the list', over);
    assert.equal((await listed(room)).participantCount, 2);
    assert.deepEqual(await archived(room.code), ['created', 'joined', 'joined']);
  });

  test('a session that has ended', async () => {
    const room = await gathered('9102');
    await reveal(room);
    await room.client.ask('host:end', {}, 'session:ended');
    await forgotten(room);
    const { status, participantCount, title, finalRankings } = await listed(room);
    assert.deepEqual([status, participantCount, title], ['ended', 2, 'Friday']);
    assert.deepEqual(
      finalRankings.map(({ score }) => score),
      [100, 0],
    );
    assert.deepEqual(await archived(room.code), ['created', 'joined', 'joined', 'asked', 'revealed', 'ended']);
  });

  test('a session whose host is gone ends, tells everyone, and is then forgotten', async () => {
    const room = await gathered('9103');
    await reveal(room);
    await room.client.leave();
    await stack.sleep(room.code);
    for (const guest of room.guests) await guest.hear('session:ended', undefined, PATIENCE_MS);
    const left = await eventually('the end in the list', async () => {
      const session = await listed(room);
      return session?.status === 'ended' && session;
    });
    assert.equal(left.finalRankings[0].score, 100);
    await forgotten(room);
    assert.equal((await listed(room)).status, 'ended');
  });

  test('a host who is here, if only by the pings of their page, is not gone', async () => {
    const room = await gathered('9104');
    await reveal(room);
    for (let second = 0; second < 14; second++) {
      room.client.socket.send('ping');
      await later(1_000);
      if (second % 5 === 4) await stack.sleep(room.code);
    }
    await room.client.ask('host:next', {}, 'game:question_leaderboard');
  });
});
