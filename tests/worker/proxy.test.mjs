// The docs' proxy in a real workerd, before real servers: what it shows, what it hears, and that it leads nowhere else.
import assert from 'node:assert/strict';
import { createServer, request } from 'node:http';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, beforeEach, describe, test } from 'node:test';
import { serve } from './served.mjs';
import { configure, eventually } from './support.mjs';

/** A site that writes down what it is asked. */
async function site(answer) {
  const asked = [];
  const server = createServer((incoming, outgoing) => {
    asked.push(incoming);
    answer(incoming, outgoing);
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  after(() => server.close());
  return { asked, server, origin: `http://127.0.0.1:${server.address().port}` };
}

const evil = await site((_, outgoing) => outgoing.end('evil'));
const front = await site((_, outgoing) => outgoing.end('front'));
const docs = await site((incoming, outgoing) => {
  const redirect = (location) => outgoing.writeHead(308, { location }).end();
  switch (incoming.url.split('?')[0]) {
    case '/docs':
      return redirect(`${docs.origin}/docs/`);
    case '/docs/moved':
      return redirect('/docs/rules?from=moved#top');
    case '/docs/away':
      return redirect(`${evil.origin}/docs/`);
    case '/docs/fails':
      return outgoing.writeHead(500).end('a stack trace');
    case '/docs/hangs':
      return;
    case '/docs/kept':
      return incoming.headers['if-none-match'] ? outgoing.writeHead(304, { etag: '"1"' }).end() : outgoing.end('kept');
    default:
      outgoing.writeHead(200, {
        'content-type': 'text/html; charset=utf-8',
        'set-cookie': 'who=you',
        'x-powered-by': 'somebody',
        etag: '"1"',
      });
      return outgoing.end(`page ${incoming.url}`);
  }
});
beforeEach(() => [docs, front, evil].forEach(({ asked }) => asked.splice(0)));

const configPath = configure('proxy', { entry: 'proxy-worker/build/index.js', folder: 'proxy-worker' });
const { url } = await proxy({ DOCS_ORIGIN: docs.origin, FRONT_ORIGIN: front.origin });

/** A proxy as `wrangler dev` serves it: wrangler's test harness follows redirects by itself. */
async function proxy(vars) {
  const disk = mkdtempSync(join(tmpdir(), 'proxy-'));
  // A proxy has no health of its own: without a front there is nothing there.
  const served = await serve(configPath, disk, vars, ({ status }) => status < 500);
  after(async () => {
    await served.end();
    rmSync(disk, { recursive: true, force: true });
  });
  return served;
}

/** Asks for a path exactly as it is written: `fetch` would tidy it up. */
function get(path, { method = 'GET', headers = {}, at = url } = {}) {
  const { hostname, port } = new URL(at);
  return new Promise((resolve, reject) => {
    const asking = request({ hostname, port, path, method, headers }, (response) => {
      let body = '';
      response.on('data', (chunk) => (body += chunk));
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, body }));
    });
    asking.on('error', reject).end();
  });
}

test('the docs are shown at the same paths, with their queries', async () => {
  const { status, headers, body } = await get('/docs/rules?q=a//b');
  assert.deepEqual([status, body], [200, 'page /docs/rules?q=a//b']);
  assert.equal(headers['content-type'], 'text/html; charset=utf-8');
  assert.equal(headers.etag, '"1"');
  assert.equal(headers['x-content-type-options'], 'nosniff');
});

test('HEAD is HEAD, and a page that is known is not sent again', async () => {
  const head = await get('/docs/rules', { method: 'HEAD' });
  assert.deepEqual([head.status, head.body, docs.asked.at(-1).method], [200, '', 'HEAD']);
  const known = await get('/docs/kept', { headers: { 'if-none-match': '"1"' } });
  assert.deepEqual([known.status, known.body], [304, '']);
});

