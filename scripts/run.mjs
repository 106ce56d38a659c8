// Runs the tools: one way to start a command, to show that a long one lives, and to end it with all it started.
import { spawn } from 'node:child_process';
import { environment } from './node.mjs';

const HEARTBEAT_MS = 20_000;
const running = new Set();

/** Whether this verb is on its way out, so that what ends now ends because it was told to. */
export let ending = false;

/**
 * Ends the verb with one sentence that says what to do.
 *
 * @returns {never}
 */
export function stop(sentence) {
  console.error(`\n${sentence}`);
  process.exit(1);
}

/**
 * @typedef {{ show?: (line: string) => void, env?: Record<string, string>, cwd?: string }} How
 *
 * Starts a command in a process group of its own, so that `end` takes its children along.
 * `show(line)` gets each line that it prints; `env` comes on top of an environment without secrets.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {How} how
 */
export function start(command, args, { show = console.log, env, cwd } = {}) {
  const child = spawn(command, args, {
    cwd,
    env: { ...environment(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  running.add(child);
  const done = new Promise((resolve) => {
    child.on('error', (error) => resolve({ code: 127, error }));
    child.on('close', (code, signal) => resolve({ code: code ?? 1, signal }));
  }).then((how) => (running.delete(child), how));
  for (const stream of [child.stdout, child.stderr]) {
    let rest = '';
    stream.setEncoding('utf8').on('data', (text) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      lines.forEach((line) => show(line));
    });
    stream.on('end', () => rest && show(rest));
  }
  return { child, done };
}

/**
 * Runs a command to its end and resolves to `{ code, output }`. Its lines are shown as they come, or, when
 * `quiet`, not at all; either way a long silence is filled with a line that says it is still at it.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {Omit<How, 'show'> & { what?: string, quiet?: boolean }} how
 */
export async function run(command, args, { what = command, quiet = false, ...options } = {}) {
  const lines = [];
  const began = Date.now();
  let last = began;
  const show = (line) => {
    lines.push(line);
    if (quiet) return;
    last = Date.now();
    console.log(line);
  };
  const heartbeat = setInterval(() => {
    if (Date.now() - last < HEARTBEAT_MS) return;
    last = Date.now();
    console.log(`… still ${what}, ${seconds(began)} s`);
  }, 1_000);
  const { code, error } = await start(command, args, { ...options, show }).done;
  clearInterval(heartbeat);
  if (error) lines.push(error.message);
  return { code, output: lines.join('\n'), took: seconds(began) };
}

/** Ends every command still running, first politely. */
export async function endAll() {
  ending = true;
  const groups = [...running].map((child) => new Promise((done) => child.once('close', done)));
  signalAll('SIGTERM');
  await Promise.race([Promise.all(groups), new Promise((late) => setTimeout(late, 4_000))]);
  signalAll('SIGKILL');
}

function signalAll(signal) {
  for (const { pid } of running) {
    try {
      if (pid) process.kill(-pid, signal);
    } catch {
      // The group is gone already.
    }
  }
}

// Whatever ends the verb ends what it started: nothing keeps a port after Ctrl-C or a failure.
process.on('exit', () => signalAll('SIGKILL'));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, async () => {
    await endAll();
    process.exit(signal === 'SIGINT' ? 130 : 143);
  });
}

function seconds(since) {
  return Math.round((Date.now() - since) / 1_000);
}
