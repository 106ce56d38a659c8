// The verbs that fill the curated answers, run for real: one request, as often as one likes, and one sentence for what goes wrong.
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { SECRET_FILE, ensureSecretFile, localSecret, seedIfEmpty } from '../../scripts/answers.mjs';
import { run } from '../../scripts/run.mjs';
import { CATEGORIES, SECRET, seedData, startAnswers } from './answers/stack.mjs';

const stack = await startAnswers();
const lists = seedData();

// Whoever seeds speaks to the Worker through this, which counts.
const asked = [];
const counting = createServer((request, response) => {
  const parts = [];
  request.on('data', (part) => parts.push(part));
  request.on('end', async () => {
    asked.push(`${request.method} ${request.url}`);
    const { authorization, 'content-type': type } = request.headers;
    const body = parts.length > 0 ? Buffer.concat(parts) : undefined;
    const headers = { authorization, ...(type && { 'content-type': type }) };
    const answer = await fetch(new URL(request.url, stack.url), { method: request.method, headers, body });
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(await answer.text());
  });
});
await new Promise((listening) => counting.listen(0, '127.0.0.1', listening));
const WINE_ANSWERS_URL = `http://127.0.0.1:${counting.address().port}`;
after(() => counting.close());

const seedProd = (env) => run('npm', ['run', '--silent', 'seed:prod'], { quiet: true, env });

/** One sentence, no stack of calls and no secret. */
function sentence({ code, output }, words) {
  assert.equal(code, 1, output);
  assert.match(output, words);
  assert.equal(output.trim().split('\n').length, 1, output);
  assert.ok(!output.includes(SECRET), output);
}

test('npm run seed:prod fills the lists in one request, and says what it added', async () => {
  const { code, output } = await seedProd({ WINE_ANSWERS_URL, ADMIN_SECRET: SECRET });
  assert.equal(code, 0, output);
  assert.deepEqual(asked, ['POST /answers']);
  for (const category of CATEGORIES) {
    assert.match(output, RegExp(`^${category} +${lists[category].length} added +0 skipped$`, 'm'));
    await stack.published(category, lists[category]);
  }
  assert.ok(!output.includes(SECRET));
});

test('run again it skips everything, and changes nothing', async () => {
  asked.length = 0;
  const before = await stack.everything();
  const { code, output } = await seedProd({ WINE_ANSWERS_URL: `${WINE_ANSWERS_URL}/`, ADMIN_SECRET: SECRET });
  assert.equal(code, 0, output);
  assert.deepEqual(asked, ['POST /answers']);
  for (const category of CATEGORIES)
    assert.match(output, RegExp(`^${category} +0 added +${lists[category].length} skipped$`, 'm'));
  assert.deepEqual(await stack.everything(), before);
});

test('with --if-empty lists that have something are only looked at', async () => {
  asked.length = 0;
  const env = { WINE_ANSWERS_URL: `${WINE_ANSWERS_URL}/`, ADMIN_SECRET: SECRET };
  const verb = ['run', '--silent', 'seed:prod', '--', '--if-empty'];
  const { code, output } = await run('npm', verb, { quiet: true, env });
  assert.equal(code, 0, output);
  assert.match(output, /stay as they are/);
  assert.deepEqual(asked, ['GET /answers']);
});

test('npm run seed fills the local one with its own secret, whatever a shell still exports for another', async () => {
  asked.length = 0;
  if (ensureSecretFile()) after(() => rmSync(SECRET_FILE));
  const { secret } = localSecret();
  const local = await startAnswers({ vars: { ADMIN_SECRET_MIN: '1' }, secrets: { ADMIN_SECRET: secret } });
  const env = { ANSWERS_PORT: local.url.port, WINE_ANSWERS_URL, ADMIN_SECRET: SECRET };
  const { code, output } = await run('npm', ['run', '--silent', 'seed'], { quiet: true, env });
  assert.equal(code, 0, output);
  await local.published('color', lists.color);
  assert.deepEqual(asked, []);
});

test('a secret may be a phrase with spaces, and what stands around it does not count', async () => {
  const phrase = 'four words, one secret';
  const { url } = await startAnswers({ secrets: { ADMIN_SECRET: phrase } });
  const { code, output } = await seedProd({ WINE_ANSWERS_URL: String(url), ADMIN_SECRET: ` ${phrase}\n` });
  assert.equal(code, 0, output);
});

