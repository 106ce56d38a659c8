// What a deployment would do, and that it does just this, whatever breaks off in the middle. No network and no account.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { parse } from 'smol-toml';
import { unstable_readConfig } from 'wrangler';
import { carryOut } from '../../scripts/deploy/carry-out.mjs';
import { EMPTY, PARTS, configurationOf, planOf } from '../../scripts/deploy/plan.mjs';
import * as parts from '../../scripts/smoke-parts.mjs';
import { FakeAccount } from './fake.mjs';

const FILES = {
  rooms: 'wrangler.toml',
  answers: 'wine-answers-worker/wrangler.toml',
  proxy: 'proxy-worker/wrangler.toml',
};
const COMMITTED = Object.entries(FILES).map(([part, file]) => [part, parse(readFileSync(file, 'utf8'))]);
const configs = () => structuredClone(Object.fromEntries(COMMITTED));
const sources = Object.fromEntries(PARTS.map((part) => [part, `the source of the ${part}`]));
const migrations = ['0001_journal.sql'];
const ALL = { only: PARTS, secret: 'sixteen bytes ok' };
const DOMAIN = { ...ALL, domain: 'tasting.example' };

/** As it was found: somebody plays here, has other things, and once broke off a deployment of the answers. */
const RECORDED = {
  ...EMPTY,
  subdomain: 'cellar',
  workers: {
    blog: { tag: 'v7', dev: true, bindings: [{ type: 'kv_namespace', name: 'HOSTS_KV', namespace_id: '1' }] },
  },
  namespaces: { blog: '1', 'sommelier-arena-wine-answers-wine-answers-kv': '2' },
  databases: { orders: { migrations: ['0001_orders.sql'] } },
  projects: { shop: { address: 'shop.pages.dev', branch: 'main', domains: [], tag: 'first' } },
  routes: { 'tasting.example/shop': 'shop' },
  zone: 'tasting.example',
  records: [],
};

const plan = (state, asked = ALL, more = {}) =>
  planOf({ configs: configs(), migrations, sources, asked, state, ...more });
const linesOf = ({ steps }) =>
  steps.flatMap(({ title, lines }) => lines.map(({ sign, what }) => `${title}: ${sign} ${what}`));

/** Plans and carries out until nothing is left to do, as somebody would who runs the command again. */
async function deployed(account, asked = ALL, more = {}) {
  let runs = 0;
  for (; plan(account.state(), asked, more).steps.length > 0; runs += 1) {
    assert.ok(runs < 3, `still to do: ${linesOf(plan(account.state(), asked, more)).join('\n')}`);
    const { steps, refusals } = plan(account.state(), asked, more);
    assert.deepEqual(refusals, []);
    await carryOut(steps, account).catch(({ message }) => assert.equal(message, 'broken off'));
  }
  return runs;
}

async function settled(asked = ALL, state = RECORDED) {
  const account = new FakeAccount(state);
  assert.equal(await deployed(account, asked), 1);
  return account;
}

test('an empty account gets all of it, in an order in which nothing waits for what comes later', async () => {
  const { steps } = plan({ ...EMPTY, subdomain: 'cellar' });
  assert.deepEqual(
    steps.map(({ kind, name, database }) => `${kind} ${name ?? database}`),
    [
      'project sommelier-arena-docs',
      'project sommelier-arena',
      'worker sommelier-arena',
      'worker sommelier-arena-wine-answers',
      'migrations sommelier-arena-journal',
      'pages sommelier-arena-docs',
      'pages sommelier-arena',
      'worker sommelier-arena-proxy',
    ],
  );
  await settled(ALL, { ...EMPTY, subdomain: 'cellar' });
});

test('each side knows the others', async () => {
  const { steps } = plan(RECORDED);
  const vars = (part) => steps.find((step) => step.kind === 'worker' && step.part === part).config.vars;
  const built = (part) => steps.find((step) => step.kind === 'pages' && step.part === part).env;
  const site = 'https://sommelier-arena-proxy.cellar.workers.dev';
  const front = 'https://sommelier-arena.pages.dev';
  assert.deepEqual(vars('rooms'), { ALLOWED_ORIGINS: `${site} ${front}`, FRONT_URL: site });
  assert.deepEqual(vars('answers'), vars('rooms'));
  assert.deepEqual(vars('proxy'), { DOCS_ORIGIN: 'https://sommelier-arena-docs.pages.dev', FRONT_ORIGIN: front });
  assert.deepEqual(built('front'), {
    PUBLIC_GAME_HOST: 'https://sommelier-arena.cellar.workers.dev',
    PUBLIC_WINE_ANSWERS_URL: 'https://sommelier-arena-wine-answers.cellar.workers.dev',
  });
  assert.deepEqual(built('docs'), { DOCS_URL: site });
});

