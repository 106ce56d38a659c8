// What the front door makes of nonsense, and what a deployment that is set up wrong still does. Wrong keys that are
// repeated are in edge, wrong keys in exploits-host.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { get } from 'node:http';
import { before, test } from 'node:test';
import { urlToHttpOptions } from 'node:url';
import { changesNothing, gather, goesOn } from './exploits/room.mjs';
import { configure, eventually, secret, startStack, tasting } from './support.mjs';

const ORIGIN = 'http://localhost:4321';
const stack = await startStack();
let room;
before(async () => {
  room = await gather(stack, '9101');
});

/** Asks as a page does, and reads the refusal. */
async function refused(method, path, given = {}) {
  const headers = { origin: ORIGIN, ...given.headers };
  const response = await stack.ask(method, path, { ...given, headers });
  const text = await response.text();
  const what = `${method} ${path.slice(0, 60)}: ${text.slice(0, 300)}`;
  assert.match(response.headers.get('content-type'), /^application\/json/, what);
  assert.equal(response.headers.get('access-control-allow-origin'), ORIGIN, what);
  assert.equal(response.headers.get('x-content-type-options'), 'nosniff', what);
  const { error } = JSON.parse(text);
  assert.ok(error.message.length > 0 && error.message.length < 300, what);
  assert.doesNotMatch(text, /x{65}/, what);
  return { status: response.status, allow: response.headers.get('allow'), ...error };
}

/** The status of a path that is sent as it stands. */
async function status(path) {
  const [response] = await once(get({ ...urlToHttpOptions(stack.url), path }), 'response');
  response.resume();
  return response.statusCode;
}

/** After each: the room is as it was, no object was made unless one had to be asked, and the evening goes on. */
async function inVain(what, attempt, { asks = false } = {}) {
  const objects = () => stack.worker.listDurableObjectIds('GameSession').then((ids) => ids.length);
  const before = await objects();
  await changesNothing(room, what, attempt);
  if (!asks) assert.equal(await objects(), before, what);
  await goesOn(room);
}

test('a code that is not four to six digits is no room', () =>
  inVain('odd codes', async () => {
    const codes = ['123', '1234567', 'abcd', '12a4', '%34821', '４８２１', '-1234', '+1234', '1e10', '12.4', '....'];
    for (const place of ['/parties/main', '/parties/game-session', '/party'])
      for (const code of codes) {
        const lost = await stack.join('', { path: `${place}/${code}`, first: 'error' });
        assert.equal(lost.first.code, 'SESSION_NOT_FOUND', code);
        assert.equal((await lost.close()).code, 4004);
        assert.equal((await refused('GET', `${place}/${code}`)).status, 404, code);
        assert.equal((await refused('POST', `${place}/${code}`, { body: tasting() })).status, 404, code);
      }
  }));

test('what is no address is 404', () =>
  inVain('odd addresses', async () => {
    const paths = ['/nothing', '/party/9101/', '/party//9101', '/Party/9101', '/parties/other/9101'];
    paths.push(
      '/party/9101/standing',
      '/party/9101/fresh',
      '/party/9101/journal',
      '/sessions/9101',
      '/claim',
      '/entries',
    );
    paths.push(
      '/hosts/tannic-falcon',
      '/hosts/A',
      '/hosts/A-B/entries',
      '/sessions/9101/results.xml',
      '/probe',
      '/%00',
    );
    paths.push(`/hosts/${'A'.repeat(25)}-B`, '/sessions/12/journal', '/.dev.vars', '/wrangler.toml');
    for (const path of paths) {
      const { status, code } = await refused('GET', path, { key: room.hostKey });
      assert.deepEqual([status, code], [404, 'NOT_FOUND'], path);
    }
    // As no browser would send it.
    for (const path of ['/../party', '/party/../../9101', '/./party/9101/..'])
      assert.equal(await status(path), 404, path);
  }));

