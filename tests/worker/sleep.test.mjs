// A room in which nobody speaks and nobody wants ticks does not run between a question's opening and its alarm.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { configure, option, secret, startStack, tasting } from './support.mjs';

const GUESTS = 100;
const TIMER_SECONDS = 60;
/** A control that is awake all the while shows as much in a quarter of the time. */
const CONTROL_SECONDS = 15;
/** Four times as often as our client does (`front/src/room/heartbeat.ts`). */
const PING_MS = 5_000;
const MOST_AWAKE_MS = 1_000;
/** What an opening leaves to be done: courtesies to the host and the screens, and news to the host's index. */
const OPENING_MS = 2_000;

// An entry that logs each run of a handler, and how long its isolate could not sleep: each room has one to itself.
const counted = configure('counted', { entry: 'tests/worker/counted/entry.mjs' });
const [stack, control] = await Promise.all([startStack({}, counted), startStack({}, counted)]);

/** What a log says of an event since a time, in order. */
function logged({ harness }, event, since) {
  const lines = harness.getLogs().map(({ message }) => message);
  const told = lines.filter((line) => line.includes(`"event":"${event}"`)).map((line) => JSON.parse(line));
  return told.filter(({ at }) => at >= since);
}

/** What ran since a time, in order. */
const ran = (its, since = 0) => logged(its, 'ran', since);

/** A question is opened, nobody answers, all ping; the evening so far, and what its reveal brought. */
async function leftAlone(stack, room, query, timerSeconds) {
  const join = () => stack.join(room, { path: `/parties/main/${room}${query}` });
  const host = await join();
  await host.ask('create_session', { hostKey: secret(), ...tasting({ timerSeconds }) }, 'session:created');
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
  const pings = setInterval(() => everyone.forEach(({ socket }) => socket.send('ping')), PING_MS);
  await Promise.all(
    everyone.map((client) => client.hear('game:answer_revealed', undefined, timerSeconds * 1_000 + 5_000)),
  );
  clearInterval(pings);
  return { host, guests, everyone, questions, openedAt, revealedAt: Date.now() };
}

let quiet, ticking;
before(async () => {
  [quiet, ticking] = await Promise.all([
    leftAlone(stack, '7001', '?ticks=0', TIMER_SECONDS),
    leftAlone(control, '7002', '', CONTROL_SECONDS),
  ]);
});

test('between a question and its alarm nothing runs, and only the alarm makes the room anew', () => {
  const runs = ran(stack, quiet.openedAt + OPENING_MS);
  assert.deepEqual(
    runs.map(({ handler }) => handler),
    ['constructor', 'alarm'],
  );
  const { endsAt } = quiet.questions[0];
  const late = runs[1].at - endsAt;
  assert.ok(late >= 500 && late < 1_500, `the alarm rang ${late} ms after zero`);
  // The platform lets go of a room after 10 s without any event or timer, so there was none for most of it.
  assert.equal(ran(stack).filter(({ handler }) => handler === 'constructor').length, 2);
});

test('from the question to its reveal the room is kept awake for less than a second', () => {
  const awake = (its, { openedAt }) =>
    logged(its, 'awake', 0).reduce((sum, { at, ms }) => sum + Math.max(0, at + ms - Math.max(at, openedAt)), 0);
  const ms = awake(stack, quiet);
  console.log(`${GUESTS} guests, a question of ${TIMER_SECONDS} s: the room was awake for ${ms} ms of it.`);
  // Zero would be a log without a line.
  assert.ok(ms > 0 && ms < MOST_AWAKE_MS, `${ms} ms`);
  assert.ok(awake(control, ticking) > 1_000 * (CONTROL_SECONDS - 2), 'the control would be seen');
});

test('pings were answered all the while, by the runtime', () => {
  for (const client of quiet.everyone) {
    const pongs = client.heard.filter(({ type }) => type === 'pong');
    assert.ok(pongs.length >= (1_000 * TIMER_SECONDS) / PING_MS - 1, `${pongs.length} pongs`);
    assert.equal(client.heard.filter(({ type }) => type === 'game:timer_tick').length, 0);
  }
});

test('the same question with ticks keeps its room awake, so that this test would see it', () => {
  const handlers = ran(control, ticking.openedAt + OPENING_MS).map(({ handler }) => handler);
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
  assert.equal(ran(stack).filter(({ handler }) => handler === 'fetch').length, 1 + GUESTS, 'nobody connected again');
});
