// `npm run lighthouse`: what Lighthouse says of the home page and the join form as they are deployed; none under 98.
import { mkdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { findChromium } from './chromium.mjs';
import { buildFront } from './front.mjs';
import { endAll, run, start, stop } from './run.mjs';

const LIGHTHOUSE = 'lighthouse@13.5.0';
const LEAST = 98;
const PORT = 4423;
const REPORTS = resolve('target/test-reports');

const { path, missing } = await findChromium();
if (missing) stop(missing);
if (!(await buildFront())) stop('The front did not build: see the lines above.');
start('node', ['tests/e2e/pages.mjs', 'front/dist', String(PORT)]);
mkdirSync(REPORTS, { recursive: true });

let low = false;
for (const page of ['/', '/play']) {
  const report = `${REPORTS}/lighthouse${page.replace('/', '-')}.json`;
  const flags = ['--quiet', '--chrome-flags=--headless=new --no-sandbox', '--output=json', `--output-path=${report}`];
  const only = '--only-categories=performance,accessibility,best-practices,seo';
  const { code, output } = await run('npx', ['--yes', LIGHTHOUSE, `http://localhost:${PORT}${page}`, only, ...flags], {
    what: `looking at ${page}`,
    quiet: true,
    env: { CHROME_PATH: path },
  });
  if (code !== 0) stop(`${output}\n\nLighthouse did not look at ${page}: see the lines above.`);
  const categories = Object.values(JSON.parse(readFileSync(report, 'utf8')).categories);
  console.log(`${page.padEnd(6)} ${categories.map(({ id, score }) => `${id} ${Math.round(score * 100)}`).join(', ')}`);
  low ||= categories.some(({ score }) => Math.round(score * 100) < LEAST);
}
await endAll();
if (low) stop(`Something is under ${LEAST}: the reports in ${REPORTS} say why.`);