test('with a domain all of it is one site, and the next deployment finds the domain by itself', async () => {
  const account = await settled(DOMAIN);
  const { routes, projects, workers } = account.has;
  for (const path of ['/parties/*', '/party/*', '/hosts*', '/sessions*', '/health'])
    assert.equal(routes[`tasting.example${path}`], 'sommelier-arena');
  for (const path of ['/docs', '/docs/*']) assert.equal(routes[`tasting.example${path}`], 'sommelier-arena-proxy');
  assert.equal(workers['sommelier-arena-proxy'].dev, false);
  assert.deepEqual(projects['sommelier-arena'].domains, ['tasting.example']);
  const variables = workers['sommelier-arena-proxy'].bindings.map(({ name }) => name);
  assert.deepEqual(variables, ['DOCS_ORIGIN'], 'nothing but the docs reaches the proxy');
  assert.deepEqual(linesOf(plan(account.state(), ALL)), []);
});

test('on one domain the check asks each Worker what its routes lead to it', async (t) => {
  const { steps, addresses } = plan(RECORDED, DOMAIN);
  const isAt = ({ pattern }, { host, pathname }) =>
    pattern.endsWith('*') ? (host + pathname).startsWith(pattern.slice(0, -1)) : host + pathname === pattern;
  const asked = [];
  t.mock.method(globalThis, 'fetch', async (address) => {
    const worker = steps.find(({ config }) => config?.routes?.some((route) => isAt(route, new URL(address))));
    asked.push(`${new URL(address).pathname} ${worker?.part}`);
    return new Response('{}');
  });
  const [rooms, answers] = [addresses.rooms, addresses.answers].map(parts.serverAt);
  const site = addresses.site;
  const rows = [
    ['rooms', () => parts.rooms(rooms)],
    ['rooms', () => parts.originsOfRooms(rooms, site)],
    ['answers', () => parts.answers(answers, rooms)],
    ['answers', () => parts.lists(answers, site)],
    ['answers', () => parts.originsOfAnswers(answers, site)],
    ['proxy', () => parts.docs(`${site}/docs/`)],
  ];
  for (const [part, row] of rows) {
    // Nothing answers with more than `{}`, so that none of them is content.
    await assert.rejects(row);
    assert.ok(asked.length > 0 && asked.every((one) => one.endsWith(` ${part}`)), `${part}: ${asked.join(', ')}`);
    asked.length = 0;
  }
});

test('who moves to a domain is told what goes; who may not see its record is told of it at every plan', async () => {
  const account = await settled();
  const [move, ...others] = plan(account.state(), DOMAIN).hints;
  assert.match(move, /workers\.dev goes.+Your tastings on another device/);
  assert.deepEqual(others, []);
  const moved = (await settled(DOMAIN)).state();
  assert.deepEqual(plan(moved).hints, []);
  const blind = plan({ ...moved, records: undefined });
  assert.deepEqual(blind.steps, []);
  assert.match(
    blind.hints.join(),
    /^This login may not see DNS records: .+CNAME tasting\.example → sommelier-arena\.pages/,
  );
});

for (const [name, asked] of Object.entries({ 'at workers.dev': ALL, 'with a domain': DOMAIN }))
  test(`${name}: a deployment that breaks off anywhere is finished by the next, and ends the same`, async () => {
    const undisturbed = await settled(asked);
    let effects = 0;
    for (; ; effects += 1) {
      const account = new FakeAccount(RECORDED, effects);
      const runs = await deployed(account, asked);
      assert.deepEqual(account.has, undisturbed.has, `broken off at effect ${effects}`);
      if (runs === 1) break;
      assert.equal(runs, 2);
    }
    assert.ok(effects > plan(RECORDED, asked).steps.length, 'more than once within a step');
  });