test('what goes wrong is one sentence that says what to do', async () => {
  const nobody = 'http://127.0.0.1:9';
  sentence(await seedProd({ WINE_ANSWERS_URL: '', ADMIN_SECRET: '' }), /WINE_ANSWERS_URL and ADMIN_SECRET must be set/);
  sentence(await seedProd({ WINE_ANSWERS_URL, ADMIN_SECRET: '' }), /^\s*ADMIN_SECRET must be set/);
  sentence(await seedProd({ WINE_ANSWERS_URL: 'my-worker', ADMIN_SECRET: SECRET }), /no address/);
  sentence(await seedProd({ WINE_ANSWERS_URL: nobody, ADMIN_SECRET: SECRET }), /Nothing answers at/);
  sentence(await seedProd({ WINE_ANSWERS_URL, ADMIN_SECRET: `${SECRET}\nx` }), /cannot be sent/);
  sentence(await seedProd({ WINE_ANSWERS_URL, ADMIN_SECRET: SECRET.slice(1) }), /secret was refused/);
  sentence(await seedProd({ WINE_ANSWERS_URL: `${WINE_ANSWERS_URL}/elsewhere`, ADMIN_SECRET: SECRET }), /404/);
  const unset = await startAnswers({ secrets: {} });
  sentence(await seedProd({ WINE_ANSWERS_URL: String(unset.url), ADMIN_SECRET: SECRET }), /wrangler secret put/);
});

test('the secret is not sent in the clear, nor on to another address', async () => {
  const env = { WINE_ANSWERS_URL: 'http://answers.example', ADMIN_SECRET: SECRET };
  sentence(await seedProd(env), /not sent over plain http/);
  const heard = [];
  const elsewhere = createServer((request, response) => {
    heard.push(request.headers.authorization);
    response.writeHead(308, { location: `${WINE_ANSWERS_URL}/answers` }).end();
  });
  await new Promise((listening) => elsewhere.listen(0, '127.0.0.1', listening));
  asked.length = 0;
  const moved = `http://127.0.0.1:${elsewhere.address().port}`;
  sentence(await seedProd({ WINE_ANSWERS_URL: moved, ADMIN_SECRET: SECRET }), /correct WINE_ANSWERS_URL/);
  assert.equal(heard.length, 1);
  assert.deepEqual(asked, []);
  elsewhere.close();
});

test('npm start fills an empty store, and leaves one that has something alone', async () => {
  const fresh = await startAnswers();
  const url = String(fresh.url).replace(/\/$/, '');
  assert.match((await seedIfEmpty(url, SECRET)).report, RegExp(`^${lists.color.length} of color, `));
  await fresh.published('color', lists.color);
  assert.deepEqual(await seedIfEmpty(url, SECRET), {});
  const { fault } = await seedIfEmpty('http://127.0.0.1:9', SECRET);
  assert.match(fault, /could not be read/);
});

test('npm start fills nothing where the lists cannot be read', async () => {
  const heard = [];
  const failing = createServer((request, response) => {
    heard.push(request.method);
    response.writeHead(503).end('{"error":{"code":"STORAGE","message":"The lists could not be read; try again."}}');
  });
  await new Promise((listening) => failing.listen(0, '127.0.0.1', listening));
  const { fault } = await seedIfEmpty(`http://127.0.0.1:${failing.address().port}`, SECRET);
  failing.close();
  assert.match(fault, /could not be read/);
  assert.deepEqual(heard, ['GET']);
});

test('npm start writes a secret for this machine when there is none, for its owner only', () => {
  const folder = mkdtempSync(join(tmpdir(), 'secret-'));
  const file = join(folder, '.dev.vars');
  assert.match(localSecret(file).fault, /cannot be read: write the lines ADMIN_SECRET=changeme and ADMIN_SECRET_MIN=1/);
  assert.equal(ensureSecretFile(file), true);
  assert.equal(statSync(file).mode & 0o777, 0o600);
  assert.equal(readFileSync(file, 'utf8'), 'ADMIN_SECRET=changeme\nADMIN_SECRET_MIN=1\n');
  assert.deepEqual(localSecret(file), { secret: 'changeme' });
  writeFileSync(file, 'ADMIN_SECRET="of my own" # here\n');
  assert.equal(ensureSecretFile(file), false);
  assert.deepEqual(localSecret(file), { secret: 'of my own' });
  writeFileSync(file, 'ADMIN_SECRET_MIN=1\n%%%\n');
  assert.match(localSecret(file).fault, /no ADMIN_SECRET/);
  rmSync(folder, { recursive: true });
  assert.equal(existsSync(file), false);
});
