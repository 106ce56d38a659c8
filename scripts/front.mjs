// The front's place in the verbs: it is a workspace with its own scripts, told here where it stands.
import { existsSync } from 'node:fs';
import { run } from './run.mjs';

export const hasFront = () => existsSync('front/package.json');

/** Builds the static pages into `front/dist/`, with these settings. */
export async function buildFront(env = {}) {
  if (!hasFront()) return true;
  const { code } = await run('npm', ['run', 'build', '--workspace', 'front'], { what: 'building the front', env });
  return code === 0;
}
