// The verb itself, with the real wrangler, against an API on this machine. What Cloudflare does with it stays unseen.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { startCloudflare } from './cloudflare.mjs';

const SECRET = 'a secret of this test alone';
const home = mkdtempSync(join(tmpdir(), 'home-'));
const { account, url, close } = await startCloudflare();
after(() => (close(), rmSync(home, { recursive: true })));

/** Runs `npm run deploy` for the Workers that have storage; nothing of this machine's own login is seen. */
async function deploy(args = [], env = {}) {
  const own = { CLOUDFLARE_API_BASE_URL: url, CLOUDFLARE_API_TOKEN: 'token', CLOUDFLARE_ACCOUNT_ID: 'account' };
  const parts = ['rooms', 'answers'].flatMap((part) => ['--only', part]);
  const child = spawn('node', ['scripts/deploy.mjs', ...parts, ...args], {
    env: { ...process.env, HOME: home, ADMIN_SECRET: '', ...own, ...env },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (said += text));
  const code = await new Promise((ended) => child.on('close', ended));
  return { code, said };
}

test('without a login there is a plan and no deployment', async () => {
  const nobody = { CLOUDFLARE_API_TOKEN: '', CLOUDFLARE_ACCOUNT_ID: '' };
  const dry = await deploy(['--dry-run'], nobody);
  assert.equal(dry.code, 0, dry.said);
  assert.match(dry.said, /Without a login/);
  assert.match(dry.said, /\+ KV namespace HOSTS_KV = sommelier-arena-hosts-kv/);
  const refused = await deploy([], nobody);
  assert.equal(refused.code, 1);
  assert.match(
    refused.said.trim().split('\n').at(-1),
    /^Cloudflare does not know you: run `npx wrangler login`[^\n]+$/,
  );
});

test('what is missing is said before anything is built or changed', async () => {
  const { code, said } = await deploy();
  assert.equal(code, 1);
  assert.match(said.trim().split('\n').at(-1), /^ADMIN_SECRET is missing: /);
  assert.deepEqual(account.writes, []);
});

test('wrangler makes what is missing, once, although it broke off; then there is nothing to do', async () => {
  // The namespace is made; the code that is to have it is refused.
  account.refuse = (method, path) => (method === 'PUT' && path.endsWith('/sommelier-arena') ? 400 : 0);
  const broken = await deploy([], { ADMIN_SECRET: SECRET });
  assert.equal(broken.code, 1);
  assert.match(broken.said, /run this again/);
  assert.deepEqual(
    account.namespaces.map(({ title }) => title),
    ['sommelier-arena-hosts-kv'],
  );
  account.refuse = () => 0;
  const whole = await deploy([], { ADMIN_SECRET: SECRET });
  assert.equal(whole.code, 0, whole.said);
  const { 'sommelier-arena': rooms, 'sommelier-arena-wine-answers': answers } = account.workers;
  assert.deepEqual(
    account.namespaces.map(({ title }) => title),
    ['sommelier-arena-hosts-kv', 'sommelier-arena-wine-answers-wine-answers-kv'],
  );
  const bound = (worker, name) => worker.bindings.find((it) => it.name === name);
  assert.equal(bound(rooms, 'HOSTS_KV').namespace_id, account.namespaces[0].id);
  assert.equal(bound(rooms, 'JOURNAL_DB').id, account.databases[0].uuid);
  assert.deepEqual(
    account.databases[0].applied.map(({ name }) => name),
    ['0001_journal.sql'],
  );
  assert.equal(bound(rooms, 'FRONT_URL').text, 'https://sommelier-arena-proxy.cellar.workers.dev');
  assert.ok(bound(answers, 'ADMIN_SECRET') && rooms.dev && answers.dev);
  assert.ok(![broken.said, whole.said].some((said) => said.includes(SECRET)));

  const writes = account.writes.length;
  const again = await deploy();
  assert.equal(again.code, 0, again.said);
  assert.match(again.said, /Nothing to do/);
  assert.equal(account.writes.length, writes);
  assert.ok(!existsSync('wrangler.deploy.json'));
  assert.ok(!readFileSync('wrangler.toml', 'utf8').includes(account.namespaces[0].id));
});

test('what was rolled back is deployed again, with the storage and the secret that it has', async () => {
  const answers = account.workers['sommelier-arena-wine-answers'];
  const has = answers.bindings.map(({ name, namespace_id: id }) => ({ name, id }));
  delete answers.tag;
  const { code, said } = await deploy();
  assert.equal(code, 0, said);
  const now = account.workers['sommelier-arena-wine-answers'];
  assert.notEqual(now.version, answers.version);
  const byName = (a, b) => a.name.localeCompare(b.name);
  assert.deepEqual(now.bindings.map(({ name, namespace_id: id }) => ({ name, id })).sort(byName), has.sort(byName));
  assert.equal(account.namespaces.length, 2);
});
