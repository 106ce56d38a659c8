// The front door in a real workerd: addresses, refusals, and what pages may read of them.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { rooms, serve } from '../load/workerd.mjs';
import { Client, FRONT_URL, configure, eventually, option, secret, startStack, tasting, wine } from './support.mjs';

const stack = await startStack();
const { ask } = stack;

/** The status and the error's code. */
async function refusal(response) {
  const { error } = await response.json();
  assert.equal(typeof error.message, 'string');
  return [response.status, error.code];
}

test('POST /sessions picks a code, and its links lead in', async () => {
  const response = await ask('POST', '/sessions', { body: tasting() });
  assert.equal(response.status, 201);
  const { code, hostId, hostKey, screenKey, joinUrl, hostUrl, screenUrl } = await response.json();
  assert.match(code, /^[1-9]\d{3}$/);
  assert.equal(joinUrl, `${FRONT_URL}/play?code=${code}`);
  assert.equal(hostUrl, `${FRONT_URL}/host?code=${code}&id=${hostId}#key=${hostKey}`);
  assert.equal(screenUrl, `${FRONT_URL}/screen?code=${code}#key=${screenKey}`);
  const host = await stack.join(code);
  const snapshot = await host.ask('rejoin_host', { hostId, hostKey }, 'host:state_snapshot');
  assert.equal(snapshot.title, 'Friday');
  const screen = await stack.join(code);
  await screen.ask('watch_session', { screenKey }, 'screen:state_snapshot');
  assert.deepEqual(await (await ask('GET', `/parties/main/${code}`)).json(), {
    code,
    exists: true,
    phase: 'waiting',
    participantCount: 0,
  });
});

// Of so many some draw the same code, more often than not.
test('a hundred and fifty sessions made at once get as many codes', async () => {
  const hostKey = secret();
  const { hostId } = await (await ask('POST', '/sessions', { body: tasting({ hostKey }) })).json();
  const made = await Promise.all(
    Array.from({ length: 150 }, () =>
      ask('POST', '/sessions', { body: tasting({ hostId, hostKey }) }).then((it) => it.json()),
    ),
  );
  assert.equal(new Set(made.map(({ code }) => code)).size, 150);
});

// Rooms that a test names begin with a 0 in this file: no code that is drawn does, and the test before drew many.
test('POST on a room opens a session there, once', async () => {
  const hostKey = secret();
  const first = await ask('POST', '/party/0201', { body: tasting({ hostKey }) });
  assert.equal(first.status, 201);
  const created = await first.json();
  assert.equal(created.code, '0201');
  assert.equal(created.hostKey, hostKey);
  assert.deepEqual(await refusal(await ask('POST', '/parties/main/0201', { body: tasting() })), [
    409,
    'SESSION_EXISTS',
  ]);
  // A lost reply: the same again is answered as it was.
  const again = await ask('POST', '/parties/game-session/0201', { body: tasting({ hostKey, hostId: created.hostId }) });
  assert.equal(again.status, 201);
  const foreign = { ...tasting(), hostId: created.hostId, hostKey: secret() };
  assert.deepEqual(await refusal(await ask('POST', '/party/0202', { body: foreign })), [409, 'HOST_ID_TAKEN']);
});

test('where a handle alone is proof enough, its next session is made without its key', async () => {
  const lenient = await startStack({ REJOIN_CREDENTIALS: 'handle' });
  const first = await (await lenient.ask('POST', '/party/2006', { body: tasting() })).json();
  const response = await lenient.ask('POST', '/party/2007', { body: tasting({ hostId: first.hostId }) });
  const { screenKey, ...told } = await response.json();
  assert.equal(response.status, 201, JSON.stringify(told));
  assert.deepEqual(told, {
    code: '2007',
    hostId: first.hostId,
    joinUrl: `${FRONT_URL}/play?code=2007`,
    hostUrl: `${FRONT_URL}/host?code=2007&id=${first.hostId}`,
    screenUrl: `${FRONT_URL}/screen?code=2007#key=${screenKey}`,
  });
});

