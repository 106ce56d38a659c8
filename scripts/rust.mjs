// The Rust side of the tools: the toolchain, the two pinned programs that make a Worker of a crate, and the Wasm itself.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { run, stop } from './run.mjs';

const WASM = 'wasm32-unknown-unknown';
const WORKER_BUILD = '0.8.7';
// Per user and per version, so that a second clone finds them built.
const TOOLS = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'sommelier-arena', 'tools');
const WASM_OPT = resolve('node_modules/.bin/wasm-opt');
/** The Workers of the workspace: what each is called, and the folder of its crate. */
export const WORKERS = { rooms: '.', answers: 'wine-answers-worker', proxy: 'proxy-worker' };

/** Cargo, and the target that Workers run. */
export async function ensureRust({ wasm = true } = {}) {
  const rustc = await run('rustc', ['--version'], { quiet: true });
  if (rustc.code !== 0)
    stop(
      'Rust is missing: install it from https://rustup.rs (stable, 1.91 or newer), open a new terminal, then run this again.',
    );
  const wanted = Number(/^rust-version = "1\.(\d+)/m.exec(readFileSync('Cargo.toml', 'utf8'))[1]);
  const found = Number(/rustc 1\.(\d+)/.exec(rustc.output)?.[1]);
  if (found < wanted)
    stop(`Rust 1.${found} is too old: run \`rustup update stable\` (1.${wanted} or newer), then run this again.`);
  if (!wasm) return;
  const { output: sysroot } = await run('rustc', ['--print', 'sysroot'], { quiet: true });
  if (existsSync(join(sysroot.trim(), 'lib/rustlib', WASM))) return;
  console.log(`Adding Rust's ${WASM} target …`);
  if ((await run('rustup', ['target', 'add', WASM])).code !== 0)
    stop(`Rust has no ${WASM} target: run \`rustup target add ${WASM}\`, then run this again.`);
}

/** Builds these Workers, one after the other: each build has the whole machine. */
export async function buildWorkers(how, folders = Object.values(WORKERS)) {
  for (const folder of folders) if (!(await buildWorker(folder, how))) return false;
  return true;
}

/**
 * Builds the Worker of a folder into its `build/`, unless that is already built from exactly these sources.
 * A `dev` build is not optimised: for reloading while writing, never for measuring or deploying.
 * A `quiet` one speaks only when it fails.
 */
export async function buildWorker(folder, { dev = false, quiet = false } = {}) {
  const built = join(folder, 'build/index_bg.wasm');
  const stamp = join(folder, 'build/.built-from');
  const sources = fingerprint(folder, dev);
  const fresh = existsSync(built) && existsSync(stamp) && readFileSync(stamp, 'utf8') === sources;
  if (!fresh) {
    await ensureRust();
    const bindgen = await ensureTool('wasm-bindgen-cli', wasmBindgenVersion());
    const builder = await ensureTool('worker-build', WORKER_BUILD);
    const { code, took, output } = await run(join(builder, 'worker-build'), [dev ? '--dev' : '--release'], {
      what: 'building the Wasm',
      quiet,
      cwd: folder,
      env: {
        WASM_BINDGEN_BIN: join(bindgen, 'wasm-bindgen'),
        ESBUILD_BIN: resolve('node_modules/.bin/esbuild'),
        WASM_OPT_BIN: WASM_OPT,
      },
    });
    if (code !== 0 && quiet) console.error(output);
    if (code !== 0) return false;
    // wasm-opt has put the functions in the order of their names, and worker-build has it keep those.
    if (!dev && (await run(WASM_OPT, ['--strip-debug', built, '-o', built])).code !== 0) return false;
    writeFileSync(stamp, sources);
    console.log(`Built the Wasm in ${took} s.`);
  }
  console.log(wasmSize(folder, readFileSync(built), dev));
  return true;
}

/** `Wasm of the rooms (release): 146.2 KB raw, 58.1 KB gzipped`, for whoever watches its weight. */
function wasmSize(folder, wasm, dev) {
  const name = Object.keys(WORKERS).find((name) => WORKERS[name] === folder);
  const kb = (bytes) => `${(bytes / 1_024).toFixed(1)} KB`;
  const sizes = `${kb(wasm.length)} raw, ${kb(gzipSync(wasm, { level: 9 }).length)} gzipped`;
  return `Wasm of the ${name} (${dev ? 'dev' : 'release'}): ${sizes}`;
}

/** The folder of a pinned program's binaries, built with cargo the first time. */
async function ensureTool(name, version) {
  const home = join(TOOLS, `${name}-${version}`);
  if (existsSync(join(home, 'bin'))) return join(home, 'bin');
  console.log(`Building ${name} ${version} once for this machine (a few minutes) …`);
  const parts = join(TOOLS, `.${name}-${process.pid}`);
  mkdirSync(parts, { recursive: true });
  const install = (...extra) =>
    run('cargo', ['install', name, '--version', `=${version}`, '--root', join(parts, 'out'), ...extra], {
      what: `building ${name}`,
      // They run for a moment each: built quickly rather than made quick, and the one that only calls others the most.
      env: {
        CARGO_TARGET_DIR: join(parts, 'target'),
        CARGO_PROFILE_RELEASE_OPT_LEVEL: name === 'worker-build' ? '0' : '1',
        CARGO_PROFILE_RELEASE_LTO: 'off',
      },
    });
  // A mirror that lags behind may lack a locked dependency; the newest that it has will do.
  let { code } = await install('--locked');
  if (code !== 0) ({ code } = await install());
  if (code === 0) renameSync(join(parts, 'out'), home);
  rmSync(parts, { recursive: true, force: true });
  if (code !== 0) stop(`${name} ${version} could not be built: see the lines above, then run this again.`);
  return join(home, 'bin');
}

/** The command-line half must be of the version of the library half. */
function wasmBindgenVersion() {
  return /name = "wasm-bindgen"\nversion = "([^"]+)"/.exec(readFileSync('Cargo.lock', 'utf8'))[1];
}

/** Changes with whatever goes into a Worker's Wasm: its crate, `house/`, and what cargo resolved and is told. */
export function fingerprint(folder, dev) {
  const hash = createHash('sha256').update(dev ? 'dev' : 'release');
  const manifests = ['Cargo.toml', 'Cargo.lock', '.cargo/config.toml', 'house/Cargo.toml', join(folder, 'Cargo.toml')];
  const sources = ['house/src', join(folder, 'src')].flatMap((place) =>
    readdirSync(place, { recursive: true }).map((file) => join(place, String(file))),
  );
  const files = [
    ...manifests,
    ...sources.filter((file) => file.endsWith('.rs')).sort(),
    join(folder, 'catalogue.json'),
  ];
  for (const file of files.filter((file) => existsSync(file))) hash.update(`\0${file}\0`).update(readFileSync(file));
  return hash.digest('hex');
}