test('everything else is the front, under the same rules', async () => {
  assert.equal((await get('/docsfoo')).body, 'front');
  assert.equal((await get('/', { headers: { cookie: 'who=me' } })).body, 'front');
  assert.equal(front.asked.at(-1).headers.cookie, undefined);
  assert.equal((await get('/', { method: 'POST' })).status, 405);
});

test('the docs do not hear who somebody is, and nobody hears their cookies', async () => {
  const secrets = {
    authorization: 'Bearer planted-secret',
    cookie: 'who=me',
    'cf-connecting-ip': '203.0.113.7',
    origin: 'https://play.example',
    referer: 'https://play.example/play?code=1234',
    'x-forwarded-for': '203.0.113.7',
  };
  const { headers } = await get('/docs/rules', { headers: { ...secrets, 'accept-language': 'fr' } });
  const heard = docs.asked.at(-1).headers;
  for (const name of Object.keys(secrets)) assert.equal(heard[name], undefined, name);
  assert.equal(heard['accept-language'], 'fr');
  assert.equal(headers['set-cookie'], undefined);
  assert.equal(headers['x-powered-by'], undefined);
});

test('pages are only read', async () => {
  for (const method of ['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS']) {
    const { status, headers } = await get('/docs/rules', { method });
    assert.deepEqual([status, headers.allow], [405, 'GET, HEAD'], method);
  }
  assert.equal(docs.asked.length, 0);
});

test('redirects stay on this domain', async () => {
  const to = async (path) => {
    const { status, headers } = await get(path);
    return [status, headers.location];
  };
  assert.deepEqual(await to('/docs'), [308, '/docs/']);
  assert.deepEqual(await to('/docs/moved'), [308, '/docs/rules?from=moved#top']);
  assert.deepEqual(await to('/docs/away'), [502, undefined]);
  assert.equal(evil.asked.length, 0);
});

describe('no probe leads elsewhere', () => {
  const { host } = new URL(evil.origin);
  for (const path of [
    `/docs//${host}/`,
    `/docs/\\${host}/`,
    `//${host}/docs/`,
    `/docs/../..//${host}/`,
    `/docs/%2e%2e/host`,
    `/docs/..%2fhost`,
    `/docs/%2f%2f${host}/`,
    `/docs/%5c${host}/`,
    `/docs/%252e%252e/host`,
    `/docs/@${host}/`,
    `/docs/${evil.origin}/`,
    `/docs/%0d%0aset-cookie:x=y`,
    '/docs/../host',
    '/docs/./host/../../host',
  ]) {
    test(path.replace(host, 'evil'), async () => {
      const { status, body } = await get(path);
      assert.equal(evil.asked.length, 0);
      assert.notEqual(body, 'evil');
      for (const { url } of docs.asked) assert.match(url, /^\/docs\/[^/\\]/, 'the docs are asked for docs');
      assert.ok([200, 404].includes(status), String(status));
    });
  }
});

test(
  'docs that fail are a page that says so, and so are those that are slow or gone',
  { timeout: 30_000 },
  async () => {
    const fails = await get('/docs/fails');
    assert.equal(fails.status, 502);
    assert.doesNotMatch(fails.body, /stack trace/);
    assert.equal((await get('/docs/hangs')).status, 504);
    const gone = await site(() => {});
    const away = await proxy({ DOCS_ORIGIN: gone.origin });
    gone.server.close();
    assert.equal((await get('/docs/', { at: away.url })).status, 502);
    assert.equal((await get('/', { at: away.url })).status, 404);
  },
);

test('without its address, or with its own, there are no docs, and the log says why', async () => {
  const unset = await proxy({});
  assert.equal((await get('/docs/', { at: unset.url })).status, 503);
  await eventually('the reason', () => unset.printed().includes('DOCS_ORIGIN is not set'));
});

test('an address that is too long is refused', async () => {
  assert.equal((await get(`/docs/${'a'.repeat(2_100)}`)).status, 414);
});