test('what is done is the plan, and other things of the account stay as they are', async () => {
  const account = new FakeAccount(RECORDED);
  const { steps } = plan(account.state());
  const told = [];
  await carryOut(steps, account, (step) => told.push(step));
  assert.deepEqual(account.done, steps);
  assert.deepEqual(told, steps);
  for (const kind of ['workers', 'namespaces', 'databases', 'projects', 'routes'])
    for (const [name, was] of Object.entries(RECORDED[kind])) assert.deepEqual(account.has[kind][name], was);
});

test('a second run has nothing to do', async () => {
  const account = await settled();
  assert.deepEqual(plan(account.state()), { ...plan(account.state()), steps: [], refusals: [] });
  assert.deepEqual(plan(account.state(), { only: PARTS }).refusals, [], 'the secret is there already');
});

const more = {
  'a KV namespace': (toml) => toml.kv_namespaces.push({ binding: 'CELLAR_KV' }),
  'a database': (toml) => toml.d1_databases.push({ binding: 'CELLAR_DB', database_name: 'cellar' }),
  'a Durable Object': (toml) => toml.durable_objects.bindings.push({ name: 'CELLAR', class_name: 'HostIndex' }),
  'a rate limit': (toml) => toml.ratelimits.push({ name: 'POUR_LIMIT', simple: { limit: 1, period: 10 } }),
  'a dataset': (toml) => (toml.analytics_engine_datasets = [{ binding: 'COUNTERS' }]),
  'a variable': (toml) => (toml.vars = { MAX_PARTICIPANTS: '12' }),
  'another limit': (toml) => (toml.ratelimits[0].simple.limit = 61),
  'another date': (toml) => (toml.compatibility_date = '2026-11-18'),
};
for (const [what, edit] of Object.entries(more))
  test(`${what} in wrangler.toml is one more line of the plan`, async () => {
    const edited = configs();
    edit(edited.rooms);
    // With a migration of its own for a database there would be two.
    const of = (state) => linesOf(plan(state, ALL, { configs: edited, migrations: [] }));
    const { has } = await settled();
    assert.equal(of(has).length, 1, of(has).join('\n'));
    const before = linesOf(plan(RECORDED, ALL, { migrations: [] }));
    const changed = of(RECORDED).filter((line) => !before.includes(line));
    assert.ok(changed.length === 1 || what === 'another date', changed.join('\n'));
  });

test('code that is another is deployed again, alone; so is one that was rolled back', async () => {
  const account = await settled();
  const edited = { sources: { ...sources, rooms: 'a change' } };
  assert.deepEqual(linesOf(plan(account.state(), ALL, edited)), ['deploy the Worker sommelier-arena: ~ code']);
  const pages = { sources: { ...sources, front: 'a change' } };
  assert.deepEqual([...new Set(plan(account.state(), ALL, pages).steps.map(({ part }) => part))], ['front']);
  delete account.has.workers['sommelier-arena'].tag;
  assert.deepEqual(
    plan(account.state()).steps.map(({ title }) => title),
    ['deploy the Worker sommelier-arena'],
  );
});

test('a migration for a database that is there is applied before the code that needs it', async () => {
  const account = await settled();
  const later = { migrations: [...migrations, '0002_more.sql'], sources: { ...sources, rooms: 'a change' } };
  assert.deepEqual(
    plan(account.state(), ALL, later).steps.map(({ kind }) => kind),
    ['migrations', 'worker'],
  );
  assert.equal(await deployed(account, ALL, later), 1);
});

test('one part alone is deployed without the others, and knows them all the same', () => {
  for (const part of PARTS) {
    const { steps } = plan(RECORDED, { ...ALL, only: [part] });
    assert.ok(steps.length > 0 && steps.every((step) => step.part === part), part);
    const whole = plan(RECORDED).steps.filter((step) => step.part === part);
    assert.deepEqual(steps, whole);
  }
});

