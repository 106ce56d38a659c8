// The documentation's place in the verbs: packages of its own, which nobody needs to play, a build, and a server.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { run, stop } from './run.mjs';

export const DOCS = 'docs-site';
const BUILT = join(DOCS, 'build/docs');
const STAMP = join(BUILT, '.built-from');
const INSTALLED = join(DOCS, 'node_modules/.package-lock.json');
/** Seen from the folder, as all its commands run there. */
export const DOCUSAURUS = './node_modules/.bin/docusaurus';

/** Fetches the packages, unless they are those of the lock file. Resolves to what went wrong, if anything. */
export async function ensureDocs({ quiet = false } = {}) {
  const fresh =
    existsSync(INSTALLED) && statSync(INSTALLED).mtimeMs >= statSync(join(DOCS, 'package-lock.json')).mtimeMs;
  if (fresh) return '';
  console.log('Fetching what the documentation is built with (once, a minute or more) …');
  const how = { cwd: DOCS, quiet, what: 'fetching the documentation’s packages' };
  const { code, output } = await run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], how);
  return code === 0 ? '' : output;
}

/** Builds the pages into `docs-site/build/docs/` with these settings, unless they are built from just these sources. */
export async function buildDocs({ quiet = false, env = {} } = {}) {
  const sources = fingerprint(env);
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === sources) return { code: 0, output: '' };
  rmSync(BUILT, { recursive: true, force: true });
  const trouble = await ensureDocs({ quiet });
  if (trouble) return { code: 1, output: trouble };
  const how = { cwd: DOCS, quiet, env, what: 'building the documentation' };
  const { code, output } = await run(DOCUSAURUS, ['build', '--out-dir', 'build/docs'], how);
  if (code === 0) writeFileSync(STAMP, sources);
  return { code, output };
}

/** Changes with whatever goes into the pages. */
export function fingerprint({ DOCS_URL: url = process.env.DOCS_URL ?? '' } = {}) {
  const hash = createHash('sha256').update(url);
  const folders = ['docs', 'src', 'static'].flatMap((folder) =>
    readdirSync(join(DOCS, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  const files = ['docusaurus.config.mjs', 'sidebars.mjs', 'package.json', 'package-lock.json'].map((file) =>
    join(DOCS, file),
  );
  for (const file of [...files, ...folders].sort()) hash.update(`\0${file}\0`).update(readFileSync(file));
  return hash.digest('hex');
}

// `npm run docs`: on :3002, reloading as they are written.
if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const trouble = await ensureDocs();
  if (trouble) stop('The documentation’s packages could not be fetched: see the lines above, then run this again.');
  await run(DOCUSAURUS, ['start', '--host', '0.0.0.0', '--port', process.env.DOCS_PORT || '3002', '--no-open'], {
    cwd: DOCS,
  });
}
