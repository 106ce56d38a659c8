// Serves a room in a workerd of its own, without anything of wrangler between it and its players, and reads its accounts.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { parse } from 'smol-toml';
import { start } from '../../scripts/run.mjs';
import { freePort } from '../worker/served.mjs';

const { default: workerd } = createRequire(import.meta.url)('workerd');
const { compatibility_date, compatibility_flags } = parse(readFileSync('wrangler.toml', 'utf8'));
/** Who does nothing for so long rests. */
const REST_MS = 300;
const TICKS_A_SECOND = Number(execFileSync('getconf', ['CLK_TCK']));

/** The Worker as it is built, its lists in a KV that is a folder: Cloudflare's takes nothing of this process either. */
export const rooms = {
  modules: {
    'entry.mjs': 'esModule',
    'guard.mjs': 'esModule',
    'build/index.js': 'esModule',
    'build/index_bg.wasm': 'wasm',
  },
  objects: ['GameSession', 'HostIndex'],
  bindings: [
    '(name = "GAME_SESSION", durableObjectNamespace = "GameSession")',
    '(name = "HOST_INDEX", durableObjectNamespace = "HostIndex")',
    '(name = "HOSTS_KV", kvNamespace = "kv")',
    ...Object.entries({
      ALLOWED_ORIGINS: 'lan',
      FRONT_URL: 'http://front.test',
      CREATE_PER_MINUTE: '0',
      FAILURES_PER_MINUTE: '0',
      MAX_PARTICIPANTS: '5000',
    }).map(([name, text]) => `(name = "${name}", text = "${text}")`),
  ],
};

/** The same, counting what it is billed for. */
export const counted = {
  ...rooms,
  modules: {
    'tests/load/counted.mjs': 'esModule',
    'tests/worker/awake.mjs': 'esModule',
    'tests/worker/but.mjs': 'esModule',
    ...rooms.modules,
  },
};

/** A room in plain JavaScript without rules; `durable` writes each answer down before it counts. */
export const floor = (durable) => ({
  modules: { 'tests/load/floor.mjs': 'esModule' },
  objects: ['Room'],
  bindings: [
    '(name = "ROOM", durableObjectNamespace = "Room")',
    `(name = "DURABLE", text = "${durable ? 'yes' : ''}")`,
  ],
});

/** Starts it, with a new disk, and waits until it answers; it ends with this process, or by `end`. */
export async function serve(what) {
  const server = (await lay(what))();
  for (let tries = 0; ; tries += 1) {
    const response = await fetch(`${server.url}/health`).catch(() => null);
    if (response) return server;
    if (tries > 500) throw new Error('workerd does not answer');
    await new Promise((later) => setTimeout(later, 10));
  }
}

/** Lays it on a new disk; what this resolves to starts it there, as often as wanted. */
export async function lay({ modules, objects, bindings }) {
  mkdirSync('.wrangler/load', { recursive: true });
  const folder = mkdtempSync('.wrangler/load/');
  const [disk, kv] = ['disk', 'kv'].map((name) => join(resolve(folder), name));
  for (const made of [disk, kv]) mkdirSync(made);
  const port = await freePort();
  const config = join(folder, 'load.capnp');
  const embedded = Object.entries(modules).map(
    ([name, kind]) => `(name = "${name}", ${kind} = embed "../../../${name}")`,
  );
  const classes = objects.map((name) => `(className = "${name}", uniqueKey = "${name}", enableSql = true)`);
  const list = (items = []) => `[${items.join(', ')}]`;
  writeFileSync(
    config,
    `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = .main),
    (name = "kv", disk = (path = "${kv}", writable = true)),
    (name = "disk", disk = (path = "${disk}", writable = true)),
  ],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "main")],
);
const main :Workerd.Worker = (
  modules = ${list(embedded)},
  compatibilityDate = "${compatibility_date}",
  compatibilityFlags = ${list(compatibility_flags?.map((flag) => `"${flag}"`))},
  bindings = ${list(bindings)},
  durableObjectNamespaces = ${list(classes)},
  durableObjectStorage = (localDisk = "disk"),
);
`,
  );
  return () => run(config, `http://127.0.0.1:${port}`);
}

function run(config, url) {
  const running = start(workerd, ['serve', config, '--experimental'], { show: () => {} });
  const { pid } = running.child;
  const cpuMs = () => {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /, '')
      .split(' ');
    return ((Number(fields[11]) + Number(fields[12])) * 1_000) / TICKS_A_SECOND;
  };
  return {
    url,
    /** Its processor time so far. */
    cpuMs,
    /** Resolves once it has nothing more to do: whoever has left is gone. */
    rests: async () => {
      for (let before = -1; cpuMs() > before; await new Promise((later) => setTimeout(later, REST_MS)))
        before = cpuMs();
    },
    memoryMb: () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1_024,
    /** Resolves once it is gone. */
    end: async () => {
      running.child.kill('SIGKILL');
      await running.done;
    },
  };
}
