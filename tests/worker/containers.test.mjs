// The containers' nginx, a real one with their configuration: a whole arena behind one address, with the headers of the pages.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { test } from 'node:test';
import { DOCS, buildDocs } from '../../scripts/docs.mjs';
import { find, installFromDebian } from '../../scripts/programs.mjs';
import { buildPages, disk, freeAddress, portOf, running, serveAnswers, serveRooms, smoke } from './smoke/stack.mjs';
import { configure } from './support.mjs';

if (!find('nginx')) await installFromDebian('nginx-light');
const nginx = find('nginx');
assert.ok(nginx, 'No nginx was found: install it, then run this again.');

const url = await freeAddress();
const rooms = await serveRooms(configure('containers'), { FRONT_URL: url });
const answers = await serveAnswers({ FRONT_URL: url });
const pages = await buildPages({ PUBLIC_GAME_HOST: 'same-origin', PUBLIC_WINE_ANSWERS_URL: 'same-origin' });
const docs = await freeAddress();
const built = await buildDocs({ quiet: true });
assert.equal(built.code, 0, built.output);

/** A template with its settings in it, as the image's entrypoint does it. */
const filled = (name, settings) =>
  readFileSync(`containers/${name}.conf.template`, 'utf8').replace(/\$\{(\w+)\}/g, (_, setting) => settings[setting]);

const settings = {
  PORT: portOf(url),
  PAGES: pages,
  LOCATIONS: `${disk}/locations.conf`,
  ROOMS: rooms.url,
  ANSWERS: answers.url,
  DOCS: docs,
};
writeFileSync(settings.LOCATIONS, execFileSync('node', ['front/deploy/nginx.mjs', `${pages}/_headers`]));
const [, home] = /--conf-path=(\S+)/.exec(execFileSync('sh', ['-c', `${nginx} -V 2>&1`], { encoding: 'utf8' }));
const kinds = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
writeFileSync(
  `${disk}/nginx.conf`,
  [
    process.getuid?.() === 0 ? 'user root;' : '',
    `daemon off; pid ${disk}/nginx.pid; error_log stderr; events {}`,
    `http { include ${dirname(home)}/mime.types; access_log off;`,
    ...kinds.map((kind) => `${kind}_temp_path ${disk}/${kind};`),
    filled('front', settings),
    filled('docs', { PORT: portOf(docs), PAGES: resolve(DOCS, 'build') }),
    '}',
  ].join('\n'),
);
await running(`${url}/`, nginx, ['-e', 'stderr', '-c', `${disk}/nginx.conf`]);

test('an evening, the lists and the docs are behind one address', async () => {
  const said = await smoke({ url });
  assert.deepEqual([said.code, said.failed, said.untried], [0, [], []], said.output);
  assert.match(said.note('built for'), new RegExp(`rooms at ${url}, answers at ${url}`));
});

test('the pages have the headers of `_headers`, and what is passed on has its own', async () => {
  const [everywhere, files] = readFileSync(`${pages}/_headers`, 'utf8')
    .split(/^\/.*$/m)
    .slice(1)
    .map((rule) => [...rule.matchAll(/^ +([\w-]+): (.*)$/gm)].map(([, ...header]) => header));
  const [, script] = /"(\/_astro\/[^"]+\.js)"/.exec(readFileSync(`${pages}/play.html`, 'utf8'));
  const wanted = {
    '/play': everywhere,
    '/sw.js': everywhere,
    '/nowhere': everywhere,
    [script]: [...everywhere, ...files],
  };
  for (const [path, headers] of Object.entries(wanted)) {
    const response = await fetch(url + path);
    for (const [name, value] of headers) assert.equal(response.headers.get(name), value, `${name} of ${path}`);
  }
  assert.equal((await fetch(`${url}/sw.js`)).headers.get('cache-control'), 'public, max-age=0, must-revalidate');
  for (const path of ['/nowhere', '/_astro/none.js']) {
    const response = await fetch(url + path);
    assert.equal(response.status, 404, path);
    assert.equal(response.headers.get('cache-control'), 'public, max-age=0, must-revalidate', path);
    assert.match(await response.text(), /nothing at this address/);
  }
  for (const path of ['/party/1234', '/answers', '/docs/'])
    assert.equal((await fetch(url + path)).headers.get('content-security-policy'), null, path);
});

test('the docs have their paths, and a page for those that they have not', async () => {
  const get = async (path) => {
    const { status, headers } = await fetch(docs + path, { redirect: 'manual' });
    return [status, headers.get('location') ?? headers.get('content-type')];
  };
  assert.deepEqual(await get('/'), [302, '/docs/']);
  assert.deepEqual(await get('/docs/rules'), [200, 'text/html']);
  assert.deepEqual(await get('/docs/nothing'), [404, 'text/html']);
});
