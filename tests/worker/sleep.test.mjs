// A room in which nobody speaks and nobody wants ticks does not run between a question's opening and its alarm.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { configure, option, secret, startStack, tasting } from './support.mjs';

const GUESTS = 10;
const TIMER_SECONDS = 15;
/** What an opening leaves to be done: courtesies to the host and the screens, and news to the host's index. */
const OPENING_MS = 2_000;

// An entry that logs each run of a handler.
const stack = await startStack({}, configure('counted', { entry: 'tests/worker/counted/entry.mjs' }));

/** What ran in a room since a time, in order. */
function ran(room, since = 0) {
  const lines = stack.harness.getLogs().map(({ message }) => message);
  const runs = lines.filter((line) => line.includes('"event":"ran"')).map((line) => JSON.parse(line));
  return runs.filter((run) => run.room === room && run.at >= since);
}

/** A question is opened, nobody answers, some ping; the evening so far, and what its reveal brought. */
async function leftAlone(room, query) {
  const join = () => stack.join(room, { path: `/parties/main/${room}${query}` });
  const host = await join();
  await host.ask(
    'create_session',
    { hostKey: secret(), ...tasting({ timerSeconds: TIMER_SECONDS }) },
    'session:created',
  );
  const guests = [];
  for (let number = 0; number < GUESTS; number++) {
    const guest = await join();
    await guest.ask('join_session', { rejoinToken: secret() }, 'participant:joined');
    guests.push(guest);
  }
  host.say('host:start');
  const everyone = [host, ...guests];
  const questions = await Promise.all(everyone.map((client) => client.hear('game:question')));
  const openedAt = Date.now();
  const pings = setInterval(() => everyone.forEach(({ socket }) => socket.send('ping')), 2_500);
  await Promise.all(everyone.map((client) => client.hear('game:answer_revealed', undefined, 20_000)));
  clearInterval(pings);
  return { host, guests, everyone, questions, openedAt, revealedAt: Date.now() };
}

let quiet, ticking;
before(async () => {
  [quiet, ticking] = await Promise.all([leftAlone('7001', '?ticks=0'), leftAlone('7002', '')]);
});

test('between a question and its alarm nothing runs, and only the alarm makes the room anew', () => {
  const runs = ran('7001', quiet.openedAt + OPENING_MS);
  assert.deepEqual(
    runs.map(({ handler }) => handler),
    ['constructor', 'alarm'],
  );
  const { endsAt } = quiet.questions[0];
  const late = runs[1].at - endsAt;
  assert.ok(late >= 500 && late < 1_500, `the alarm rang ${late} ms after zero`);
  // The platform lets go of a room after 10 s without any event or timer, so there was none for two thirds of it.
  assert.equal(ran('7001').filter(({ handler }) => handler === 'constructor').length, 2);
});

test('pings were answered all the while, by the runtime', () => {
  for (const client of quiet.everyone) {
    const pongs = client.heard.filter(({ type }) => type === 'pong');
    assert.ok(pongs.length >= 4, `${pongs.length} pongs`);
    assert.equal(client.heard.filter(({ type }) => type === 'game:timer_tick').length, 0);
  }
});

test('the same question with ticks keeps its room awake, so that this test would see it', () => {
  const handlers = ran('7002', ticking.openedAt + OPENING_MS).map(({ handler }) => handler);
  assert.deepEqual(handlers, ['alarm']);
  for (const client of ticking.everyone)
    assert.ok(client.heard.filter(({ type }) => type === 'game:timer_tick').length >= 14);
});

test('the sockets that slept are still open, and their people go on without saying who they are', async () => {
  const { host, guests, everyone } = quiet;
  for (const client of everyone) assert.equal(client.closed, null);
  await host.ask('host:next', {}, 'game:question_leaderboard');
  host.say('host:next');
  const question = await guests[3].hear('game:question');
  const chosen = { questionId: question.questionId, optionId: option(question) };
  await guests[3].ask('submit_answer', chosen, 'participant:answer_recorded');
  host.say('host:reveal');
  for (const [number, guest] of guests.entries()) {
    const revealed = await guest.hear('game:answer_revealed');
    assert.equal(revealed.myTotalScore, number === 3 ? 100 : 0);
  }
  assert.equal(ran('7001').filter(({ handler }) => handler === 'fetch').length, 1 + GUESTS, 'nobody connected again');
});
