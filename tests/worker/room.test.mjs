// The room's shell in a real workerd: sockets, rows, sleep, the alarm.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as later } from 'node:timers/promises';
import { eventually, option, secret, startStack, tasting } from './support.mjs';

const stack = await startStack();

/** A session with its host and one participant, both connected. */
async function gathered(code, fields) {
  const hostKey = secret();
  const host = await stack.join(code);
  const created = await host.ask('create_session', { hostKey, ...tasting(fields) }, 'session:created');
  const guest = await stack.join(code);
  const rejoinToken = secret();
  const { pseudonym } = await guest.ask('join_session', { rejoinToken }, 'participant:joined');
  return { host, guest, hostKey, hostId: created.hostId, screenKey: created.screenKey, pseudonym, rejoinToken };
}

test('one wine and one participant, from the lobby to the final standings', async () => {
  const { host, guest, pseudonym } = await gathered('1001');
  host.say('host:start');
  await guest.hear('game:started');
  for (let index = 0; index < 5; index++) {
    const question = await guest.hear('game:question');
    assert.equal(question.questionIndex, index);
    assert.deepEqual(await host.hear('game:question'), question);
    const optionId = option(question, index < 3);
    const chosen = { questionId: question.questionId, optionId };
    const recorded = await guest.ask('submit_answer', chosen, 'participant:answer_recorded');
    assert.deepEqual({ questionId: recorded.questionId, optionId: recorded.optionId }, chosen);
    assert.equal((await host.hear('game:participant_answered')).pseudonym, pseudonym);
    host.say('host:reveal');
    const revealed = await guest.hear('game:answer_revealed');
    assert.equal(revealed.myPoints, index < 3 ? 100 : 0);
    assert.equal(revealed.results, undefined);
    assert.equal((await host.hear('game:answer_revealed')).results[0].pseudonym, pseudonym);
    await host.ask('host:next', {}, 'game:question_leaderboard');
    host.say('host:next');
  }
  await host.hear('game:round_leaderboard');
  host.say('host:next');
  const final = await guest.hear('game:final_leaderboard');
  assert.deepEqual(final.rankings, [{ pseudonym, score: 300, rank: 1 }]);
  assert.equal(final.me.score, 300);
  await guest.hear('session:ended');
  assert.equal(guest.closed, null);
  assert.equal((await stack.rows('GameSession', '1001', 'SELECT count(*) AS n FROM answer'))[0].n, 5);
  const settled = "SELECT state ->> '$.scores' AS scores FROM session";
  assert.deepEqual(await stack.rows('GameSession', '1001', settled), [{ scores: '[300]' }]);
});

test('a room that slept in a question is the same room, and its sockets are the same people', async () => {
  const { host, guest, pseudonym } = await gathered('1002');
  host.say('host:start');
  const question = await guest.hear('game:question');
  const chosen = { questionId: question.questionId, optionId: option(question) };
  await guest.ask('submit_answer', chosen, 'participant:answer_recorded');
  await stack.sleep('1002');
  // Nobody says again who they are.
  host.say('host:reveal');
  const revealed = await guest.hear('game:answer_revealed');
  assert.equal(revealed.myTotalScore, 100);
  assert.equal((await host.hear('game:answer_revealed')).results[0].pseudonym, pseudonym);
  await stack.sleep('1002');
  guest.say('host:next');
  assert.equal((await guest.hear('error')).code, 'UNAUTHORIZED');
  host.say('host:next');
  assert.equal((await guest.hear('game:question_leaderboard')).rankings[0].score, 100);
});

test('a question closes by itself, and until then its room is not even in memory', async () => {
  const { host, guest } = await gathered('1003', { timerSeconds: 15 });
  host.say('host:start');
  const { endsAt, serverTime } = await guest.hear('game:question');
  assert.equal(endsAt - serverTime, 15_000);
  const woken = () =>
    stack.harness.getLogs().filter(({ message }) => message.includes('"woke"') && message.includes('"1003"'));
  const before = woken().length;
  await guest.hear('game:answer_revealed', undefined, 20_000);
  const late = Date.now() - endsAt;
  assert.ok(late >= 500 && late < 1_500, `${late} ms after zero`);
  assert.equal(woken().length, before + 1, 'the runtime put it to sleep: no timer kept it awake');
  assert.match(woken().at(-1).message, /"question_open"/);
});