test('a method that an address does not take is 405, and told which it takes', () =>
  inVain('odd methods', async () => {
    for (const [path, allow] of [
      ['/', 'GET, HEAD, OPTIONS'],
      ['/health', 'GET, HEAD, OPTIONS'],
      ['/party/9101', 'GET, HEAD, POST, OPTIONS'],
      ['/sessions', 'POST, OPTIONS'],
      ['/hosts', 'POST, OPTIONS'],
      [`/hosts/${room.hostId}`, 'DELETE, OPTIONS'],
      [`/hosts/${room.hostId}/sessions`, 'GET, HEAD, OPTIONS'],
      [`/hosts/${room.hostId}/sessions/9101`, 'DELETE, OPTIONS'],
      [`/hosts/${room.hostId}/sessions/9101/restore`, 'POST, OPTIONS'],
      ['/sessions/9101/journal', 'GET, HEAD, OPTIONS'],
      ['/sessions/9101/results.csv', 'GET, HEAD, OPTIONS'],
    ]) {
      const taken = allow.split(', ');
      for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'PROPFIND'].filter((it) => !taken.includes(it))) {
        const error = await refused(method, path, { key: room.hostKey });
        assert.deepEqual([error.status, error.code, error.allow], [405, 'METHOD_NOT_ALLOWED', allow], method);
      }
    }
  }));

test('too long a URL is 414', () =>
  inVain('long addresses', async () => {
    for (const path of ['/party/9101?', '/party/', '/nothing/'])
      assert.equal((await refused('GET', `${path}${'x'.repeat(3_000)}`)).status, 414, path);
    await assert.rejects(stack.join('', { path: `/parties/main/9101?${'x'.repeat(3_000)}` }), /414/);
  }));

test('a body that is none, or of the wrong shape, size or kind', () =>
  inVain(
    'odd bodies',
    async () => {
      const json = (fields) => JSON.stringify(tasting(fields));
      const rows = [
        ['nothing', '', 400, /./],
        ['no JSON', 'not JSON', 400, /JSON/],
        ['half a JSON', '{"wines":[', 400, /JSON/],
        ['two JSONs', '{} {}', 400, /JSON/],
        ['null', 'null', 400, /object/],
        ['a number', '5', 400, /object/],
        ['a list', '[]', 400, /object/],
        ['a list of fields', '["A-B",null]', 400, /object/],
        ['a deep nest', '['.repeat(5_000), 400, /./],
        ['bytes that are no text', new Uint8Array([0x7b, 0xff, 0xfe, 0x7d]), 400, /text|JSON/],
        ['no wines', '{}', 400, /wines/],
        ['wines of a wrong kind', json({ wines: 5 }), 400, /wines.*5/],
        ['a wine of a wrong kind', json({ wines: ['x'.repeat(9_000)] }), 400, /wines\[0\]/],
        ['a wine as a list', json({ wines: [['Sancerre', null, []]] }), 400, /wines\[0\]/],
        ['a title of a wrong kind', json({ title: 5 }), 400, /title/],
        ['a long title', json({ title: 'x'.repeat(101) }), 400, /title.*100/],
        ['a timer of a wrong kind', json({ timerSeconds: '60' }), 400, /timerSeconds/],
        ['a fraction of a second', json({ timerSeconds: 60.5 }), 400, /timerSeconds/],
        ['a handle that is none', json({ hostId: 'tannic falcon' }), 400, /hostId/],
        ['a key that is none', json({ hostKey: 'short' }), 400, /hostKey/],
        ['too much', json({ title: 'x'.repeat(256 * 1_024) }), 413, /large/],
      ];
      for (const path of ['/party/9101', '/sessions'])
        for (const [what, body, status, named] of rows) {
          // A room that is taken says so before it looks at the rest.
          if (path !== '/sessions' && /handle|key|long|no wines/.test(what)) continue;
          const response = await fetch(new URL(path, stack.url), {
            method: 'POST',
            headers: { 'content-type': 'application/json', origin: ORIGIN },
            body,
          });
          const { error } = await response.json();
          assert.equal(response.status, status, `${path}, ${what}: ${JSON.stringify(error)}`);
          assert.match(error.message, named, what);
          assert.doesNotMatch(error.message, /x{65}/);
          assert.equal(response.headers.get('access-control-allow-origin'), ORIGIN);
        }
      for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', 'json', '']) {
        const headers = { 'content-type': type };
        assert.equal((await refused('POST', '/sessions', { body: json(), headers })).status, 415, type);
      }
    },
    { asks: true },
  ));

