// What a deployment would change, and why: worked out of the wrangler.toml files, the options and what the account has.
//
// Pure: it reads nothing, asks nobody and changes nothing. `account.mjs` says what there is; `carry-out.mjs` does
// exactly these steps, in this order.
import { createHash } from 'node:crypto';
import { bindingLines, withIds } from './bindings.mjs';

export const PARTS = ['rooms', 'answers', 'proxy', 'front', 'docs'];
/** As the answers' Worker has it, in bytes. */
const LEAST_SECRET = 16;

/** Where each Worker stands under a domain of one's own; everything else there is the front. */
const ROUTES = {
  rooms: ['/parties/*', '/party/*', '/hosts*', '/sessions*', '/health'],
  answers: ['/answers*', '/catalogue', '/suggestions*'],
  proxy: ['/docs', '/docs/*'],
};

/** What of the front must not be another Worker's. */
const PAGES = ['/', '/play', '/host', '/screen', '/admin', '/_astro/any'];

/** Where the pages are once they are built; the docs under `docs/`, as their addresses have it. */
const FOLDERS = { front: 'front/dist', docs: 'docs-site/build' };

/**
 * What is on Cloudflare under the names of this deployment.
 *
 * @typedef {object} State
 * @property {string} [subdomain] of workers.dev
 * @property {Record<string, { tag?: string, migration?: string, dev: boolean, bindings: any[] }>} workers
 * @property {Record<string, string>} namespaces their ids by their titles
 * @property {Record<string, { migrations: string[] }>} databases what was applied, by their names
 * @property {Record<string, { address: string, branch: string, domains: string[], tag?: string }>} projects
 * @property {Record<string, string>} routes the Workers by the patterns, of the domain's zone
 * @property {string} [zone] that the domain belongs to
 * @property {{ type: string, content: string, proxied?: boolean }[]} [records] of the domain; nothing when this login may not look
 *
 * @typedef {object} Asked
 * @property {string[]} only the parts to deploy
 * @property {string} [env] `staging`
 * @property {string} [domain]
 * @property {string} [secret] a new ADMIN_SECRET
 *
 * @typedef {{ sign: string, what: string, from: string }} Line made, changed or taken away: `+`, `~` or `-`
 * @typedef {{ kind: string, part: string, title: string, lines: Line[] } & Record<string, any>} Step
 */

/** An account in which there is nothing. */
export const EMPTY = { workers: {}, namespaces: {}, databases: {}, projects: {}, routes: {} };

/** What an environment does not have of the Worker above it, and would have none of without a word: as wrangler has it. */
const NOT_INHERITED = new Set(
  `vars define durable_objects kv_namespaces d1_databases r2_buckets ratelimits analytics_engine_datasets queues services
   workflows hyperdrive vectorize send_email tail_consumers ai browser images version_metadata secrets_store_secrets
   mtls_certificates dispatch_namespaces`.split(/\s+/),
);

/** The configuration of one environment: a section has the last word on each of its keys. */
export function configurationOf(toml, env) {
  const { env: sections = {}, ...top } = toml;
  if (!env) return top;
  const inherited = Object.entries(top).filter(([key]) => !NOT_INHERITED.has(key));
  return { ...Object.fromEntries(inherited), name: `${top.name}-${env}`, ...sections[env] };
}

/** What everything is called; the pages are called after the rooms. */
export function namesOf(configs, env) {
  const named = (part) => configurationOf(configs[part], env).name;
  const rooms = named('rooms');
  return { rooms, answers: named('answers'), proxy: named('proxy'), front: rooms, docs: `${rooms}-docs` };
}

/** The domain that was asked for; else the one that the front has already. */
export function domainOf(names, asked, state) {
  if (asked.domain) return asked.domain;
  const own = state.projects[names.front]?.domains ?? [];
  return own.length === 1 ? own[0] : undefined;
}

