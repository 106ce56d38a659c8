// The journal of a room: on its disk, behind its host's key, and in the archive, whatever befalls that.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { configure, eventually, option, secret, startStack, tasting } from './support.mjs';

const stack = await startStack({}, configure('archive', { entry: 'tests/worker/archive/entry.mjs' }));
const { ask } = stack;

/** A room with people in it, who have played some questions. */
async function evening(code, { questions = 1, names = [undefined, undefined], added = {} } = {}) {
  const hostKey = secret();
  const host = await stack.join(code);
  const created = await host.ask('create_session', { hostKey, ...tasting({ allowNames: true }) }, 'session:created');
  const guests = [];
  for (const displayName of names) {
    const guest = await stack.join(code);
    guest.token = secret();
    guest.name = (
      await guest.ask('join_session', { rejoinToken: guest.token, displayName }, 'participant:joined')
    ).pseudonym;
    guests.push(guest);
  }
  for (const [seat, displayName] of Object.entries(added))
    await guests[seat].ask('join_session', { rejoinToken: guests[seat].token, displayName }, 'participant:joined');
  const room = { code, host, hostKey, guests, hostId: created.hostId, screenKey: created.screenKey };
  for (let number = 0; number < questions; number++) {
    await open(room, number === 0 ? 'host:start' : 'host:next');
    await host.ask('host:reveal', {}, 'game:answer_revealed');
    await host.ask('host:next', {}, 'game:question_leaderboard');
  }
  return room;
}

/** A question is put, and everyone answers: the first one right, the others wrong. */
async function open({ host, guests }, command) {
  host.say(command);
  for (const [seat, guest] of guests.entries()) {
    const question = await guest.hear('game:question');
    const chosen = { questionId: question.questionId, optionId: option(question, seat === 0) };
    await guest.ask('submit_answer', chosen, 'participant:answer_recorded');
  }
}

const read = async ({ code, hostKey }) => {
  const response = await ask('GET', `/sessions/${code}/journal`, { key: hostKey });
  assert.equal(response.status, 200);
  return (await response.text())
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
};

/** What the archive has of a room. */
async function archived(code) {
  const { JOURNAL_DB } = await stack.worker.getEnv();
  const query = JOURNAL_DB.prepare('SELECT n, entry FROM journal WHERE code = ? ORDER BY n').bind(code);
  const { results } = await query.all().catch(() => ({ results: [] }));
  return results;
}

/** The time to hand rows over has come: the room's own note of it is turned back, and the room is woken. */
async function hour(code) {
  await stack.sleep(code);
  await stack.rows('GameSession', code, "UPDATE session SET state = json_set(state, '$.drain.due', 1)");
  await stack.sleep(code);
  // Who comes in makes the room look at what is overdue.
  await (await stack.join(code)).leave();
}

const fault = (kind) => ask('GET', `/archive/${kind}`);
const withoutName = ({ displayName, ...row }) => ({ ...row, ...(displayName !== undefined && { displayName: null }) });

test('the journal is NDJSON, for who holds the key of the host', async () => {
  const room = await evening('5001');
  const at = '/sessions/5001/journal';
  assert.equal((await ask('GET', at)).status, 401);
  for (const key of [secret(), room.guests[0].token, room.screenKey]) {
    const denied = await ask('GET', at, { key });
    assert.equal(denied.status, 401);
    assert.equal((await denied.json()).error.code, 'UNAUTHORIZED');
  }
  assert.equal((await ask('GET', '/sessions/5999/journal', { key: room.hostKey })).status, 401);
  assert.equal((await ask('GET', '/sessions/no/journal', { key: room.hostKey })).status, 404);
  assert.equal((await ask('POST', at, { key: room.hostKey, body: {} })).status, 405);
  const response = await ask('GET', at, { key: room.hostKey });
  assert.match(response.headers.get('content-type'), /^application\/x-ndjson/);
  const rows = await read(room);
  assert.deepEqual(
    rows.map(({ what, by, rev }) => [what, by, rev]),
    [
      ['created', 'host', 0],
      ['joined', 'participant', 0],
      ['joined', 'participant', 0],
      ['asked', 'host', 1],
      ['revealed', 'host', 2],
      ['ranked', 'host', 3],
    ],
  );
  assert.deepEqual(
    rows[4].answers.map(({ seat, points }) => [seat, points]),
    [
      [0, 100],
      [1, 0],
    ],
  );
  assert.equal(rows[1].pseudonym, room.guests[0].name);
  await room.host.ask('host:end', {}, 'session:ended');
  assert.equal((await read(room)).at(-1).what, 'ended');
});

test('no secret and no hash of one is in it', async () => {
  const room = await evening('5002');
  await room.host.ask('host:screen_key', {}, 'session:created');
  const secrets = [room.hostKey, room.screenKey, ...room.guests.map(({ token }) => token)];
  const text = JSON.stringify(await read(room));
  for (const marker of secrets.flatMap((it) => [it, createHash('sha256').update(it).digest('base64url')]))
    assert.ok(!text.includes(marker));
  // Where a hash is, this test would see it.
  const participants = JSON.stringify(await stack.rows('GameSession', '5002', 'SELECT token FROM participant'));
  assert.ok(participants.includes(createHash('sha256').update(secrets[2]).digest('base64url')));
});

