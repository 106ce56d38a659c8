// More sockets than a room listens to, and a crowd that knocks at once.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as later } from 'node:timers/promises';
import { Client, eventually, secret, startStack, tasting } from './support.mjs';

const SEATS = 40;
/** What a room listens to beyond its seats. */
const SPARE = 1_000;
/** More than may sit idle. */
const STRANGERS = 60;
const stack = await startStack({ MAX_PARTICIPANTS: String(SEATS) });

const connect = (code) => new Client(new URL(`/parties/main/${code}?ticks=0`, stack.url));

async function laid(code) {
  const host = await stack.join(code);
  const created = await host.ask('create_session', { hostKey: secret(), ...tasting() }, 'session:created');
  return { code, host, ...created };
}

/** What the log has counted so far. */
const counted = (what) =>
  stack.harness
    .getLogs()
    .filter(({ message }) => message.includes('"event":"counts"'))
    .reduce((sum, { message }) => sum + JSON.parse(message).counts[what], 0);

/** So many who have proved who they are: strangers have to make room for others. */
async function screensOf(room, many) {
  const screens = [];
  const watch = async () => {
    while (screens.length < many) {
      const screen = connect(room.code);
      screens.push(screen);
      await screen.hear('server:state_snapshot');
      await screen.ask('watch_session', { screenKey: room.screenKey }, 'screen:state_snapshot');
    }
  };
  await Promise.all(Array.from({ length: 50 }, watch));
  return screens;
}

async function turnedAway({ code: room }) {
  const late = connect(room);
  const { code, reason } = await late.close();
  assert.deepEqual([code, reason, late.heard], [1013, 'the room is full, try later', []]);
}

test('one socket more than a room listens to is closed with 1013 at once, and nothing comes of it', async () => {
  const room = await laid('9301');
  const screens = await screensOf(room, SEATS + SPARE - 1);
  await turnedAway(room);
  await turnedAway(room);
  // Not after a sleep either: those that were turned away are not counted, and all others are.
  await stack.sleep(room.code);
  await turnedAway(room);

  // Nobody was closed for them, and there is room again as soon as one goes.
  assert.ok(screens.every(({ closed }) => !closed));
  await screens[0].leave();
  const guest = await eventually('room', async () => {
    const knocking = connect(room.code);
    return Promise.race([
      knocking.hear('server:state_snapshot').then(() => knocking),
      knocking.close().then(() => null),
    ]);
  });
  await guest.ask('join_session', { rejoinToken: secret() }, 'participant:joined');
  const joined = await stack.rows('GameSession', room.code, "SELECT entry FROM journal WHERE entry LIKE '%joined%'");
  assert.equal(joined.length, 1);
  await room.host.ask('host:start', {}, 'game:question');
  await eventually('the counts', () => counted('turnedAway') >= 3);
});

test('strangers who say nothing in a full room keep nobody out', async () => {
  const room = await laid('9304');
  await screensOf(room, SEATS + SPARE - 1 - STRANGERS);
  const strangers = [];
  while (strangers.length < STRANGERS) {
    const stranger = await stack.join(room.code);
    // As pages do. workerd tells a socket that never said anything only much later that it is closed.
    stranger.socket.send('ping');
    await stranger.hear('pong');
    strangers.push(stranger);
  }
  await turnedAway(room);
  // So long they might be about to say who they are.
  await later(11_000);
  const guest = connect(room.code);
  await guest.hear('server:state_snapshot');
  await guest.ask('join_session', { rejoinToken: secret() }, 'participant:joined');
  assert.equal((await strangers[0].close()).code, 1013);
  assert.equal(strangers.filter(({ closed }) => closed).length, 1);
});

test('of more who knock at once than there are seats each is answered, and none is sent away', async () => {
  const { code, host } = await laid('9302');
  const answers = Array.from({ length: 5 * SEATS }, async () => {
    const guest = connect(code);
    await guest.hear('server:state_snapshot');
    guest.say('join_session', { rejoinToken: secret() });
    const answer = await Promise.race([guest.hear('participant:joined'), guest.hear('error')]);
    assert.equal(guest.closed, null);
    return answer.code ?? answer.type;
  });
  const told = await Promise.all(answers);
  assert.equal(told.filter((answer) => answer === 'participant:joined').length, SEATS);
  assert.equal(told.filter((answer) => answer === 'SESSION_FULL').length, 4 * SEATS);
  assert.equal((await host.hear('lobby:updated', ({ count }) => count === SEATS)).participants.length, SEATS);
});

test('the host sees how many are joining, and that they have joined', async () => {
  const { code, host } = await laid('9303');
  const knocking = [];
  for (let number = 0; number < 12; number++) knocking.push(await stack.join(code));
  await host.hear('lobby:presence', ({ joining }) => joining === 12);
  await stack.sleep(code);
  for (const guest of knocking) await guest.ask('join_session', { rejoinToken: secret() }, 'participant:joined');
  const last = (type) => host.heard.findLast((frame) => frame.type === type);
  await eventually(
    'all of them',
    () => last('lobby:presence').joining === undefined && last('lobby:updated').count === 12,
  );
});
