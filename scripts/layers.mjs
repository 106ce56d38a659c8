// The layers of tests: how each is run, and how its own report is read into `{ passed, failed, skipped }`.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { findChromium } from './chromium.mjs';
import { hasFront } from './front.mjs';
import { run } from './run.mjs';
import { buildWorkers, ensureRust } from './rust.mjs';

const REPORTS = 'target/test-reports';
const NONE = { passed: 0, failed: 0, skipped: 0 };

export const layers = { rules, worker, screens, e2e };

/** The rules of the tasting, natively, and the faults that the simulator must catch. */
async function rules() {
  await ensureRust({ wasm: false });
  const rules = await cargoTest('testing the rules', '--workspace');
  const mutants = ['-p', 'sommelier-arena-simulator', '--features', 'mutants', '--test', 'mutants'];
  const caught = await cargoTest('testing the tests', ...mutants);
  const sum = (count) => [count, rules[count] + caught[count]];
  return Object.fromEntries(Object.keys(NONE).map(sum));
}

async function cargoTest(what, ...args) {
  // Not over the committed TypeScript: whether that is what the Rust says is for `npm run check` to find.
  const env = { TS_RS_EXPORT_DIR: resolve('target/protocol') };
  const { code, output } = await run('cargo', ['test', '--no-fail-fast', ...args], { what, env });
  const counts = { ...NONE };
  for (const [, passed, failed, ignored] of output.matchAll(
    /^test result: \w+\. (\d+) passed; (\d+) failed; (\d+) ignored/gm,
  )) {
    counts.passed += Number(passed);
    counts.failed += Number(failed);
    counts.skipped += Number(ignored);
  }
  return verdict(code, counts);
}

/** The Workers as built, in a real workerd, and how they are deployed. */
async function worker() {
  const files = [...testsIn('tests/worker', '.test.mjs'), ...testsIn('tests/deploy', '.test.mjs')];
  if (!(await buildWorkers())) return verdict(1, NONE);
  if (files.length === 0) return NONE;
  const tap = report('worker.tap');
  const reporters = ['--test-reporter=spec', '--test-reporter-destination=stdout'];
  reporters.push('--test-reporter=tap', `--test-reporter-destination=${tap}`);
  // One file at a time: each starts a workerd of its own.
  const { code } = await run('node', ['--test', '--test-concurrency=1', ...reporters, ...files], {
    what: 'testing the Workers',
  });
  const count = (word) => Number(new RegExp(`^# ${word} (\\d+)$`, 'm').exec(readIf(tap))?.[1] ?? 0);
  const counts = {
    passed: count('pass'),
    failed: count('fail') + count('cancelled'),
    skipped: count('skipped') + count('todo'),
  };
  return verdict(code, counts);
}

/** The front's screens and reducers. */
async function screens() {
  if (!hasFront()) return NONE;
  const json = report('screens.json');
  const args = ['run', '--passWithNoTests', '--reporter=default', '--reporter=json', `--outputFile.json=${json}`];
  const { code } = await run('vitest', args, { what: 'testing the screens', cwd: 'front' });
  const said = JSON.parse(readIf(json) || '{}');
  const skipped = (said.numPendingTests ?? 0) + (said.numTodoTests ?? 0);
  return verdict(code, { passed: said.numPassedTests ?? 0, failed: said.numFailedTests ?? 0, skipped });
}

/** Whole evenings in a real browser, against what `npm start` serves. */
async function e2e() {
  if (testsIn('tests/e2e', '.spec.mjs', '.spec.ts').length === 0) return NONE;
  const { path, missing } = await findChromium();
  if (missing) return (console.error(missing), verdict(1, NONE));
  if (!(await buildWorkers())) return verdict(1, NONE);
  const json = report('e2e.json');
  rmSync(`${REPORTS}/e2e-state`, { recursive: true, force: true });
  const env = { CHROMIUM_PATH: path, PLAYWRIGHT_JSON_OUTPUT_NAME: json };
  const args = ['test', '--config', 'tests/e2e/playwright.config.mjs', '--reporter=list,json'];
  const { code } = await run('playwright', args, { what: 'playing evenings in a browser', env });
  const { expected = 0, unexpected = 0, flaky = 0, skipped = 0 } = JSON.parse(readIf(json) || '{}').stats ?? {};
  return verdict(code, { passed: expected, failed: unexpected + flaky, skipped });
}

/** A runner that failed without naming a failed test has itself failed, and that counts as one. */
function verdict(code, counts) {
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

function testsIn(folder, ...endings) {
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder).filter((file) => endings.some((ending) => file.endsWith(ending)));
  return files.sort().map((file) => `${folder}/${file}`);
}

/** Where a layer's machine-readable report goes; a stale one must not be taken for this run's. */
function report(name) {
  mkdirSync(REPORTS, { recursive: true });
  rmSync(`${REPORTS}/${name}`, { force: true });
  return resolve(REPORTS, name);
}

const readIf = (path) => (existsSync(path) ? readFileSync(path, 'utf8') : '');