test('rows go to the archive, without names, and the archive makes its own table', async () => {
  const room = await evening('5003', { names: ['Zoé', undefined], added: { 1: 'Aurélie' } });
  assert.deepEqual(await archived('5003'), [], 'not at once: they gather');
  await hour('5003');
  const rows = await read(room);
  const kept = await eventually('all rows', async () => {
    const kept = await archived('5003');
    return kept.length === rows.length && kept;
  });
  assert.deepEqual(
    kept.map(({ n, entry }) => [n, JSON.parse(entry)]),
    rows.map((row, index) => [index + 1, withoutName(row)]),
  );
  assert.deepEqual(
    rows.filter(({ displayName }) => displayName).map(({ what, displayName }) => [what, displayName]),
    [
      ['joined', 'Zoé'],
      ['named', 'Aurélie'],
    ],
  );
  for (const name of ['Zoé', 'Aurélie']) assert.ok(!JSON.stringify(kept).includes(name));
  assert.ok(!JSON.stringify(kept).includes(createHash('sha256').update(room.hostKey).digest('base64url')));
});

test('an archive that refuses, loses its answers or never answers misses nothing, and no game waits', async () => {
  const room = await evening('5004');
  for (const kind of ['refused', 'lost', 'silent']) {
    await fault(kind);
    const { batches: before } = await (await ask('GET', '/archive')).json();
    await hour('5004');
    await eventually('a try', async () => (await (await ask('GET', '/archive')).json()).batches > before);
    const began = Date.now();
    await room.host.ask('host:next', {}, 'game:question');
    await room.host.ask('host:reveal', {}, 'game:answer_revealed');
    await room.host.ask('host:next', {}, 'game:question_leaderboard');
    assert.ok(Date.now() - began < 1_000);
  }
  await fault('none');
  await hour('5004');
  const rows = await read(room);
  assert.equal(rows.length, 6 + 9);
  const kept = await eventually('all rows', async () => {
    const kept = await archived('5004');
    return kept.length === rows.length && kept;
  });
  assert.deepEqual(
    kept.map(({ n, entry }) => [n, JSON.parse(entry)]),
    rows.map((row, index) => [index + 1, withoutName(row)]),
  );
});

test('a room tries again by itself', async () => {
  await fault('refused');
  await evening('5005');
  const refused = () => stack.harness.getLogs().filter(({ message }) => /not archived.*5005/.test(message)).length;
  await hour('5005');
  await eventually('a refusal', refused);
  await fault('none');
  // 10 s later, by the room's own alarm.
  await eventually('the rows', async () => (await archived('5005')).length === 6, 20_000);
});

test('what is older than JOURNAL_DAYS goes when something new comes', async () => {
  const { JOURNAL_DB } = await stack.worker.getEnv();
  const days = (n) => Date.now() - n * 24 * 3_600_000;
  for (const age of [364, 366])
    await JOURNAL_DB.prepare('INSERT INTO journal VALUES (?, ?, 1, ?)').bind(days(age), `age${age}`, '{}').run();
  await evening('5006');
  await hour('5006');
  await eventually('the new rows', async () => (await archived('5006')).length === 6);
  assert.equal((await archived('age364')).length, 1);
  assert.equal((await archived('age366')).length, 0);
});

test('a room of the first schema is brought up to date in one transaction, and plays on', async () => {
  const room = await evening('5007');
  await open(room, 'host:next');
  await room.host.ask('host:reveal', {}, 'game:answer_revealed');
  await stack.sleep('5007');
  const sql = (query) => stack.rows('GameSession', '5007', query);
  // What version 1 wrote: a score in each participant's row, with the points of the answer on the table.
  await sql('DROP TABLE journal');
  await sql('ALTER TABLE participant ADD COLUMN score INTEGER NOT NULL DEFAULT 0');
  await sql('UPDATE participant SET score = 200 WHERE seat = 0');
  await sql("UPDATE session SET state = json_remove(state, '$.scores', '$.drain')");
  await sql('UPDATE schema SET version = 1');
  await stack.sleep('5007');
  const { hostId, hostKey } = room;
  const host = await stack.join('5007');
  const snapshot = await host.ask('rejoin_host', { hostId, hostKey }, 'host:state_snapshot');
  assert.deepEqual(
    snapshot.rankings.map(({ score }) => score),
    [200, 0],
  );
  assert.deepEqual(
    snapshot.revealData.results.map(({ points }) => points),
    [100, 0],
  );
  const { rankings } = await host.ask('host:next', {}, 'game:question_leaderboard');
  assert.equal(rankings[0].score, 200);
  await host.ask('host:next', {}, 'game:question');
  assert.deepEqual(await sql('SELECT version FROM schema'), [{ version: 2 }]);
  assert.deepEqual(
    (await sql('PRAGMA table_info(participant)')).map(({ name }) => name),
    ['seat', 'pseudonym', 'display_name', 'token'],
  );
  assert.deepEqual(
    (await read(room)).map(({ what }) => what),
    ['ranked', 'asked'],
    'its journal begins where it was brought up to date',
  );
});

test('a room of the first schema that cannot be brought up to date is left as it is', async () => {
  const room = await evening('5008');
  await stack.sleep('5008');
  const sql = (query) => stack.rows('GameSession', '5008', query);
  // The journal is there, the version says otherwise: its first step fails, and so do all.
  await sql('UPDATE schema SET version = 1');
  const before = await sql('SELECT state FROM session');
  await stack.sleep('5008');
  assert.equal((await ask('GET', '/party/5008')).status, 503);
  assert.deepEqual(await sql('SELECT version FROM schema'), [{ version: 1 }]);
  assert.deepEqual(await sql('SELECT state FROM session'), before);
  await sql('UPDATE schema SET version = 2');
  assert.equal((await ask('GET', '/party/5008')).status, 200);
  assert.equal((await read(room)).length, 6);
});
