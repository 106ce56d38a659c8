// Rooms served as `npm start` serves them, by a process that is killed and started again on the same disk.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { start } from '../../../scripts/run.mjs';
import { FRONT_URL, eventually } from '../support.mjs';

const SETTINGS = { ALLOWED_ORIGINS: 'lan', FRONT_URL, CREATE_PER_MINUTE: '0', FAILURES_PER_MINUTE: '0' };
const START_MS = 60_000;

/** The committed configuration, without its build: what is tested is built once, before. */
function withoutBuild() {
  const configPath = '.wrangler/restart.toml';
  mkdirSync('.wrangler', { recursive: true });
  const committed = readFileSync('wrangler.toml', 'utf8');
  writeFileSync(configPath, committed.replace('"entry.mjs"', '"../entry.mjs"').replace(/^\[build\]\n(.+\n)+/m, ''));
  return configPath;
}

async function freePort() {
  const server = createServer();
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address();
  await new Promise((closed) => server.close(closed));
  return port;
}

export async function makeRooms() {
  const disk = mkdtempSync(join(tmpdir(), 'rooms-'));
  const configPath = withoutBuild();
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  let running = null;
  let printed = [];

  const rooms = {
    url,
    kills: 0,
    /** Starts the process, and waits until it answers. */
    async start() {
      printed = [];
      running = start(
        'wrangler',
        [
          ...['dev', '--config', configPath, '--ip', '127.0.0.1', '--port', String(port), '--inspector-port', '0'],
          ...['--persist-to', disk, '--show-interactive-dev-session', 'false'],
          ...Object.entries(SETTINGS).flatMap(([name, value]) => ['--var', `${name}:${value}`]),
        ],
        { show: (line) => printed.push(line) },
      );
      const answers = async () => (await fetch(`${url}/health`).catch(() => null))?.ok;
      await eventually('rooms that answer', answers, START_MS).catch((error) => {
        throw new Error(`${error.message}; they printed:\n${printed.join('\n')}`);
      });
    },
    /** `kill -9` of the whole process group: nothing in it has time for anything. */
    async kill() {
      process.kill(-running.child.pid, 'SIGKILL');
      rooms.kills += 1;
      await running.done;
      running = null;
    },
    /** What anyone may know of a room; asking wakes it, and makes it do nothing. */
    glance: async (code) => (await fetch(`${url}/parties/main/${code}`)).json(),
    async remove() {
      if (running) await rooms.kill();
      rmSync(disk, { recursive: true, force: true });
    },
  };
  await rooms.start();
  return rooms;
}
