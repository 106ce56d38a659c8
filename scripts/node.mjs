// Makes sure of the npm packages and of Node 22 before a verb does anything; imported first, for its effect.
//
// A fresh clone has neither: the packages come by `npm install`, and one of them is Node 22 itself, under
// which the verb then starts again. `run.mjs` imports this, so nothing else runs in the Node that only
// hands over; and no module here may import a package statically.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { delimiter } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const node = `${root}node_modules/.bin/node`;
const stamp = `${root}node_modules/.installed-from`;
const [major, minor] = process.versions.node.split('.').map(Number);

process.chdir(root);
process.env.PATH = [`${root}node_modules/.bin`, process.env.PATH].join(delimiter);
process.env.WRANGLER_SEND_METRICS = 'false';
process.env.CLOUDFLARE_CF_FETCH_ENABLED = 'false'; // workerd's guess at where we are: asks the internet at each start
process.env.ASTRO_TELEMETRY_DISABLED = '1';
if (major < 20 || (major === 20 && minor < 12))
  stop(`Node ${process.versions.node} is too old: install Node 20.12 or newer, then run this again.`);

const lock = createHash('sha256').update(readFileSync('package-lock.json')).digest('hex');
if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== lock) {
  console.log('Installing the npm packages …');
  // Not `npm ci`: it refuses a lock made where a registry lacked another platform's optional package.
  // Errors only, since the engine warnings speak of the Node that installs, not of the one that will run.
  const npm = spawnSync('npm', ['install', '--no-save', '--loglevel=error', '--no-audit', '--no-fund'], {
    stdio: 'inherit',
    env: environment(),
  });
  if (npm.error) stop('npm was not found: install Node 20.12 or newer with npm, then run this again.');
  if (npm.status !== 0) stop('The npm packages could not be installed: see the lines above, then run this again.');
  writeFileSync(stamp, lock);
}

const bundled = existsSync(node) && realpathSync(node);
if (bundled && realpathSync(process.execPath) !== bundled) await continueUnder(bundled);
if (!bundled && (major < 22 || (major === 22 && minor < 12)))
  stop(`Node ${process.versions.node} is too old here: install Node 22.12 or newer, then run this again.`);

/** What a command is given of the environment: not the secrets, which are no business of what others wrote. */
export function environment() {
  const secrets = ['ADMIN_SECRET', 'CLOUDFLARE_API_TOKEN'];
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !secrets.includes(name)));
}

/** Runs this same verb under another Node, and ends as it ends. Signals are left to it, so that it can clean up. */
async function continueUnder(executable) {
  const child = spawn(executable, process.argv.slice(1), { stdio: 'inherit' });
  process.on('SIGINT', () => {}); // the terminal tells the whole group
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  process.on('SIGHUP', () => child.kill('SIGHUP'));
  const [code, signal] = await new Promise((done) => child.on('exit', (...how) => done(how)));
  process.exit(signal ? 1 : code);
}

function stop(sentence) {
  console.error(sentence);
  process.exit(1);
}
