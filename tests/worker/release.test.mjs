// `npm run release` in a clone: what it refuses, and what it leaves.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { appendFileSync, copyFileSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, test } from 'node:test';

const clone = mkdtempSync(join(tmpdir(), 'release-'));
after(() => rmSync(clone, { recursive: true, force: true }));

const run = (command, ...args) =>
  execFileSync(command, args, { cwd: clone, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();
const read = (file) => readFileSync(join(clone, file), 'utf8');
const release = (version) => run('node', 'scripts/release.mjs', version);
const refused = (version, why) =>
  assert.throws(
    () => release(version),
    ({ stderr }) => why.test(stderr),
  );

run('git', 'clone', '--quiet', '--depth', '1', `file://${resolve('.')}`, '.');
run('git', 'config', 'user.name', 'Anybody');
run('git', 'config', 'user.email', 'anybody@arena.example');
symlinkSync(resolve('node_modules'), join(clone, 'node_modules'));
appendFileSync(join(clone, '.git/info/exclude'), 'node_modules\n');
// As it is here; and with news, of which there are none just after a release.
copyFileSync('scripts/release.mjs', join(clone, 'scripts/release.mjs'));
const told = read('CHANGELOG.md').replace(/^## Unreleased\n/m, '$&\n- Something is new.\n');
writeFileSync(join(clone, 'CHANGELOG.md'), told);
run('git', 'commit', '--quiet', '--all', '--message', 'Something is new');

const [version] = /(?<=^version = ")[^"]+/m.exec(read('Cargo.toml'));
const [major, minor] = version.split('.').map(Number);
const next = `${major}.${minor + 1}.0`;

test('no version, an earlier one, and what is not committed are refused', () => {
  for (const wrong of ['', 'next', 'v1.2.3', '1.2', version, '0.0.9']) refused(wrong, /no version after/);
  appendFileSync(join(clone, 'README.md'), 'More.\n');
  refused(next, /not committed/);
  run('git', 'checkout', '--quiet', 'README.md');
});

test('a release is one commit with its tag, in which the version stands everywhere', () => {
  const news = read('CHANGELOG.md').split('## Unreleased')[1].trim();
  release(next);
  assert.equal(run('git', 'status', '--porcelain'), '');
  assert.equal(run('git', 'describe', '--exact-match'), `v${next}`);
  assert.equal(run('git', 'diff', '--name-only', 'HEAD~1'), 'CHANGELOG.md\nCargo.lock\nCargo.toml');
  const [, unreleased, released] = read('CHANGELOG.md').split(/^## .*$/m);
  assert.equal(unreleased.trim(), '');
  assert.equal(released.trim(), news.split(/^## /m)[0].trim());
  const metadata = JSON.parse(run('cargo', 'metadata', '--locked', '--offline', '--no-deps', '--format-version', '1'));
  for (const { name, version } of metadata.packages) assert.equal(version, next, name);
  for (const { name } of metadata.packages)
    assert.ok(read('Cargo.lock').includes(`name = "${name}"\nversion = "${next}"`), name);
});

test('without news there is no release, and no version twice', () => {
  refused(`${major}.${minor + 2}.0`, /nothing under "Unreleased"/);
  run('git', 'reset', '--quiet', '--hard', 'HEAD~1');
  refused(next, /a tag v/);
});
