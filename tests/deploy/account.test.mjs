// What the account is asked and told of pages and domains, against an API on this machine and with the real wrangler.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { openAccount } from '../../scripts/deploy/account.mjs';
import { startCloudflare } from './cloudflare.mjs';

const { account: cloudflare, url, close } = await startCloudflare();
const home = mkdtempSync(join(tmpdir(), 'home-'));
const folder = join(home, 'pages');
after(() => (close(), rmSync(home, { recursive: true })));
mkdirSync(folder);
writeFileSync(join(folder, 'index.html'), '<!doctype html><title>A page</title>');
Object.assign(process.env, { CLOUDFLARE_API_BASE_URL: url, CLOUDFLARE_API_TOKEN: 'token', HOME: home });

const names = { rooms: 'arena', answers: 'arena-answers', proxy: 'arena-proxy', front: 'arena', docs: 'arena-docs' };
const asked = { only: [], domain: 'play.tasting.example' };
const wanted = { names, databases: [], asked };
const lead = {
  kind: 'domain',
  name: 'arena',
  domain: asked.domain,
  zone: 'tasting.example',
  target: 'arena.pages.dev',
};
const cname = { type: 'CNAME', name: asked.domain, content: 'arena.pages.dev' };

test('who has several accounts is told how to say which', async () => {
  delete process.env.CLOUDFLARE_ACCOUNT_ID;
  cloudflare.accounts = [
    { name: 'Home', id: 'a1' },
    { name: 'Work', id: 'b2' },
  ];
  await assert.rejects(openAccount(), {
    message: 'This login has 2 accounts: set CLOUDFLARE_ACCOUNT_ID (Home is a1, Work is b2).',
  });
  cloudflare.accounts.pop();
  await openAccount();
  assert.equal(process.env.CLOUDFLARE_ACCOUNT_ID, 'a1');
});

test('what steps made of pages and a domain is what the account says it has', async () => {
  const account = await openAccount();
  const before = await account.state(wanted);
  assert.deepEqual([before.projects, before.zone, before.records], [{}, 'tasting.example', []]);
  assert.deepEqual(await account.act({ kind: 'project', name: 'arena' }), { address: 'arena.pages.dev' });
  await account.act({ kind: 'pages', name: 'arena', folder, branch: 'main', tag: '1234-5678' });
  assert.deepEqual(cloudflare.projects.arena.canonical_deployment.files, ['/index.html']);
  await account.act(lead);
  const { projects, records } = await account.state(wanted);
  const project = { address: 'arena.pages.dev', branch: 'main', domains: [asked.domain], tag: '1234-5678' };
  assert.deepEqual(projects, { arena: project });
  assert.deepEqual(records, [{ ...cname, proxied: true }]);
  // Without being told, it finds the domain again.
  assert.equal((await account.state({ ...wanted, asked: { only: [] } })).zone, 'tasting.example');
  const writes = cloudflare.writes.length;
  await account.act(lead);
  assert.equal(cloudflare.writes.length, writes);
});

test('a login that may not write DNS records attaches the domain, and says which record to add', async (context) => {
  const account = await openAccount();
  cloudflare.records.length = 0;
  cloudflare.refuse = (_, path) => (path.endsWith('/dns_records') ? 403 : 0);
  const told = context.mock.method(console, 'log', () => {});
  assert.equal((await account.state(wanted)).records, undefined);
  await account.act(lead);
  assert.match(told.mock.calls[0].arguments[0], /add "CNAME play\.tasting\.example → arena\.pages\.dev", proxied/);
});

test('a deployment that is ended in the middle leaves no secret behind', () => {
  const folder = join(home, 'temporary');
  mkdirSync(folder);
  const ended = `
    import { readdirSync, readFileSync } from 'node:fs';
    import { openAccount } from './scripts/deploy/account.mjs';
    const account = await openAccount();
    const config = { name: 'arena-proxy', compatibility_date: '2026-11-17', main: 'nothing.js' };
    account.act({ kind: 'worker', part: 'proxy', config, tag: '1234-5678', secrets: { ADMIN_SECRET: 'hush' } });
    const [own] = readdirSync('${folder}');
    console.log(readFileSync('${folder}/' + own + '/secrets.json', 'utf8'));
    process.exit(130);
  `;
  const { status, stdout } = spawnSync('node', ['--input-type=module', '--eval', ended], {
    env: { ...process.env, TMPDIR: folder, CLOUDFLARE_ACCOUNT_ID: 'account' },
    encoding: 'utf8',
  });
  assert.deepEqual([status, stdout.trim()], [130, '{"ADMIN_SECRET":"hush"}']);
  assert.deepEqual(readdirSync(folder), []);
  assert.ok(!existsSync('proxy-worker/wrangler.deploy.json'));
});

test('what Cloudflare refuses is told in its own words', async () => {
  const account = await openAccount();
  cloudflare.refuse = () => 400;
  await assert.rejects(account.state(wanted), {
    message: /^Cloudflare refused GET \/accounts\/.+: broken off \(10001\)\.$/,
  });
});
