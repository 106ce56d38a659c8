// A whole arena of real parts, and what `npm run smoke` says of it.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after } from 'node:test';
import { seed } from '../../../scripts/answers.mjs';
import { DOCS, DOCUSAURUS, buildDocs } from '../../../scripts/docs.mjs';
import { run, start } from '../../../scripts/run.mjs';
import { SECRET } from '../answers/stack.mjs';
import { freePort, serve } from '../served.mjs';
import { configure, eventually } from '../support.mjs';

const START_MS = 240_000;

/** What the parts keep until the tests are over. */
export const disk = mkdtempSync(join(tmpdir(), 'smoke-'));
after(() => rmSync(disk, { recursive: true, force: true }));

export const freeAddress = async () => `http://localhost:${await freePort()}`;
export const portOf = (address) => new URL(address).port;

/** A server that is no Worker, once it answers; it can be stopped. */
export async function running(url, command, args, how = {}) {
  const printed = [];
  const { child, done } = start(command, args.map(String), { ...how, show: (line) => printed.push(line) });
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) process.kill(-child.pid, 'SIGTERM');
    await done;
  };
  after(stop);
  const answers = async () => {
    if (child.exitCode !== null) throw new Error(`${command} ended`);
    return (await fetch(url).catch(() => null))?.ok;
  };
  await eventually(`an answer at ${url}`, answers, START_MS).catch((error) => {
    throw new Error(`${error.message}; it printed:\n${printed.join('\n')}`);
  });
  return { stop };
}

export async function serveRooms(config, vars) {
  const rooms = await serve(config, `${disk}/rooms`, vars);
  after(() => rooms.end());
  return rooms;
}

/** The curated answers, with lists in them. */
export async function serveAnswers(vars) {
  const config = configure(`smoke-answers-${process.pid}`, { folder: 'wine-answers-worker' });
  after(() => rmSync(dirname(config), { recursive: true }));
  writeFileSync(`${dirname(config)}/.dev.vars`, `ADMIN_SECRET=${SECRET}\n`, { mode: 0o600 });
  const answers = await serve(config, `${disk}/answers`, vars);
  after(() => answers.end());
  assert.equal((await seed(answers.url, SECRET)).fault, undefined);
  return answers;
}

/** The pages as they are deployed; where they are. */
export async function buildPages(env) {
  const built = await run('astro', ['build', '--outDir', `${disk}/front`], { cwd: 'front', env, quiet: true });
  assert.equal(built.code, 0, built.output);
  return `${disk}/front`;
}

export async function serveDocs(url) {
  const built = await buildDocs({ quiet: true });
  assert.equal(built.code, 0, built.output);
  const args = ['serve', '--dir', 'build/docs', '--port', portOf(url), '--no-open'];
  return running(url, DOCUSAURUS, args, { cwd: DOCS });
}

/** How the check ends, and what its table says. */
export async function smoke(options) {
  const told = Object.entries({ wait: '0', ...options }).flatMap(([name, value]) => [`--${name}`, value]);
  const { code, output } = await run('node', ['scripts/smoke.mjs', ...told], { quiet: true });
  const rows = [...output.matchAll(/^(.{19}) (yes|NO|not tried) +\d* {2}(.*)$/gm)].map(([, what, works, note]) => ({
    what: what.trim(),
    works,
    note,
  }));
  const are = (works) => rows.filter((row) => row.works === works).map(({ what }) => what);
  const note = (name) => rows.find(({ what }) => what === name)?.note;
  return { code, output, failed: are('NO'), untried: are('not tried'), note };
}