// The harness puts no room to sleep whose timer runs, and neither does the platform.
test('ticks go to those who have not opted out', async () => {
  const { host, guest } = await gathered('1004');
  const older = await stack.join('1004', { path: '/party/1004' });
  await older.ask('join_session', { code: '' }, 'participant:joined');
  host.say('host:start');
  const first = await older.hear('game:timer_tick');
  const second = await older.hear('game:timer_tick', ({ remainingMs }) => remainingMs < first.remainingMs);
  assert.ok(first.remainingMs <= 60_000 && second.remainingMs > 50_000);
  assert.equal(
    guest.heard.some(({ type }) => type === 'game:timer_tick'),
    false,
  );
});

test('a ping is answered by the runtime', async () => {
  const visitor = await stack.join('1005');
  visitor.socket.send('ping');
  await visitor.hear('pong');
});

test('a knock at an empty room stores nothing', async () => {
  const visitor = await stack.join('1006');
  assert.equal(visitor.first.phase, 'waiting');
  visitor.say('join_session');
  assert.equal((await visitor.hear('error')).code, 'SESSION_NOT_FOUND');
  visitor.socket.send('not JSON');
  assert.equal((await visitor.hear('error')).code, 'BAD_MESSAGE');
  const tables = await stack.rows('GameSession', '1006', "SELECT name FROM sqlite_master WHERE name NOT GLOB '_*'");
  assert.deepEqual(tables, []);
});

test('a binary frame closes its socket, and a client that closes is answered', async () => {
  const rude = await stack.join('1007');
  rude.socket.send(Buffer.from([1, 2, 3]));
  assert.equal((await rude.close()).code, 1003);
  const polite = await stack.join('1007');
  polite.socket.close(4321, 'enough');
  assert.equal((await polite.close()).code, 4321);
});

test('what cannot be written down is not confirmed, and works again when storage does', async () => {
  const { host, guest } = await gathered('1008');
  host.say('host:start');
  const question = await guest.hear('game:question');
  const chosen = { questionId: question.questionId, optionId: option(question) };
  await stack.rows('GameSession', '1008', 'ALTER TABLE answer RENAME TO away');
  guest.say('submit_answer', chosen);
  assert.equal((await guest.hear('error')).code, 'STORAGE');
  await stack.rows('GameSession', '1008', 'ALTER TABLE away RENAME TO answer');
  await guest.ask('submit_answer', chosen, 'participant:answer_recorded');
  assert.equal(guest.heard.filter(({ type }) => type === 'participant:answer_recorded').length, 1);
});

test('what many say in one moment is written, each in its order', async () => {
  const host = await stack.join('1020');
  await host.ask('create_session', { hostKey: secret(), ...tasting({ allowNames: true }) }, 'session:created');
  const guests = await Promise.all(Array.from({ length: 40 }, () => stack.join('1020')));
  const handles = guests.map(async (guest, at) => {
    const rejoinToken = secret();
    guest.say('join_session', { rejoinToken });
    guest.say('join_session', { rejoinToken, displayName: `Zoé ${at}` });
    return (await guest.hear('participant:joined')).pseudonym;
  });
  const pseudonyms = await Promise.all(handles);
  host.say('host:start');
  const { questionId, options } = await host.hear('game:question');
  const recorded = guests.map(async (guest, at) => {
    await guest.hear('game:question');
    for (const step of [0, 1]) guest.say('submit_answer', { questionId, optionId: options[(at + step) % 4].id });
    await guest.hear('participant:answer_recorded');
    return guest.hear('participant:answer_recorded');
  });
  assert.deepEqual(
    (await Promise.all(recorded)).map(({ optionId }) => optionId),
    guests.map((_, at) => options[(at + 1) % 4].id),
  );
  const rows = (query) => stack.rows('GameSession', '1020', query);
  const seats = await rows('SELECT pseudonym, display_name AS name FROM participant');
  assert.deepEqual(
    new Map(seats.map(({ pseudonym, name }) => [pseudonym, name])),
    new Map(pseudonyms.map((it, at) => [it, `Zoé ${at}`])),
  );
  const last = await rows('SELECT pseudonym, option FROM answer JOIN participant USING (seat) WHERE question = 0');
  assert.deepEqual(
    new Map(last.map(({ pseudonym, option }) => [pseudonym, option])),
    new Map(pseudonyms.map((it, at) => [it, (at + 1) % 4])),
  );
  const entries = await rows("SELECT entry ->> 'what' AS what, entry ->> 'seat' AS seat FROM journal ORDER BY n");
  const joined = entries.filter(({ what }) => what === 'joined');
  assert.deepEqual(
    joined.map(({ seat }) => seat),
    guests.map((_, at) => at),
  );
});

