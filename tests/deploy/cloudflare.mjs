// Cloudflare's API as far as a deployment asks for it, on this machine: it keeps what it is sent.
import { createServer } from 'node:http';
import { randomUUID } from 'node:crypto';

/** Starts it; `refuse(method, path)` may give the status that a request fails with. */
export async function startCloudflare({ subdomain = 'cellar' } = {}) {
  const account = { namespaces: [], databases: [], workers: {}, projects: {}, records: [], routes: [], writes: [] };
  account.refuse = () => 0;

  const server = createServer(async (request, response) => {
    const { pathname: path, searchParams } = new URL(request.url, 'http://api');
    const body = await bodyOf(request);
    if (request.method !== 'GET' && !path.endsWith('/query')) account.writes.push(`${request.method} ${path}`);
    const refused = account.refuse(request.method, path);
    const found = refused ? undefined : answer(account, subdomain, request.method, path, body, searchParams);
    const error = refused
      ? { code: 10001, message: 'broken off' }
      : { code: path.includes('/d1/') ? 7404 : 10007, message: `no ${path}` };
    const status = refused || (found === undefined ? 404 : 200);
    const errors = found === undefined ? [error] : [];
    const page = { page: 1, per_page: 100, count: found?.length ?? 1, total_count: found?.length ?? 1, total_pages: 1 };
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(
      JSON.stringify({ success: status === 200, errors, messages: [], result: found ?? null, result_info: page }),
    );
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', () => listening()));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return { account, url: `http://127.0.0.1:${port}/client/v4`, close: () => server.close() };
}

/** The result of a request, or nothing for what is not there. */
function answer(account, subdomain, method, path, body, asked) {
  const [, below = path] = /^\/client\/v4\/accounts\/[^/]+(\/.*)$/.exec(path) ?? [];
  const [, name, rest = ''] = /^\/workers\/(?:scripts|services|workers)\/([^/]+)(\/.*)?$/.exec(below) ?? [];
  const worker = account.workers[name];
  if (below === '/workers/subdomain') return { subdomain };
  if (below === '/storage/kv/namespaces' && method === 'GET') return account.namespaces;
  if (below === '/storage/kv/namespaces') return namespace(account, body);
  if (below.startsWith('/pages/') || path.includes('/pages/assets/')) return pages(account, method, below, body);
  if (path.includes('/zones')) return zones(account, method, path, body, asked.get('name'));
  if (path.endsWith('/v4/accounts')) return account.accounts;
  if (below.startsWith('/d1/')) return database(account, method, below, body);
  if (below === '/workers/scripts')
    return Object.keys(account.workers).map((id) => ({ id, migration_tag: account.workers[id].migration }));
  if (method === 'PUT' && name && rest === '') return upload(account, name, body);
  if (method === 'POST' && rest === '/versions') return upload(account, name, body);
  if (!worker) return undefined;
  if (rest === '' && below.includes('/services/'))
    return {
      default_environment: {
        script: { tag: 'tag', tags: [], last_deployed_from: 'wrangler', migration_tag: worker.migration },
      },
    };
  if (rest === '' && below.includes('/workers/workers/')) return { subdomain: { enabled: worker.dev } };
  if (rest === '/subdomain' && method === 'POST') worker.dev = body.enabled;
  if (rest === '/subdomain') return { enabled: worker.dev, previews_enabled: false };
  if (rest === '/settings' || rest === '/script-settings') return { bindings: worker.bindings, tags: [] };
  if (rest === '/deployments')
    return {
      deployments: [
        {
          id: '1',
          source: 'wrangler',
          created_on: '2026-11-22T00:00:00Z',
          versions: [{ version_id: worker.version, percentage: 100 }],
        },
      ],
    };
  if (rest.startsWith('/versions/')) return { id: worker.version, annotations: { 'workers/tag': worker.tag } };
  if (rest === '/secrets') return worker.bindings.filter(({ type }) => type === 'secret_text');
  return undefined;
}

function pages({ projects }, method, path, body) {
  if (path.endsWith('/check-missing')) return body.hashes;
  if (path.includes('/pages/assets/')) return {};
  if (path === '/pages/projects') {
    const { name, production_branch } = body;
    const deployment_configs = { production: {}, preview: {} };
    projects[name] = { name, production_branch, deployment_configs, subdomain: `${name}.pages.dev` };
    return projects[body.name];
  }
  const [, , , name, rest, which] = path.split('/');
  const project = projects[name];
  if (rest === 'upload-token') return { jwt: `e30.${btoa(JSON.stringify({ max_file_count_allowed: 20_000 }))}.x` };
  if (rest === 'domains' && method === 'POST') project.domains = [...(project.domains ?? []), body.name];
  if (rest === 'domains') return project.domains?.includes(which ?? body.name) ? { name: which } : undefined;
  if (rest === 'deployments' && method === 'POST') {
    const [manifest, commit_message, branch] = ['manifest', 'commit_message', 'branch'].map((it) => body.get(it));
    const deployment = { id: '1', url: 'https://1.pages.dev', files: Object.keys(JSON.parse(manifest)) };
    const production = { ...deployment, deployment_trigger: { metadata: { commit_message } } };
    if (branch === project.production_branch) project.canonical_deployment = production;
    return deployment;
  }
  if (rest === 'deployments') return { latest_stage: { name: 'deploy', status: 'success' } };
  return project;
}

function zones(account, method, path, body, name) {
  if (path.endsWith('/zones')) return name === 'tasting.example' ? [{ id: 'zone', name }] : [];
  if (path.endsWith('/workers/routes')) return account.routes;
  if (method === 'POST') account.records.push(body);
  return account.records.filter((record) => record.name === (name ?? body.name));
}

function namespace(account, { title }) {
  if (account.namespaces.some((it) => it.title === title)) return undefined;
  const made = { id: randomUUID().replaceAll('-', ''), title };
  account.namespaces.push(made);
  return made;
}

function database(account, method, path, body) {
  if (method === 'POST' && path === '/d1/database') {
    const made = { uuid: randomUUID(), name: body.name, applied: [] };
    account.databases.push(made);
    return made;
  }
  if (path === '/d1/database') return account.databases;
  const [, , , key, rest] = path.split('/');
  const found = account.databases.find(({ uuid, name }) => key === uuid || key === name);
  if (!found || rest !== 'query') return found;
  const insert = /INSERT INTO\s+"?d1_migrations"?.*values\s*\('([^']+)'\)/is.exec(body.sql);
  if (insert) found.applied.push({ id: found.applied.length, name: insert[1], applied_at: '2026-11-22' });
  const reads = /^\s*SELECT/i.test(body.sql);
  const results = !reads ? [] : /sqlite_master/.test(body.sql) ? [{ name: 'd1_migrations' }] : found.applied;
  return [{ results, success: true, meta: { duration: 1 } }];
}

/** Takes a Worker as Cloudflare does: a binding that is inherited stays what it was, and secrets stay. */
function upload(account, name, form) {
  const old = account.workers[name];
  const metadata = JSON.parse(String(form.get('metadata')));
  const before = (it) => old?.bindings.find(({ name }) => name === it.name);
  const bindings = metadata.bindings.map((it) => (it.type === 'inherit' ? before(it) : it));
  const secrets =
    old?.bindings.filter(({ type, name }) => type === 'secret_text' && !bindings.some((it) => it.name === name)) ?? [];
  account.workers[name] = {
    bindings: [...bindings, ...secrets].map(({ text, ...it }) => (it.type === 'secret_text' ? it : { text, ...it })),
    dev: old?.dev ?? false,
    migration: metadata.migrations?.new_tag ?? old?.migration,
    tag: metadata.annotations?.['workers/tag'],
    date: metadata.compatibility_date,
    version: randomUUID(),
  };
  return {
    id: account.workers[name].version,
    startup_time_ms: 1,
    deployment_id: randomUUID().replaceAll('-', ''),
    resources: { script: { etag: 'e' } },
  };
}

async function bodyOf(request) {
  const type = request.headers['content-type'] ?? '';
  const bytes = Buffer.concat(await Array.fromAsync(request));
  if (type.startsWith('multipart/')) return new Response(bytes, { headers: { 'content-type': type } }).formData();
  return bytes.length > 0 && type.includes('json') ? JSON.parse(String(bytes)) : {};
}