test('what is missing is one sentence that says what to do, and names no secret', () => {
  const of = (state, asked) => plan({ ...RECORDED, ...state }, asked).refusals;
  const one = (refusals, word) => {
    assert.equal(refusals.length, 1, refusals.join('\n'));
    assert.match(refusals[0], word);
  };
  one(of({ subdomain: undefined }, ALL), /no address at workers\.dev/);
  one(of({}, { only: PARTS }), /ADMIN_SECRET is missing/);
  one(of({}, { ...ALL, secret: 'hush' }), /^ADMIN_SECRET is too short: give it 16 bytes or more\.$/);
  one(of({ zone: undefined }, DOMAIN), /tasting\.example belongs to no domain of this account/);
  one(of({ records: [{ type: 'A', content: '192.0.2.1' }] }, DOMAIN), /leads to 192\.0\.2\.1 already/);
  one(of({ routes: { 'tasting.example/health': 'blog' } }, DOMAIN), /leads to the Worker blog/);
  for (const pattern of ['tasting.example/*', '*tasting.example/*', 'https://*.example/*', 'tasting.example/p*'])
    one(of({ routes: { [pattern]: 'blog' } }, DOMAIN), /leads to the Worker blog/);
  for (const pattern of ['tasting.example/wines/*', 'blog.tasting.example/*', 'tastingxexample/*'])
    assert.deepEqual(of({ routes: { [pattern]: 'blog' } }, DOMAIN), [], `${pattern} takes nothing of this site`);
  const record = { type: 'CNAME', content: 'sommelier-arena.pages.dev', proxied: false };
  one(of({ records: [record] }, DOMAIN), /is not proxied/);
  assert.deepEqual(of({ records: [{ ...record, proxied: true }] }, DOMAIN), []);
  assert.deepEqual(of({}, { only: ['rooms'] }), [], 'only the answers need the secret');
});

test('an address of Pages that is somebody else’s is found out before anything points at it', async () => {
  const account = new FakeAccount(RECORDED);
  account.project = ({ name }) => {
    account.has.projects[name] = { address: `${name}-7xq.pages.dev`, branch: 'main', domains: [] };
    return { address: account.has.projects[name].address };
  };
  const before = plan(account.state());
  await assert.rejects(carryOut(before.steps, account), { message: 'sommelier-arena-docs-7xq.pages.dev' });
  assert.equal(account.done.length, 1);
  await assert.rejects(carryOut(plan(account.state()).steps, account), { message: 'sommelier-arena-7xq.pages.dev' });
  await deployed(account);
  const proxy = account.has.workers['sommelier-arena-proxy'].bindings;
  assert.equal(proxy[0].text, 'https://sommelier-arena-docs-7xq.pages.dev');
});

test('staging has every binding of production under the same name, and nothing of it in common', () => {
  const names = (config) =>
    [
      ...(config.durable_objects?.bindings ?? []),
      ...['kv_namespaces', 'd1_databases', 'ratelimits', 'analytics_engine_datasets'].flatMap(
        (kind) => config[kind] ?? [],
      ),
    ].map((it) => it.name ?? it.binding);
  for (const toml of Object.values(configs())) {
    assert.deepEqual(names(toml.env.staging), names(toml));
    const staging = configurationOf(toml, 'staging');
    const shared = (it) => [it.namespace_id, it.database_name].filter(Boolean);
    for (const kind of ['d1_databases', 'ratelimits'])
      for (const own of (toml[kind] ?? []).flatMap(shared))
        assert.ok(!staging[kind].flatMap(shared).includes(own), `${own} is production's`);
  }
});

test('an environment is what wrangler makes of it: variables and bindings are not inherited, all else is', () => {
  const folder = mkdtempSync(join(tmpdir(), 'config-'));
  after(() => rmSync(folder, { recursive: true }));
  for (const toml of Object.values(configs())) {
    toml.vars = { MAX_PARTICIPANTS: '12' };
    toml.analytics_engine_datasets = [{ binding: 'COUNTS', dataset: 'counts' }];
    const config = join(folder, 'wrangler.json');
    writeFileSync(config, JSON.stringify(toml));
    const theirs = unstable_readConfig({ config, env: 'staging' }, { hideWarnings: true });
    const ours = configurationOf(toml, 'staging');
    for (const [key, value] of Object.entries(ours))
      // Wrangler fills these out.
      if (!['main', 'build'].includes(key)) assert.deepEqual(theirs[key], value, `${toml.name}: ${key}`);
    for (const key of ['vars', 'analytics_engine_datasets']) {
      assert.ok(!(key in ours), `${key} is production's`);
      assert.equal(Object.keys(theirs[key]).length, 0);
    }
  }
});

test('staging stands beside production', async () => {
  const account = await settled();
  const production = account.state();
  assert.equal(await deployed(account, { ...ALL, env: 'staging' }), 1);
  for (const kind of ['workers', 'namespaces', 'databases', 'projects'])
    for (const [name, was] of Object.entries(production[kind])) assert.deepEqual(account.has[kind][name], was);
  assert.ok(account.has.projects['sommelier-arena-staging-docs'].tag);
});
