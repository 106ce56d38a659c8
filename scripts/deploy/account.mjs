// A Cloudflare account: what it has, asked of the API; and a step of a plan, done by wrangler where wrangler can.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { run } from '../run.mjs';
import { WORKERS } from '../rust.mjs';
import { domainOf } from './plan.mjs';

const PATIENCE_MS = 30_000;
/** Beside `wrangler.toml`, from which it is made: the same, with the addresses of the others. */
const MADE = 'wrangler.deploy.json';
const LEADING = ['A', 'AAAA', 'CNAME'];

/** What Cloudflare or wrangler did not do, in a sentence. */
export class Fault extends Error {
  /** @param {string} sentence @param {number} [status] */
  constructor(sentence, status) {
    super(sentence);
    this.status = status;
  }
}

/** The account of `wrangler login`, or of `CLOUDFLARE_API_TOKEN`; nothing when there is neither. */
export async function openAccount() {
  const token = process.env.CLOUDFLARE_API_TOKEN || (await wranglersToken());
  if (!token) return undefined;
  const api = apiOf(token);
  const id = process.env.CLOUDFLARE_ACCOUNT_ID || (await onlyAccount(api));
  // For wrangler, which would ask.
  process.env.CLOUDFLARE_ACCOUNT_ID = id;
  const ask = (method, path, body) => api(method, `/accounts/${id}${path}`, body);
  return { state: (wanted) => stateOf(api, ask, id, wanted), act: (step) => ACTS[step.kind](step, ask, api) };
}

async function wranglersToken() {
  const how = { quiet: true, what: 'asking wrangler who you are' };
  const { code, output } = await run('wrangler', ['auth', 'token', '--json'], how);
  return code === 0 ? JSON.parse(/\{[^]*\}/.exec(output)?.[0] ?? '{}').token : undefined;
}

