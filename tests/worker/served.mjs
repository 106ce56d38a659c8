// A Worker served as `npm start` serves it, by a process that is killed and started again on the same disk.
import { createServer } from 'node:net';
import { start } from '../../scripts/run.mjs';
import { FRONT_URL, eventually } from './support.mjs';

const SETTINGS = { ALLOWED_ORIGINS: 'lan', FRONT_URL, CREATE_PER_MINUTE: '0', FAILURES_PER_MINUTE: '0' };
const START_MS = 60_000;

/** Serves what `configPath` says, with its data in the folder `disk`, once its `/health` is answered as `isReady` wants. */
export async function serve(configPath, disk, vars = {}, isReady = ({ ok }) => ok) {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  let running = null;
  let printed = [];

  const served = {
    url,
    kills: 0,
    /** What the process has printed, logs included. */
    printed: () => printed.join('\n'),
    /** Starts the process, and waits until it answers. */
    async start() {
      printed = [];
      running = start(
        'wrangler',
        [
          ...['dev', '--config', configPath, '--ip', '127.0.0.1', '--port', String(port), '--inspector-port', '0'],
          ...['--persist-to', disk, '--show-interactive-dev-session', 'false'],
          ...Object.entries({ ...SETTINGS, ...vars }).flatMap(([name, value]) => ['--var', `${name}:${value}`]),
        ],
        { show: (line) => printed.push(line) },
      );
      const answers = async () => {
        const response = await fetch(`${url}/health`).catch(() => null);
        return response && isReady(response);
      };
      await eventually('a Worker that answers', answers, START_MS).catch((error) => {
        throw new Error(`${error.message}; it printed:\n${printed.join('\n')}`);
      });
    },
    /** `kill -9` of the whole process group: nothing in it has time for anything. */
    async kill() {
      process.kill(-running.child.pid, 'SIGKILL');
      served.kills += 1;
      await running.done;
      running = null;
    },
    async end() {
      if (running) await served.kill();
    },
  };
  await served.start();
  return served;
}

export async function freePort() {
  const server = createServer();
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address();
  await new Promise((closed) => server.close(closed));
  return port;
}