test('storage of a newer schema is left alone', async () => {
  const { host } = await gathered('1009');
  await stack.rows('GameSession', '1009', 'UPDATE schema SET version = version + 97');
  await stack.sleep('1009');
  assert.equal((await stack.ask('GET', '/party/1009')).status, 503);
  host.say('host:start');
  assert.equal((await host.hear('error')).code, 'STORAGE');
  assert.deepEqual(await stack.rows('GameSession', '1009', 'SELECT version FROM schema'), [{ version: 99 }]);
  await stack.rows('GameSession', '1009', 'UPDATE schema SET version = version - 97');
  await host.ask('host:start', {}, 'game:started');
});

test('a room that cannot be read is not taken for one that is in use', async () => {
  await gathered('1012');
  await stack.rows('GameSession', '1012', 'UPDATE schema SET version = version + 97');
  await stack.sleep('1012');
  // As `POST /sessions` asks the rooms that it draws.
  const { GAME_SESSION } = await stack.worker.getEnv();
  const room = GAME_SESSION.get(GAME_SESSION.idFromName('1012'));
  const fresh = () => room.fetch('http://room/fresh', { method: 'POST', body: '{}' }).then((it) => it.json());
  assert.equal((await fresh()).error.code, 'STORAGE');
  await stack.rows('GameSession', '1012', 'UPDATE schema SET version = version - 97');
  assert.equal((await fresh()).error.code, 'SESSION_EXISTS');
});

test('whoever never answers a close takes nobody with them when they go', async () => {
  const { host } = await gathered('1013');
  const mute = await stack.join('1013');
  mute.socket.pause();
  mute.socket.send(Buffer.from([1, 2, 3]));
  await later(500);
  // The room forgets all but what its sockets remember; the mute one is closed, and still there.
  await stack.sleep('1013');
  const guest = await stack.join('1013');
  mute.socket.terminate();
  await later(500);
  await guest.ask('join_session', {}, 'participant:joined');
  await host.ask('host:start', {}, 'game:started');
  await guest.hear('game:question');
});

test('a seat is given back for its token, and to nobody else', async () => {
  const { pseudonym, rejoinToken } = await gathered('1010');
  const thief = await stack.join('1010');
  thief.say('rejoin_session', { pseudonym });
  assert.equal((await thief.hear('error')).code, 'INVALID_PSEUDONYM');
  const owner = await stack.join('1010');
  const snapshot = await owner.ask('rejoin_session', { pseudonym, rejoinToken }, 'participant:state_snapshot');
  assert.equal(snapshot.pseudonym, pseudonym);
});

test('a room that was ended is forgotten in time', async () => {
  const brief = await startStack({ ENDED_SECONDS: '1' });
  const host = await brief.join('1011');
  await host.ask('create_session', tasting(), 'session:created');
  await host.ask('host:end', {}, 'session:ended');
  assert.equal((await host.close()).code, 4000);
  const glance = await (await brief.ask('GET', '/party/1011')).json();
  assert.deepEqual(glance, { code: '1011', exists: false, phase: 'waiting', participantCount: 0 });
  const again = await brief.join('1011');
  await again.ask('create_session', tasting(), 'session:created');
  await eventually(
    'rows of the new session',
    async () => (await brief.rows('GameSession', '1011', 'SELECT count(*) AS n FROM session'))[0].n === 1,
  );
});