/** Asks the API: the result, or nothing when there is no such thing. */
function apiOf(token) {
  const base = process.env.CLOUDFLARE_API_BASE_URL || 'https://api.cloudflare.com/client/v4';
  return async (method, path, body) => {
    let response, told;
    try {
      response = await fetch(`${base}${path}`, {
        method,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: body && JSON.stringify(body),
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      told = await response.json().catch(() => ({}));
    } catch {
      throw new Fault(`Cloudflare gave no answer to ${method} ${path}: run this again.`);
    }
    if (response.status === 404 && method === 'GET') return undefined;
    if (response.ok) return told.result;
    const words = (told.errors ?? []).map(({ message, code }) => `${message} (${code})`).join('; ');
    throw new Fault(`Cloudflare refused ${method} ${path}: ${words || response.status}.`, response.status);
  };
}

async function onlyAccount(api) {
  const accounts = (await api('GET', '/accounts')) ?? [];
  if (accounts.length === 1) return accounts[0].id;
  const those = accounts.map(({ name, id }) => `${name} is ${id}`).join(', ');
  throw new Fault(
    `This login has ${accounts.length} accounts: set CLOUDFLARE_ACCOUNT_ID (${those || 'none is seen'}).`,
  );
}

/** @returns {Promise<import('./plan.mjs').State>} */
async function stateOf(api, ask, account, { names, databases, asked }) {
  const projects = await gathered([names.front, names.docs], async (name) => {
    const project = await ask('GET', `/pages/projects/${name}`);
    return project && projectOf(project);
  });
  const domain = domainOf(names, asked, { projects });
  const zone = domain && (await zoneOf(api, account, domain));
  const scripts = (await ask('GET', '/workers/scripts')) ?? [];
  const workers = await gathered([names.rooms, names.answers, names.proxy], async (name) => {
    const script = scripts.find(({ id }) => id === name);
    return script && workerOf(ask, `/workers/scripts/${name}`, script);
  });
  const routes = zone ? ((await api('GET', `/zones/${zone.id}/workers/routes`)) ?? []) : [];
  return {
    subdomain: (await ask('GET', '/workers/subdomain'))?.subdomain,
    workers,
    namespaces: Object.fromEntries((await all(ask, '/storage/kv/namespaces')).map(({ title, id }) => [title, id])),
    databases: await databasesOf(ask, databases),
    projects,
    routes: Object.fromEntries(routes.map(({ pattern, script }) => [pattern, script])),
    zone: zone?.name,
    records: zone && (await recordsOf(api, zone.id, domain)),
  };
}

function projectOf({ subdomain, domains, production_branch: branch, canonical_deployment: deployment }) {
  const own = (domains ?? []).filter((domain) => domain !== subdomain);
  const tag = deployment?.deployment_trigger?.metadata?.commit_message;
  return { address: subdomain, branch, domains: own, tag };
}

async function workerOf(ask, path, script) {
  const { bindings } = await ask('GET', `${path}/settings`);
  const { enabled } = (await ask('GET', `${path}/subdomain`)) ?? {};
  const [{ versions } = { versions: [] }] = (await ask('GET', `${path}/deployments`))?.deployments ?? [];
  // Several at a time are a rollout that somebody began by hand: none of them is what was deployed from here.
  const version = versions.length === 1 ? await ask('GET', `${path}/versions/${versions[0].version_id}`) : undefined;
  return {
    tag: version?.annotations?.['workers/tag'],
    migration: script.migration_tag,
    dev: Boolean(enabled),
    bindings,
  };
}

async function databasesOf(ask, names) {
  const known = await all(ask, '/d1/database');
  return gathered(names, async (name) => {
    const database = known.find((it) => it.name === name);
    if (!database) return undefined;
    const query = (sql) => ask('POST', `/d1/database/${database.uuid}/query`, { sql });
    const [tables] = await query("SELECT name FROM sqlite_master WHERE name = 'd1_migrations'");
    if (tables.results.length === 0) return { migrations: [] };
    const [applied] = await query('SELECT name FROM d1_migrations');
    return { migrations: applied.results.map((row) => row.name) };
  });
}

async function zoneOf(api, account, domain) {
  const labels = domain.split('.');
  for (let from = 0; from < labels.length - 1; from += 1) {
    const name = labels.slice(from).join('.');
    const [zone] = (await api('GET', `/zones?name=${name}&account.id=${account}`)) ?? [];
    if (zone) return { id: zone.id, name };
  }
  return undefined;
}

/** What the domain leads to; nothing when this login may not look, as that of `wrangler login` may not. */
async function recordsOf(api, zone, domain) {
  try {
    const records = (await api('GET', `/zones/${zone}/dns_records?name=${domain}`)) ?? [];
    return records.filter(({ type }) => LEADING.includes(type));
  } catch (error) {
    if (error.status === 403) return undefined;
    throw error;
  }
}

async function all(ask, path) {
  const found = [];
  for (let page = 1, size = 100; size === 100; page += 1) {
    const some = (await ask('GET', `${path}?page=${page}&per_page=100`)) ?? [];
    found.push(...some);
    size = some.length;
  }
  return found;
}

/** By name, those for which there is something. */
async function gathered(names, read) {
  const entries = [];
  for (const name of names) entries.push([name, await read(name)]);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

const ACTS = {
  async project({ name }, ask) {
    const { subdomain } = await ask('POST', '/pages/projects', { name, production_branch: 'main' });
    return { address: subdomain };
  },

  async worker({ part, config, tag, secrets }) {
    const deploy = (...own) => withConfig(part, config, ['deploy', '--tag', tag, ...own]);
    if (Object.keys(secrets).length === 0) return deploy();
    const folder = mkdtempSync(join(tmpdir(), 'deploy-'));
    return whileThere(folder, () => {
      // With the Worker, so that it is never there without them; in a file, since a command line can be read by others.
      const file = join(folder, 'secrets.json');
      writeFileSync(file, JSON.stringify(secrets), { mode: 0o600 });
      return deploy('--secrets-file', file);
    });
  },

  migrations: ({ part, config, database }) =>
    withConfig(part, config, ['d1', 'migrations', 'apply', database, '--remote']),

  pages({ name, folder, branch, tag }) {
    const to = ['--project-name', name, '--branch', branch, '--commit-message', tag, '--commit-dirty'];
    // From elsewhere, or it would speak of the rooms' wrangler.toml.
    return wrangler(['pages', 'deploy', resolve(folder), ...to], { cwd: tmpdir() });
  },

  async domain({ name, domain, zone, target }, ask, api) {
    const attached = (await ask('GET', `/pages/projects/${name}/domains/${domain}`)) !== undefined;
    if (!attached) await ask('POST', `/pages/projects/${name}/domains`, { name: domain });
    const [{ id }] = await api('GET', `/zones?name=${zone}`);
    const record = { type: 'CNAME', name: domain, content: target, proxied: true };
    try {
      if ((await recordsOf(api, id, domain))?.length !== 1) await api('POST', `/zones/${id}/dns_records`, record);
    } catch (error) {
      if (error.status !== 403) throw error;
      console.log(
        `This login may not write DNS records: add "CNAME ${domain} → ${target}", proxied, in the dashboard.`,
      );
    }
  },
};

/** Runs wrangler in the Worker's folder, with the configuration of the plan. */
function withConfig(part, config, args) {
  const file = join(WORKERS[part], MADE);
  return whileThere(file, () => {
    writeFileSync(file, JSON.stringify(config, null, 2));
    return wrangler([...args, '--config', MADE], { cwd: WORKERS[part] });
  });
}

/** Does it, and takes the file or folder away however this ends: at Ctrl-C no `finally` is reached. */
async function whileThere(path, act) {
  const remove = () => rmSync(path, { recursive: true, force: true });
  process.on('exit', remove);
  try {
    return await act();
  } finally {
    process.off('exit', remove);
    remove();
  }
}

/** Without a terminal, so that it asks nothing and leaves every `wrangler.toml` as it is. */
async function wrangler(args, how = {}) {
  const { CLOUDFLARE_API_TOKEN: token } = process.env;
  const env = token ? { CLOUDFLARE_API_TOKEN: token } : {};
  const { code } = await run('wrangler', args, { what: `at wrangler ${args[0]}`, env, ...how });
  if (code !== 0) throw new Fault('wrangler did not do it: see the lines above, then run this again.');
}
