// `npm run lighthouse`: what Lighthouse says of the home page, the join form and the docs' home as they are deployed.
import { mkdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { findChromium } from './chromium.mjs';
import { buildDocs } from './docs.mjs';
import { buildFront } from './front.mjs';
import { endAll, run, start, stop } from './run.mjs';

const LIGHTHOUSE = 'lighthouse@13.5.0';
const FRONT = { port: 4423, folder: 'front/dist' };
const DOCS = { port: 4424, folder: 'docs-site/build' };
/** What each page reaches at least. */
const PAGES = [
  { path: '/', site: FRONT, least: 98 },
  { path: '/play', site: FRONT, least: 98 },
  { path: '/docs/', site: DOCS, least: 95 },
];
const REPORTS = resolve('target/test-reports');

const { only } = parseArgs({ options: { only: { type: 'string' } } }).values;
const pages = PAGES.filter(({ path }) => !only || path === only);
if (pages.length === 0) stop(`--only is one of: ${PAGES.map(({ path }) => path).join(', ')}.`);

const chromium = await findChromium();
if (chromium.missing) stop(chromium.missing);
const sites = new Set(pages.map(({ site }) => site));
if (sites.has(FRONT) && !(await buildFront())) stop('The front did not build: see the lines above.');
if (sites.has(DOCS) && (await buildDocs()).code !== 0) stop('The docs did not build: see the lines above.');
for (const { folder, port } of sites) start('node', ['tests/e2e/pages.mjs', folder, String(port)]);
mkdirSync(REPORTS, { recursive: true });

const low = [];
for (const { path, site, least } of pages) {
  const report = `${REPORTS}/lighthouse${path.replaceAll('/', '-')}.json`;
  const flags = ['--quiet', '--chrome-flags=--headless=new --no-sandbox', '--output=json', `--output-path=${report}`];
  const categories = '--only-categories=performance,accessibility,best-practices,seo';
  const address = `http://localhost:${site.port}${path}`;
  const { code, output } = await run('npx', ['--yes', LIGHTHOUSE, address, categories, ...flags], {
    what: `looking at ${path}`,
    quiet: true,
    env: { CHROME_PATH: chromium.path },
  });
  if (code !== 0) stop(`${output}\n\nLighthouse did not look at ${path}: see the lines above.`);
  const scores = Object.values(JSON.parse(readFileSync(report, 'utf8')).categories);
  console.log(`${path.padEnd(6)} ${scores.map(({ id, score }) => `${id} ${Math.round(score * 100)}`).join(', ')}`);
  if (scores.some(({ score }) => Math.round(score * 100) < least)) low.push(`${path} is under ${least}`);
}
await endAll();
if (low.length > 0) stop(`${low.join(', ')}: the reports in ${REPORTS} say why.`);
