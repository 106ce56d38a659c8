// The table of settings, as a test: whatever the code reads stands in it, and whatever stands in it is read.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parse } from 'smol-toml';

/** Not settings of ours: everybody's, what one part of the tests tells another, and a name that a test made up. */
const NOT_OURS = ['PATH', 'HOME', 'DEPLOYED_FOLDER', 'DEPLOYED_URL', 'DOCS_SERVED_URL', 'PLACE'];

const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { encoding: 'utf8' }).trim().split('\n');
const read = (file) => readFileSync(file, 'utf8');
const sources = (pattern) => files.filter((file) => pattern.test(file)).map(read);
const named = (texts, pattern) => texts.flatMap((text) => [...text.matchAll(pattern)].map(([, name]) => name));

/** What the Workers read of their variables, by a `Reader`, and of their bindings, which are constants; and what tests read. */
function ofRust() {
  const texts = sources(/^(src|house|simulator|tests|proxy-worker|wine-answers-worker)\/.*\.rs$/);
  return [
    ...named(texts, /\b(?:text|whole|limits|site)\(\s*"([A-Z_]+)"/g),
    ...named(texts, /const \w+: &str = "([A-Z][A-Z_]+)";/g),
    ...named(texts, /env::var(?:_os)?\("([A-Z_]+)"\)/g),
  ];
}

function ofJavaScript() {
  const texts = sources(/^(scripts|front|tests|docs-site)\/.*\.(mjs|ts|tsx|astro)$/);
  const taken = named(texts, /\{([^{}]*)\} = process\.env/g).flatMap((names) => names.match(/\b[A-Z][A-Z_]+\b/g) ?? []);
  return [
    ...named(texts, /process\.env\.([A-Z_]+)\b(?! = )/g),
    ...named(texts, /import\.meta\.env\.(PUBLIC_[A-Z_]+)/g),
    ...taken,
  ];
}

/** Compose's variables, the workflows' secrets and variables, and all that a wrangler.toml binds or sets. */
function ofFiles() {
  const bound = sources(/(^|\/)wrangler\.toml$/).flatMap((text) => {
    const { vars = {}, durable_objects, ...kinds } = parse(text);
    const lists = [durable_objects?.bindings, kinds.kv_namespaces, kinds.d1_databases, kinds.ratelimits];
    return [...Object.keys(vars), ...lists.flatMap((list = []) => list.map((it) => it.binding ?? it.name))];
  });
  return [
    ...named([read('docker-compose.yml')], /\$\{([A-Z_]+)/g),
    ...named(sources(/^\.github\/workflows\//), /\b(?:secrets|vars)\.([A-Z_]+)/g),
    ...bound,
  ];
}

const known = new Set([...ofRust(), ...ofJavaScript(), ...ofFiles()].filter((name) => !NOT_OURS.includes(name)));
const rows = read('docs-site/docs/configuration.md')
  .split('\n')
  .filter((line) => /^\| \**`/.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim()));
const told = new Set(rows.flatMap(([, setting]) => setting.match(/[A-Z][A-Z_]+/g)));

test('every setting that is read stands in the table', () => {
  assert.ok(known.size > 40, `only ${known.size} were found`);
  assert.deepEqual(
    [...known].filter((name) => !told.has(name)),
    [],
  );
});

test('every setting of the table is read', () => {
  assert.deepEqual(
    [...told].filter((name) => !known.has(name)),
    [],
  );
});

test('every row says what it is locally, in containers and in production', () => {
  for (const row of rows) {
    assert.equal(row.length, 8, row.join(' | '));
    assert.ok(row.slice(1, 7).every(Boolean), row.join(' | '));
  }
});