test('a tasting for a room that has begun is refused for that, however long it is', async () => {
  const begun = await gather(stack, '9104', { asking: true });
  for (const length of [0, 20_000]) {
    const { status, code } = await refused('POST', '/party/9104', {
      body: JSON.stringify(tasting()) + ' '.repeat(length),
    });
    assert.deepEqual([status, code], [409, 'SESSION_EXISTS'], `${length} more`);
  }
  await goesOn(begun);
});

test('a wrong key and a host that nobody is are the same 401', () =>
  inVain('wrong keys', async () => {
    const told = new Set();
    for (const path of [`/hosts/${room.hostId}/sessions`, '/hosts/NO-BODY/sessions', '/sessions/9101/journal'])
      for (const key of [secret(), 'x'.repeat(9_000), 'undefined', room.hostKey.slice(1)])
        told.add(JSON.stringify(await refused('GET', path, { key })));
    assert.equal(told.size, 1, [...told].join());
    assert.equal(JSON.parse([...told][0]).status, 401);
  }));

test('settings that are malformed are told, and keep their defaults', async () => {
  const wrong = await startStack({ MAX_PARTICIPANTS: 'many', WAITING_SECONDS: '-1', REJOIN_CREDENTIALS: 'none' });
  const { settings, storage } = await (await wrong.ask('GET', '/health')).json();
  assert.equal(storage, 'ok');
  const named = ['MAX_PARTICIPANTS', 'WAITING_SECONDS', 'REJOIN_CREDENTIALS'];
  assert.deepEqual(settings.map((it) => it.split(' ')[0]).sort(), named.sort());
  for (const sentence of settings) {
    assert.match(sentence, /^[^.]+; [^.]+\.$/, 'one sentence');
    await eventually('the same in the log', () =>
      wrong.harness.getLogs().some(({ message }) => message.includes(JSON.stringify(sentence).slice(1, -1))),
    );
  }
  const lines = wrong.harness.getLogs().filter(({ message }) => message.includes('"event":"setting"'));
  assert.equal(lines.length, settings.length, 'once each');
  await goesOn(await gather(wrong, '9102', { asking: true }));
});

test('without the bindings that it can do without a room plays, and says what does not work', async () => {
  const bare = (toml) => {
    const kept = toml.replace(/\[\[(kv_namespaces|d1_databases|ratelimits)\]\]\n(.+\n)+/g, '');
    assert.doesNotMatch(kept, /HOSTS_KV|JOURNAL_DB|_LIMIT/);
    return kept;
  };
  const poor = await startStack(
    { CREATE_PER_MINUTE: '60', FAILURES_PER_MINUTE: '30' },
    configure('bare', { edit: bare }),
  );
  const { settings } = await (await poor.ask('GET', '/health')).json();
  assert.deepEqual(
    settings.map((it) => it.split(' ')[0]),
    ['HOSTS_KV', 'JOURNAL_DB', 'CREATE_LIMIT', 'FAILURE_LIMIT'],
  );
  const room = await gather(poor, '9103', { asking: true });
  await goesOn(room);
  await room.host.ask('host:end', {}, 'session:ended');
  const { hostId, hostKey } = room;
  assert.equal((await poor.ask('GET', `/hosts/${hostId}/sessions`, { key: secret() })).status, 401);
  await eventually('the session in the list', async () => {
    const listed = await (await poor.ask('GET', `/hosts/${hostId}/sessions`, { key: hostKey })).json();
    return listed.sessions[0]?.status === 'ended';
  });
  await eventually('an index that is not behind with what it cannot publish', async () => {
    const [{ behind }] = await poor.rows('HostIndex', hostId, 'SELECT behind FROM host');
    return behind === 0;
  });
  assert.ok(!poor.harness.getLogs().some(({ message }) => message.includes('"event":"not published"')));
});