/**
 * The steps that lead from the state to what the files say. Refusals are sentences; with one of them nothing is done.
 *
 * @param {{ configs: Record<string, any>, migrations: string[], sources: Record<string, string>, asked: Asked, state: State }} of
 */
export function planOf({ configs, migrations, sources, asked, state }) {
  const names = namesOf(configs, asked.env);
  const domain = domainOf(names, asked, state);
  const addresses = addressesOf(names, domain, state);
  const settings = settingsOf(addresses, domain);
  const pages = (part, env) => pagesSteps({ part, name: names[part], source: sources[part], env, state });
  const worker = (part) => {
    const own = configurationOf(configs[part], asked.env);
    const vars = { ...settings[part], ...own.vars };
    const config = { ...own, ...placeOf(part, domain, state), vars };
    return workerSteps({ part, config, source: sources[part], address: addresses[part], asked, state });
  };
  const ofParts = {
    rooms: [...worker('rooms'), ...migrationSteps(configurationOf(configs.rooms, asked.env), migrations, state)],
    answers: worker('answers'),
    docs: pages('docs', { DOCS_URL: addresses.site }),
    front: [
      ...pages('front', { PUBLIC_GAME_HOST: addresses.rooms, PUBLIC_WINE_ANSWERS_URL: addresses.answers }),
      ...domainSteps(names.front, domain, addresses, state),
    ],
    proxy: worker('proxy'),
  };
  const steps = Object.entries(ofParts).flatMap(([part, steps]) => (asked.only.includes(part) ? steps : []));
  const refusals = refusalsOf({ names, domain, asked, state, steps });
  return { addresses, steps: inOrder(steps), refusals, hints: hintsOf({ names, domain, addresses, state, steps }) };
}

function addressesOf(names, domain, state) {
  const dev = (name) => `https://${name}.${state.subdomain ?? '<your subdomain>'}.workers.dev`;
  const page = (name) => `https://${state.projects[name]?.address ?? `${name}.pages.dev`}`;
  const site = domain ? `https://${domain}` : dev(names.proxy);
  return {
    site,
    rooms: domain ? site : dev(names.rooms),
    answers: domain ? site : dev(names.answers),
    proxy: site,
    front: page(names.front),
    docs: page(names.docs),
  };
}

/** What each Worker has to know of the others. */
function settingsOf({ site, front, docs }, domain) {
  // Pages are also where they were before they had a domain, or the proxy; links lead to the site.
  const visitors = { ALLOWED_ORIGINS: `${site} ${front}`, FRONT_URL: site };
  const proxy = { DOCS_ORIGIN: docs, ...(!domain && { FRONT_ORIGIN: front }) };
  return { rooms: visitors, answers: visitors, proxy };
}

/**
 * Where a Worker stands: at workers.dev, and on its routes of the domain. The proxy is at one of the two.
 *
 * @param {string} part @param {string | undefined} domain @param {State} state
 */
function placeOf(part, domain, { subdomain, zone }) {
  if (!domain) return { workers_dev: true };
  const routes = ROUTES[part].map((path) => ({ pattern: `${domain}${path}`, zone_name: zone ?? domain }));
  return { workers_dev: Boolean(subdomain) && part !== 'proxy', routes };
}