test('a body is refused by name', async () => {
  const post = async (body, headers) => refusal(await ask('POST', '/sessions', { body, headers }));
  assert.deepEqual(await post('not JSON'), [400, 'BAD_MESSAGE']);
  assert.deepEqual(await post('[]'), [400, 'BAD_MESSAGE']);
  assert.deepEqual(await post({ timerSeconds: 'long' }), [400, 'BAD_MESSAGE']);
  assert.deepEqual(await post({}), [400, 'NO_WINES']);
  assert.deepEqual(await post(tasting({ wines: [{ ...wine(), questions: [] }] })), [400, 'INVALID_WINES']);
  assert.deepEqual(await post(tasting(), { 'content-type': 'text/plain' }), [415, 'UNSUPPORTED_MEDIA_TYPE']);
  assert.deepEqual(await post('x'.repeat(257 * 1024)), [413, 'MESSAGE_TOO_LARGE']);
  const named = await (await ask('POST', '/sessions', { body: { timerSeconds: 'long' } })).json();
  assert.match(named.error.message, /timerSeconds/);
});

test('a body without a length is bounded too', async () => {
  const piece = new Uint8Array(64 * 1024).fill(32);
  let pieces = 0;
  const body = new ReadableStream({
    pull: (stream) => (pieces++ < 6 ? stream.enqueue(piece) : stream.close()),
  });
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(new URL('/sessions', stack.url), { method: 'POST', headers, body, duplex: 'half' });
  assert.deepEqual(await refusal(response), [413, 'MESSAGE_TOO_LARGE']);
});

test('what is no address is told so, in JSON', async () => {
  for (const path of [
    '/nothing',
    '/parties/main/12',
    '/parties/main/12345678',
    '/party/abcd',
    '/sessions/12/results.json',
  ]) {
    assert.deepEqual(await refusal(await ask('GET', path)), [404, 'NOT_FOUND'], path);
  }
  assert.deepEqual(await refusal(await ask('GET', `/?${'x'.repeat(3_000)}`)), [414, 'URI_TOO_LONG']);
  const method = await ask('PUT', '/party/0201');
  assert.equal(method.headers.get('allow'), 'GET, HEAD, POST, OPTIONS');
  assert.deepEqual(await refusal(method), [405, 'METHOD_NOT_ALLOWED']);
  assert.equal((await ask('GET', '/sessions')).status, 405);
  assert.equal((await ask('HEAD', '/health')).status, 200);
});

test('an upgrade to what is no room is told so and closed, and makes no object', async () => {
  const before = (await stack.worker.listDurableObjectIds('GameSession')).length;
  for (const path of ['/parties/main/12', '/party/abcd', '/parties/other/1234', '/sessions', '/nowhere']) {
    const lost = await stack.join('', { path, first: 'error' });
    assert.equal(lost.first.code, 'SESSION_NOT_FOUND');
    assert.deepEqual(await lost.close(), { code: 4004, reason: 'no such room' });
  }
  assert.equal((await stack.worker.listDurableObjectIds('GameSession')).length, before);
});

test('pages of foreign origins stay outside', async () => {
  const from = (origin, method = 'GET', path = '/health') => ask(method, path, { headers: { origin } });
  assert.deepEqual(await refusal(await from('https://evil.example')), [403, 'FORBIDDEN_ORIGIN']);
  assert.equal((await from('https://evil.example')).headers.get('access-control-allow-origin'), null);
  const near = await from('http://192.168.1.20:4321', 'GET', '/nothing');
  assert.equal(near.status, 404);
  assert.equal(near.headers.get('access-control-allow-origin'), 'http://192.168.1.20:4321', 'on errors too');
  const preflight = await from('http://localhost:4321', 'OPTIONS', '/sessions');
  assert.equal(preflight.status, 204);
  assert.match(preflight.headers.get('access-control-allow-methods'), /POST/);
  assert.match(preflight.headers.get('access-control-allow-headers'), /authorization/);
  await assert.rejects(stack.join('0203', { origin: 'https://evil.example' }), /403/);
  await stack.join('0203', { origin: 'http://localhost:4321' });
});

test('what a browser offers to compress is not compressed', async (t) => {
  // Without wrangler's proxy, which takes the offer by itself.
  const bare = await serve(rooms);
  t.after(bare.end);
  const client = new Client(new URL('/party/0205', bare.url));
  await client.hear('server:state_snapshot');
  assert.equal(client.socket.extensions, '');
  client.socket.terminate();
});

