// `npm start`: the rooms and the front on this machine, for every phone on the same network.
import { createServer } from 'node:net';
import { networkInterfaces } from 'node:os';
import { hasFront } from './front.mjs';
import { endAll, ending, start, stop } from './run.mjs';
import { buildWorker, ensureRust } from './rust.mjs';

const ROOMS_PORT = Number(process.env.ROOMS_PORT || 1999);
const FRONT_PORT = Number(process.env.FRONT_PORT || 4321);
const STATE_DIR = process.env.STATE_DIR || '.wrangler/state';
const READY_MS = 120_000;

const here = lanAddress() ?? 'localhost';
const frontUrl = `http://${here}:${FRONT_PORT}`;
// What differs on one's own machine: every device nearby may play, and nobody is slowed down.
const settings = {
  ALLOWED_ORIGINS: `lan ${frontUrl}`,
  FRONT_URL: frontUrl,
  CREATE_PER_MINUTE: '0',
  FAILURES_PER_MINUTE: '0',
};

await ensureFree(ROOMS_PORT, 'ROOMS_PORT');
if (hasFront()) await ensureFree(FRONT_PORT, 'FRONT_PORT');
await ensureRust();
// An optimised build takes several times as long, and nobody waits for a phone to feel the difference.
process.env.WORKER_PROFILE ??= 'dev';
if (!(await buildWorker({ dev: process.env.WORKER_PROFILE === 'dev' })))
  stop('The rooms did not build: see the lines above.');

console.log('Starting …');
serve('rooms', 'wrangler', [
  ...['dev', '--ip', '0.0.0.0', '--port', ROOMS_PORT, '--inspector-port', 0, '--persist-to', STATE_DIR],
  ...['--show-interactive-dev-session', 'false'],
  ...Object.entries(settings).flatMap(([name, value]) => ['--var', `${name}:${value}`]),
]);
if (hasFront()) {
  // The page finds the rooms on its own host at the usual port; elsewhere it has to be told.
  const env = ROOMS_PORT === 1999 ? {} : { PUBLIC_GAME_HOST: process.env.PUBLIC_GAME_HOST || `${here}:${ROOMS_PORT}` };
  serve('front', 'astro', ['dev', '--host', '0.0.0.0', '--port', FRONT_PORT], { cwd: 'front', env });
}
await answers(`http://127.0.0.1:${ROOMS_PORT}/health`, 'The rooms');
if (hasFront()) await answers(`http://127.0.0.1:${FRONT_PORT}/`, 'The front');

const { default: qr } = await import('qrcode-terminal');
qr.generate(frontUrl, { small: true }, (picture) => console.log(`\n${picture}`));
console.log(`Open  ${frontUrl}  here or on a phone on the same Wi-Fi (rooms on :${ROOMS_PORT}). Ctrl-C ends it.\n`);

/** Starts one server, with its name before each of its lines; the end of one is the end of all. */
function serve(name, command, args, options = {}) {
  const show = (line) => line.trim() && console.log(`${name} │ ${line}`);
  start(command, args.map(String), { ...options, show }).done.then(async ({ code }) => {
    if (ending) return;
    await endAll();
    stop(`The ${name} stopped by themselves (exit ${code}): see the lines above, then run this again.`);
  });
}

async function answers(url, who) {
  for (const until = Date.now() + READY_MS; Date.now() < until;) {
    const response = await fetch(url, { signal: AbortSignal.timeout(5_000) }).catch(() => null);
    if (response && response.status < 500) return;
    await new Promise((later) => setTimeout(later, 250));
  }
  stop(`${who} did not answer at ${url} within ${READY_MS / 1_000} s: see the lines above.`);
}

/** A port must be free on every address, or a phone would reach another program than this machine does. */
async function ensureFree(port, setting) {
  for (const host of ['0.0.0.0', '127.0.0.1']) {
    const server = createServer();
    const free = await new Promise((done) =>
      server.once('error', () => done(false)).listen(port, host, () => done(true)),
    );
    if (!free)
      stop(
        `Port ${port} is taken: stop the program that uses it, or choose another with \`${setting}=${port + 10} npm start\`.`,
      );
    await new Promise((closed) => server.close(closed));
  }
}

/** The address that phones nearby reach this machine by, or nothing when it is on no network. */
function lanAddress() {
  return Object.entries(networkInterfaces())
    .filter(([name]) => !/^(docker|br-|veth|virbr|tun|utun)/.test(name))
    .flatMap(([, addresses]) => addresses ?? [])
    .find(({ family, internal }) => family === 'IPv4' && !internal)?.address;
}