function workerSteps({ part, config, source, address, asked, state }) {
  const deployed = state.workers[config.name];
  const tag = `${short(source)}-${short(JSON.stringify(config))}`;
  const [code, settings] = deployed?.tag?.split('-') ?? [];
  const needsSecret = part === 'answers' && !hasSecret(deployed);
  /** @type {Line[]} */
  const lines = [];
  const add = (what, from) => lines.push({ sign: '+', what, from });
  if (!deployed) add(`Worker ${config.name} at ${address}`, 'name');
  for (const { tag, new_sqlite_classes: classes = [] } of newMigrations(config, deployed))
    add(`storage of ${classes.join(', ')}`, `[[migrations]] ${tag}`);
  lines.push(...bindingLines(config, deployed, state));
  if (needsSecret) add('secret ADMIN_SECRET', 'the environment');
  for (const { pattern } of config.routes ?? [])
    if (state.routes[pattern] !== config.name) add(`route ${pattern}`, '--domain');
  if (deployed && deployed.dev !== config.workers_dev)
    lines.push({ sign: config.workers_dev ? '+' : '-', what: 'its address at workers.dev', from: '--domain' });
  const change = (what) => lines.push({ sign: '~', what, from: 'what is deployed is another' });
  if (deployed && code !== short(source)) change('code');
  // What explains itself above needs no second line.
  if (deployed && settings !== tag.split('-')[1] && lines.every(({ sign, what }) => sign === '~' && what === 'code'))
    change('configuration');
  if (lines.length === 0) return [];
  return [
    {
      kind: 'worker',
      part,
      title: `deploy the Worker ${config.name}`,
      lines,
      name: config.name,
      config: withIds(config, deployed, state),
      tag,
      secrets: needsSecret ? { ADMIN_SECRET: asked.secret } : {},
    },
  ];
}

function newMigrations({ migrations = [] }, deployed) {
  return migrations.slice(migrations.findIndex(({ tag }) => tag === deployed?.migration) + 1);
}

function migrationSteps(config, files, state) {
  return (config.d1_databases ?? []).flatMap(({ database_name: database, binding }) => {
    const exists = state.databases[database] !== undefined;
    const due = files.filter((file) => !state.databases[database]?.migrations.includes(file));
    if (due.length === 0) return [];
    const lines = due.map((file) => ({ sign: '+', what: `${file} in ${database}`, from: `migrations/, ${binding}` }));
    return [{ kind: 'migrations', part: 'rooms', title: `migrate ${database}`, lines, database, config, due, exists }];
  });
}

function pagesSteps({ part, name, source, env, state }) {
  const project = state.projects[name];
  const tag = `${short(source)}-${short(JSON.stringify(env))}`;
  const steps = [];
  if (!project) {
    const address = `${name}.pages.dev`;
    const lines = [{ sign: '+', what: `Pages project ${name} at https://${address}`, from: 'name of the rooms' }];
    steps.push({ kind: 'project', part, title: `make the Pages project ${name}`, lines, name, address });
  }
  if (project?.tag !== tag) {
    const lines = Object.entries(env).map(([name, value]) => ({
      sign: '~',
      what: `${name} = ${value}`,
      from: 'build',
    }));
    const branch = project?.branch ?? 'main';
    const folder = FOLDERS[part];
    steps.push({ kind: 'pages', part, title: `deploy the pages of ${name}`, lines, name, tag, branch, env, folder });
  }
  return steps;
}

/** @param {string} name @param {string | undefined} domain @param {{ front: string }} addresses @param {State} state */
function domainSteps(name, domain, { front }, { projects, records, zone }) {
  if (!domain) return [];
  const target = front.replace('https://', '');
  /** @type {Line[]} */
  const lines = [];
  if (!projects[name]?.domains.includes(domain))
    lines.push({ sign: '+', what: `${domain} for the Pages project ${name}`, from: '--domain' });
  // Who may not look hears about the record only with the domain itself.
  const needsRecord = records ? !records.some(({ content }) => content === target) : lines.length > 0;
  if (needsRecord) lines.push({ sign: '+', what: `DNS record ${domain} CNAME ${target}`, from: '--domain' });
  if (lines.length === 0) return [];
  return [{ kind: 'domain', part: 'front', title: `lead ${domain} to the front`, lines, name, domain, zone, target }];
}

/** First what has to be there for others to point at it; a database that exists is migrated before the code that uses it. */
function inOrder(steps) {
  const rank = ({ kind, exists }) =>
    ['project', exists && 'migrations', 'worker', 'migrations', 'pages', 'domain'].indexOf(kind);
  const ranked = steps.map((step) => [step.part === 'proxy' ? 9 : rank(step), step]);
  return ranked.sort(([a], [b]) => a - b).map(([, step]) => step);
}

