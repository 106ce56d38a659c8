// What the docs say of storage and of the log, as a test: whatever the code keeps or logs they tell, and nothing else.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

const read = (file) => readFileSync(file, 'utf8');
const below = (folder, ending) =>
  readdirSync(folder, { recursive: true })
    .filter((file) => String(file).endsWith(ending))
    .map((file) => read(join(folder, String(file))));
const named = (text, pattern) => [...text.matchAll(pattern)].flatMap(([, ...names]) => names.filter(Boolean));
const sorted = (names) => [...new Set(names)].sort();

/** A section of a page, and the names in the given column of its tables. */
function section(page, title) {
  const [, text] = read(`docs-site/docs/${page}.md`).split(`\n## ${title}`);
  return text.split('\n## ')[0];
}
const column = (text, at) =>
  text
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .flatMap((line) => named(line.split(' | ')[at] ?? '', /`([^`]+)`/g));

const TABLES = {
  'A room (`GameSession`': 'src/room/storage.rs',
  'A host (`HostIndex`': 'src/room/host_storage.rs',
  'The curated answers (`AnswersWriter`': 'wine-answers-worker/src/rows.rs',
};
for (const [title, file] of Object.entries(TABLES))
  test(`${title}) has the tables that data.md says`, () => {
    const made = sorted(named(read(file), /CREATE TABLE (\w+)/g));
    const told = column(section('data', title), 0).map((name) => name.replace('| ', ''));
    assert.deepEqual(sorted(told), made);
  });

test('the archive has the table and the columns that data.md says', () => {
  const [, table, columns] = /CREATE TABLE IF NOT EXISTS (\w+) \(([^;]+)\)/.exec(read('migrations/0001_journal.sql'));
  const told = section('data', 'The archive of journals');
  for (const name of [table, ...named(columns, /^ {2,}(\w+) \w+ NOT NULL/gm)])
    assert.ok(told.includes(`\`${name}\``), name);
});

test('KV has the keys that data.md says', () => {
  const kv = read('wine-answers-worker/src/kv.rs') + read('src/room/published.rs');
  const prefixes = named(kv, /format!\("([a-z]+:)\{/g);
  const told = column(section('data', 'KV'), 1).map((key) => key.replace(/\{.*/, ''));
  // A list's key is its category, without more.
  assert.deepEqual(sorted(told), sorted(['', ...prefixes]));
});

test('a browser keeps what data.md says', () => {
  const kept = below('front/src', '.ts').concat(below('front/src', '.tsx'), below('front/src', '.js'));
  const keys = named(kept.join('\n'), /['"`](sommelierArena:[A-Za-z]+)/g);
  const told = column(section('data', 'The browser'), 0).map((key) => key.replace('…', 'sommelierArena'));
  assert.deepEqual(sorted(named(told.join('\n'), /^(sommelierArena:[A-Za-z]+)/gm)), sorted(keys));
});

test('every line of the log is told, and none that there is not', () => {
  const folders = ['src', 'house/src', 'wine-answers-worker/src', 'proxy-worker/src'];
  const rust = folders
    .flatMap((folder) => below(folder, '.rs'))
    .concat(read('guard.mjs'), read('entry.mjs'))
    .join('\n');
  const logged = [
    ...named(rust, /(?:"event": |\bevent\(|\bevent: )(?:if [\w.]+ \{ )?["']([\w ]+)["'](?: \} else \{ "(\w+)" \})?/g),
    // Through what each place has for what fails there.
    ...named(rust, /\b(?:failed|cannot|log)\(\s*(?:&\w+, None, )?"([a-z ]+)"/g),
  ];
  assert.deepEqual(
    sorted(column(section('checking', 'What is logged'), 0).filter((it) => it !== 'event')),
    sorted(logged),
  );
});