test('results are for the host, in both forms', async () => {
  const hostKey = secret();
  const host = await stack.join('0204');
  await host.ask('create_session', { hostKey, ...tasting() }, 'session:created');
  const guest = await stack.join('0204');
  const { pseudonym } = await guest.ask('join_session', {}, 'participant:joined');
  host.say('host:start');
  const question = await guest.hear('game:question');
  await guest.ask(
    'submit_answer',
    { questionId: question.questionId, optionId: option(question) },
    'participant:answer_recorded',
  );
  await host.ask('host:reveal', {}, 'game:answer_revealed');
  const json = await ask('GET', '/sessions/0204/results.json', { key: hostKey });
  assert.equal(json.status, 200);
  assert.match(JSON.stringify(await json.json()), new RegExp(pseudonym));
  const csv = await ask('GET', '/sessions/0204/results.csv', { key: hostKey });
  assert.match(csv.headers.get('content-type'), /^text\/csv/);
  assert.match(await csv.text(), new RegExp(pseudonym));
  const bodies = await Promise.all(
    [
      ask('GET', '/sessions/0204/results.json'),
      ask('GET', '/sessions/0204/results.json', { key: secret() }),
      ask('GET', '/sessions/0205/results.csv', { key: hostKey }),
    ].map(async (asked) => [(await asked).status, await (await asked).text()]),
  );
  assert.deepEqual(new Set(bodies.map(String)).size, 1, String(bodies));
  assert.equal(bodies[0][0], 401);
});

test('/health tells what this is, what is set wrong, and whether storage answers', async () => {
  const report = await (await ask('GET', '/')).json();
  assert.deepEqual(report, { name: 'sommelier-arena', version: '0.1.0', settings: [], storage: 'ok' });
  // What TOML has as a number counts as its digits do.
  const wrong = await startStack({ MAX_PARTICIPANTS: 5_001, CREATE_PER_MINUTE: 'few' });
  const { settings } = await (await wrong.ask('GET', '/health')).json();
  assert.equal(settings.length, 2, String(settings));
  assert.match(String(settings), /MAX_PARTICIPANTS/);
  assert.match(String(settings), /CREATE_PER_MINUTE/);
});

test('a socket that cannot be led to its room is answered, and the log tells which', async () => {
  const binding = '[[durable_objects.bindings]]\nname = "GAME_SESSION"\nclass_name = "GameSession"\n';
  const edit = (toml) => toml.replace(binding, '');
  const broken = await startStack({}, configure('unbound', { edit }));
  const id = '8c0ffee0deadbeef-CDG';
  const client = new Client(new URL('/party/9040', broken.url), { headers: { 'cf-ray': id } });
  const [, answer] = await once(client.socket, 'unexpected-response');
  assert.equal(answer.statusCode, 500);
  assert.equal(answer.headers['access-control-allow-origin'], '*');
  assert.equal(JSON.parse(await text(answer)).error.code, 'INTERNAL');
  const told = await eventually('the line', () =>
    broken.harness.getLogs().find(({ message }) => message.includes('"unreachable"')),
  );
  const { why, ...line } = JSON.parse(told.message);
  assert.deepEqual(line, { event: 'unreachable', id, room: '9040' });
  assert.match(why, /GAME_SESSION/);
});

test('limits slow down creating and failing, and never the right key', async () => {
  const limited = await startStack({ CREATE_PER_MINUTE: '60', FAILURES_PER_MINUTE: '30' });
  const { hostId, hostKey } = await (await limited.ask('POST', '/hosts')).json();
  const guess = () => limited.ask('GET', `/hosts/${hostId}/sessions`, { key: secret() });
  const slowed = await eventually(
    'a guess that is slowed down',
    async () => {
      const response = await guess();
      return response.status === 429 && response;
    },
    30_000,
  );
  assert.equal(slowed.headers.get('retry-after'), '60');
  assert.equal((await limited.ask('GET', `/hosts/${hostId}/sessions`, { key: hostKey })).status, 200);
  assert.equal((await limited.ask('GET', `/hosts/${hostId}/sessions`)).status, 401, 'no key is no attempt');
  const made = await eventually(
    'a creation that is slowed down',
    async () => {
      const response = await limited.ask('POST', '/hosts');
      return response.status === 429 && response;
    },
    30_000,
  );
  assert.deepEqual(await refusal(made), [429, 'RATE_LIMITED']);
});

test('the log names no secret, no text and no address', async () => {
  const hostKey = secret();
  const { code } = await (
    await ask('POST', '/sessions', { body: tasting({ hostKey, title: 'Marker Evening' }) })
  ).json();
  await ask('GET', `/sessions/${code}/results.json`, { key: hostKey });
  const logged = JSON.stringify(stack.harness.getLogs());
  assert.match(logged, /results/);
  for (const marker of [hostKey, 'Marker Evening', '127.0.0.1']) assert.ok(!logged.includes(marker), marker);
});