function refusalsOf({ names, domain, asked, state, steps }) {
  const refusals = [];
  if (!domain && !state.subdomain)
    refusals.push(
      'This account has no address at workers.dev: choose one at https://dash.cloudflare.com/?to=/:account/workers/onboarding, or name a domain of the account with `--domain example.com`.',
    );
  if (!asked.domain && (state.projects[names.front]?.domains.length ?? 0) > 1)
    refusals.push(
      `The front has several domains (${state.projects[names.front].domains.join(', ')}): say which with \`--domain\`.`,
    );
  if (domain && !state.zone)
    refusals.push(`${domain} belongs to no domain of this account: add it at https://dash.cloudflare.com first.`);
  const step = steps.find(({ kind }) => kind === 'domain');
  const other = step && state.records?.find(({ content }) => content !== step.target);
  if (other)
    refusals.push(`${domain} leads to ${other.content} already: delete that DNS record, or choose another --domain.`);
  else if (domain && state.records?.some(({ proxied }) => proxied === false))
    refusals.push(
      `The DNS record of ${domain} is not proxied, and no route works without: switch *Proxy status* on in the dashboard.`,
    );
  for (const [pattern, worker] of domain && steps.length > 0 ? Object.entries(state.routes) : [])
    if (isInTheWay(pattern, worker, names, domain))
      refusals.push(`The route ${pattern} leads to the Worker ${worker}: delete it, or choose another --domain.`);
  const needsSecret = steps.some(({ secrets }) => secrets && 'ADMIN_SECRET' in secrets);
  if (needsSecret && !asked.secret)
    refusals.push(
      `ADMIN_SECRET is missing: run \`ADMIN_SECRET=… npm run deploy\` this first time, with ${LEAST_SECRET} bytes or more.`,
    );
  else if (needsSecret && Buffer.byteLength(asked.secret) < LEAST_SECRET)
    refusals.push(`ADMIN_SECRET is too short: give it ${LEAST_SECRET} bytes or more.`);
  return refusals;
}

/** What somebody has to see to who deploys: it is said at every plan, and stops nothing. */
function hintsOf({ names, domain, addresses, state, steps }) {
  const hints = [];
  if (domain && steps.some(({ name }) => name === names.proxy) && state.workers[names.proxy]?.dev)
    hints.push(
      'The address at workers.dev goes, and with it what browsers keep there: before this, each host copies their link from “Your tastings on another device…” (Deployment, “A domain of your own”).',
    );
  if (domain && state.zone && !state.records)
    hints.push(
      `This login may not see DNS records: look in the dashboard that there is "CNAME ${domain} → ${addresses.front.replace('https://', '')}", proxied.`,
    );
  return hints;
}

/** Whether a route of the zone takes something of this site to a Worker that is not meant. */
function isInTheWay(pattern, worker, names, domain) {
  const meant = Object.keys(ROUTES).find((part) => ROUTES[part].some((path) => `${domain}${path}` === pattern));
  if (meant) return worker !== names[meant];
  if (!worker || Object.values(names).includes(worker)) return false;
  const takes = pattern.replace(/^https?:\/\//, '');
  const taken = new RegExp(`^${takes.replace(/[^\w/*-]/g, '\\$&').replaceAll('*', '.*')}$`);
  const paths = [...PAGES, ...Object.values(ROUTES).flat()].map((path) => path.replace(/\/?\*$/, '/any'));
  return paths.some((path) => taken.test(`${domain}${path}`));
}

const hasSecret = (deployed) =>
  deployed?.bindings.some(({ type, name }) => type === 'secret_text' && name === 'ADMIN_SECRET') ?? false;

const short = (text) => createHash('sha256').update(text).digest('hex').slice(0, 8);
