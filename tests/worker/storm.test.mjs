// A full room is evicted, its sockets with it, and everyone comes back in one instant.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { Client, configure, option, secret, startStack, tasting } from './support.mjs';

const GUESTS = 500;
const CODE = '9001';
const PATIENCE_MS = 60_000;

// An entry that counts the rows that rooms write.
const configPath = configure('storm', { entry: 'tests/worker/storage/entry.mjs' });
const stack = await startStack({ MAX_PARTICIPANTS: String(GUESTS) }, configPath);

const hear = (client, type, matches) => client.hear(type, matches, PATIENCE_MS);
const written = async () =>
  Object.values(await (await stack.ask('GET', `/written/${CODE}`)).json()).reduce((sum, rows) => sum + rows, 0);
const woke = () => stack.harness.getLogs().filter(({ message }) => message.includes('"event":"woke"')).length;

function connect() {
  const client = new Client(new URL(`/parties/main/${CODE}?ticks=0`, stack.url));
  return Object.assign(client, { began: Date.now() });
}

async function ask(client, type, fields, answer) {
  await hear(client, 'server:state_snapshot');
  client.say(type, fields);
  return hear(client, answer);
}

const hostKey = secret();
const guests = Array.from({ length: GUESTS }, () => ({ token: secret() }));
/** Whether a guest's answer to the first question is right, and to the second one; not everyone has given that. */
const isRight = [(number) => number % 3 !== 0, (number) => (number % 5 === 0 ? null : number % 2 === 0)];
const scoreOf = (number) => (isRight[0](number) ? 100 : 0);
let host, hostId, question;

/** Those who answer say which option, all at once, and hear that it was recorded. */
async function answer(which) {
  const recorded = guests.map(async (guest, number) => {
    const right = isRight[which](number);
    if (right === null) return;
    guest.chosen = option(question, right);
    guest.client.say('submit_answer', { questionId: question.questionId, optionId: guest.chosen });
    await hear(guest.client, 'participant:answer_recorded');
  });
  await Promise.all(recorded);
}

before(async () => {
  host = connect();
  ({ hostId } = await ask(host, 'create_session', { hostKey, ...tasting() }, 'session:created'));
  const joined = guests.map(async (guest) => {
    guest.client = connect();
    ({ pseudonym: guest.pseudonym } = await ask(
      guest.client,
      'join_session',
      { rejoinToken: guest.token },
      'participant:joined',
    ));
  });
  await Promise.all(joined);
  host.say('host:start');
  question = await hear(host, 'game:question');
  await answer(0);
  host.say('host:reveal');
  await hear(host, 'game:answer_revealed');
  host.say('host:next');
  await hear(host, 'game:question_leaderboard');
  host.say('host:next');
  question = await hear(host, 'game:question', ({ questionIndex }) => questionIndex === 1);
  await Promise.all(guests.map((guest) => (guest.chosen = null)));
  await answer(1);
});

test('everyone who comes back at once has their seat, their score and their answer', async () => {
  const [rows, wakes] = [await written(), woke()];
  await stack.cutOff(CODE);
  await Promise.all([host, ...guests.map(({ client }) => client)].map((client) => client.close()));
  const began = Date.now();
  const back = guests.map(async (guest, number) => {
    guest.client = connect();
    const { pseudonym, token: rejoinToken } = guest;
    const proof = { pseudonym, rejoinToken };
    const snapshot = await ask(guest.client, 'rejoin_session', proof, 'participant:state_snapshot');
    assert.equal(snapshot.pseudonym, pseudonym);
    assert.equal(snapshot.score, scoreOf(number));
    assert.equal(snapshot.me.score, scoreOf(number));
    assert.equal(snapshot.selectedOptionId, guest.chosen);
    assert.equal(snapshot.question.questionId, question.questionId);
    assert.equal(snapshot.question.endsAt, question.endsAt);
    return Date.now() - guest.client.began;
  });
  host = connect();
  const snapshot = await ask(host, 'rejoin_host', { hostId, hostKey }, 'host:state_snapshot');
  const waits = (await Promise.all(back)).sort((a, b) => a - b);
  await hear(host, 'lobby:presence', ({ count }) => count === 0);
  const took = Date.now() - began;
  console.log(`${GUESTS} back in ${took} ms; half of them in ${waits[GUESTS / 2]} ms, the last in ${waits.at(-1)} ms`);
  assert.equal(snapshot.answeredCount, guests.filter(({ chosen }) => chosen !== null).length);

  // One event of theirs is work for one of them: no frame to the others, no row, and to the host one a second.
  const frames = guests.map(({ client }) => client.heard.length);
  assert.deepEqual([...new Set(frames)], [2]);
  const presence = host.heard.filter(({ type }) => type === 'lobby:presence').length;
  assert.ok(presence <= 2 + took / 1_000, `${presence} times in ${took} ms`);
  assert.ok((await written()) - rows <= 5, 'the host is here again, and the alarm is set');
  assert.equal(woke() - wakes, 1, 'the rows were read once');
});

test('and the game goes on for all of them', async () => {
  host.say('host:reveal');
  const revealed = await Promise.all(guests.map(({ client }) => hear(client, 'game:answer_revealed')));
  for (const [number, { myPoints, myTotalScore }] of revealed.entries()) {
    const points = isRight[1](number) ? 100 : 0;
    assert.deepEqual([myPoints, myTotalScore], [points, scoreOf(number) + points]);
  }
});

test('answers in the moment in which the host reveals are confirmed and counted, or refused', async () => {
  host.say('host:next');
  await hear(host, 'game:question_leaderboard', ({ questionIndex }) => questionIndex === 1);
  host.say('host:next');
  question = await hear(host, 'game:question', ({ questionIndex }) => questionIndex === 2);
  const { questionId, options } = question;
  for (const [number, { client }] of guests.entries()) {
    if (number === GUESTS / 2) host.say('host:reveal');
    client.say('submit_answer', { questionId, optionId: options[number % 4].id });
  }
  const { rev, distribution, correctOptionId } = await hear(host, 'game:answer_revealed');
  const counted = guests.map(async ({ client }, number) => {
    const { myPoints } = await hear(client, 'game:answer_revealed', (frame) => frame.rev === rev);
    const isRecorded = client.heard.some(
      (frame) => frame.type === 'participant:answer_recorded' && frame.questionId === questionId,
    );
    if (!isRecorded) assert.equal((await hear(client, 'error')).code, 'WRONG_PHASE');
    assert.equal(myPoints, isRecorded && options[number % 4].id === correctOptionId ? 100 : 0);
    return isRecorded;
  });
  const confirmed = (await Promise.all(counted)).filter(Boolean).length;
  assert.equal(
    distribution.reduce((sum, { count }) => sum + count, 0),
    confirmed,
  );
  assert.ok(confirmed > 0, 'nobody came before the host');
  console.log(`${confirmed} of ${GUESTS} came before the host`);
});
