// `npm start`: the rooms, the curated answers and the front on this machine, for every phone on the same network.
import { createServer } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join, resolve } from 'node:path';
import { SECRET_FILE, STATE, ensureSecretFile, localSecret, seedIfEmpty } from './answers.mjs';
import { DOCS, DOCUSAURUS, buildDocs } from './docs.mjs';
import { hasFront } from './front.mjs';
import { endAll, ending, start, stop } from './run.mjs';
import { WORKERS, buildWorkers, ensureRust } from './rust.mjs';

const ROOMS_PORT = portOf('ROOMS_PORT', process.env.ROOMS_PORT || 1999);
const ANSWERS_PORT = portOf('ANSWERS_PORT', process.env.ANSWERS_PORT || 1998);
const FRONT_PORT = portOf('FRONT_PORT', process.env.FRONT_PORT || 4321);
/** 0 for no documentation. */
const DOCS_PORT = portOf('DOCS_PORT', process.env.DOCS_PORT || 3002, 0);
const STATE_DIR = process.env.STATE_DIR;
const READY_MS = 120_000;

const here = lanAddress() ?? 'localhost';
const frontUrl = `http://${here}:${FRONT_PORT}`;
// What differs on one's own machine: every device nearby may play, and nobody is slowed down.
const settings = {
  ALLOWED_ORIGINS: `lan ${frontUrl}`,
  FRONT_URL: frontUrl,
  CREATE_PER_MINUTE: '0',
  FAILURES_PER_MINUTE: '0',
  SUGGESTIONS_PER_DAY: '0',
};

await ensureFree(ROOMS_PORT, 'ROOMS_PORT');
await ensureFree(ANSWERS_PORT, 'ANSWERS_PORT');
if (hasFront()) await ensureFree(FRONT_PORT, 'FRONT_PORT');
if (DOCS_PORT) await ensureFree(DOCS_PORT, 'DOCS_PORT');
await ensureRust();
// An optimised build takes several times as long, and nobody waits for a phone to feel the difference.
process.env.WORKER_PROFILE ??= 'dev';
// Nothing here has to look as if it were on one domain: the proxy stays away.
const folders = [WORKERS.rooms, WORKERS.answers];
if (!(await buildWorkers({ dev: process.env.WORKER_PROFILE === 'dev' }, folders)))
  stop('A Worker did not build: see the lines above.');
if (ensureSecretFile())
  console.log(`Wrote ${SECRET_FILE}: the admin's secret is "changeme"; change it there, then start again.`);

console.log('Starting …');
serveWorker('rooms', ROOMS_PORT, STATE_DIR);
serveWorker('answers', ANSWERS_PORT, STATE_DIR && join(STATE_DIR, 'answers'));
if (hasFront()) {
  // The page finds both Workers on its own host at their usual ports; elsewhere it has to be told.
  const env = {
    ...(ROOMS_PORT !== 1999 && { PUBLIC_GAME_HOST: process.env.PUBLIC_GAME_HOST || `${here}:${ROOMS_PORT}` }),
    ...(ANSWERS_PORT !== 1998 && {
      PUBLIC_WINE_ANSWERS_URL: process.env.PUBLIC_WINE_ANSWERS_URL || `http://${here}:${ANSWERS_PORT}`,
    }),
  };
  serve('front', 'astro', ['dev', '--host', '0.0.0.0', '--port', FRONT_PORT], { cwd: 'front', env });
}
await ready(`http://127.0.0.1:${ROOMS_PORT}/health`, 'The rooms');
await ready(`http://127.0.0.1:${ANSWERS_PORT}/health`, 'The curated answers');
await fillAnswers(`http://127.0.0.1:${ANSWERS_PORT}`);
if (hasFront()) await ready(`http://127.0.0.1:${FRONT_PORT}/`, 'The front');

const { default: qr } = await import('qrcode-terminal');
qr.generate(frontUrl, { small: true }, (picture) => console.log(`\n${picture}`));
const ports = `rooms on :${ROOMS_PORT}, curated answers on :${ANSWERS_PORT}`;
console.log(`Open  ${frontUrl}  here or on a phone on the same Wi-Fi (${ports}). Ctrl-C ends it.`);
console.log(`Admin ${frontUrl}/admin  with the secret in ${SECRET_FILE}\n`);
if (DOCS_PORT) await serveDocs();

/** Starts one Worker in its own folder; without a `state` its data lies under that. */
function serveWorker(name, port, state = join(WORKERS[name], STATE)) {
  const args = [
    ...['dev', '--ip', '0.0.0.0', '--port', port, '--inspector-port', 0, '--persist-to', resolve(state)],
    ...['--show-interactive-dev-session', 'false'],
    ...Object.entries(settings).flatMap(([name, value]) => ['--var', `${name}:${value}`]),
  ];
  serve(name, 'wrangler', args, { cwd: WORKERS[name] });
}

/** The documentation, built in the background. Without it one plays as well. */
async function serveDocs() {
  const { code } = await buildDocs({ quiet: true });
  if (ending) return;
  if (code !== 0) return console.error('The documentation could not be built: `npm run docs` says why.');
  const args = ['serve', '--dir', 'build/docs', '--host', '0.0.0.0', '--port', String(DOCS_PORT), '--no-open'];
  const show = (line) => /error/i.test(line) && console.error(`docs │ ${line}`);
  start(DOCUSAURUS, args, { cwd: DOCS, show });
  console.log(`Docs  http://${here}:${DOCS_PORT}/docs/`);
}

/** A store that is empty is filled; that it could not be is said, and stops nobody from playing. */
async function fillAnswers(url) {
  const { secret, fault } = localSecret();
  const said = fault ? { fault } : await seedIfEmpty(url, secret);
  if (said.fault) console.error(said.fault);
  else if (said.report) console.log(`Filled the curated answers: ${said.report}.`);
}

/** Starts one server, with its name before each of its lines; the end of one is the end of all. */
function serve(name, command, args, options = {}) {
  const show = (line) => line.trim() && console.log(`${name} │ ${line}`);
  start(command, args.map(String), { ...options, show }).done.then(async ({ code }) => {
    if (ending) return;
    await endAll();
    stop(`The ${name} stopped by themselves (exit ${code}): see the lines above, then run this again.`);
  });
}

async function ready(url, who) {
  for (const until = Date.now() + READY_MS; Date.now() < until;) {
    const response = await fetch(url, { signal: AbortSignal.timeout(5_000) }).catch(() => null);
    if (response && response.status < 500) return;
    await new Promise((later) => setTimeout(later, 250));
  }
  stop(`${who} did not answer at ${url} within ${READY_MS / 1_000} s: see the lines above.`);
}

function portOf(setting, chosen, lowest = 1) {
  const port = Number(chosen);
  if (!Number.isInteger(port) || port < lowest || port > 65_535)
    stop(`${setting} must be a whole number from ${lowest} to 65535, and is "${chosen}".`);
  return port;
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
