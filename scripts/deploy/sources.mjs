// What each part is made of, so that one that is deployed already is left alone; and the building of it.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { buildDocs, fingerprint as docsSources } from '../docs.mjs';
import { buildFront } from '../front.mjs';
import { stop } from '../run.mjs';
import { WORKERS, buildWorkers, fingerprint as wasmSources } from '../rust.mjs';

const FRONT = ['front/src', 'front/public', 'front/deploy', 'front/astro.config.mjs', 'package-lock.json'];

/** One text for each part, another whenever a part is. */
export function sources() {
  const workers = Object.entries(WORKERS).map(([part, folder]) => [part, workerSources(folder)]);
  return { ...Object.fromEntries(workers), front: sourcesOf(FRONT), docs: docsSources() };
}

/** A Worker is its crate, and the JavaScript around it. */
function workerSources(folder) {
  const shell = [join(folder, 'entry.mjs'), 'guard.mjs'].filter((file) => existsSync(file));
  return wasmSources(folder, false) + sourcesOf(shell);
}

function sourcesOf(places) {
  const hash = createHash('sha256');
  const below = (folder) => readdirSync(folder, { recursive: true }).map((file) => join(folder, String(file)));
  const files = places.flatMap((place) => (statSync(place).isFile() ? [place] : below(place)));
  for (const file of files.sort()) if (statSync(file).isFile()) hash.update(`\0${file}\0`).update(readFileSync(file));
  return hash.digest('hex');
}

/** Builds what these steps deploy, before the account is touched: what does not build changes nothing. */
export async function build(steps) {
  const folders = steps.filter(({ kind }) => kind === 'worker').map(({ part }) => WORKERS[part]);
  if (!(await buildWorkers({}, folders))) stop('A Worker did not build: see the lines above.');
  for (const { part, env } of steps.filter(({ kind }) => kind === 'pages')) {
    const built = part === 'front' ? await buildFront(env) : (await buildDocs({ env })).code === 0;
    if (!built) stop(`The ${part} did not build: see the lines above.`);
  }
}
