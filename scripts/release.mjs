// `npm run release -- 1.2.3`: gives what is committed a version, where it stands and in the changelog; then a commit and a tag.
import { readFileSync, writeFileSync } from 'node:fs';
import { run, stop } from './run.mjs';

/** Where the version stands: `/health` reports that of `Cargo.toml`, and the lock file follows it. */
const STANDS = {
  'Cargo.toml': /(?<=^\[workspace\.package\]\nversion = ")[^"]+/m,
  'Cargo.lock': /(?<=^name = "sommelier-[^"]+"\nversion = ")[^"]+/gm,
};
const NEWS = /^## Unreleased\n+(?=\S)(?!## )/m;

const [version = ''] = process.argv.slice(2);
const [current] = STANDS['Cargo.toml'].exec(readFileSync('Cargo.toml', 'utf8'));
const numbers = (text) => text.split('.').map(Number);
const isNewer = numbers(version).reduceRight((rest, number, at) => {
  const before = numbers(current)[at];
  return number > before || (number === before && rest);
}, false);
if (!/^\d+\.\d+\.\d+$/.test(version) || !isNewer)
  stop(`"${version}" is no version after ${current}: run \`npm run release -- x.y.z\`.`);
if (await git('status', '--porcelain'))
  stop('Something is not committed: commit it or put it away, then run this again.');
if (await git('tag', '--list', `v${version}`)) stop(`There is a tag v${version} already: choose the next version.`);
const news = readFileSync('CHANGELOG.md', 'utf8');
if (!NEWS.test(news))
  stop('CHANGELOG.md has nothing under "Unreleased": write down what changed, then run this again.');

for (const [file, where] of Object.entries(STANDS))
  writeFileSync(file, readFileSync(file, 'utf8').replace(where, version));
const today = new Date().toISOString().slice(0, 10);
writeFileSync('CHANGELOG.md', news.replace(NEWS, `## Unreleased\n\n## ${version} (${today})\n\n`));
await git('commit', '--quiet', '--all', '--message', `Version ${version}`);
await git('tag', '--annotate', `v${version}`, '--message', `Version ${version}`);
console.log(`This is ${version}. \`git push --follow-tags\` publishes it, \`npm run deploy\` deploys it.`);

async function git(...words) {
  const { code, output } = await run('git', words, { quiet: true });
  if (code !== 0) stop(`${output}\ngit ${words[0]} failed: see the lines above.`);
  return output;
}
