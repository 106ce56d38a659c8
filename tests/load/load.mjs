// `npm run load -- --players 1000`: a game of ours and the same of two rooms in plain JavaScript, in one run.
import { mkdirSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { endAll, stop } from '../../scripts/run.mjs';
import { buildWorkers } from '../../scripts/rust.mjs';
import { firstJoins, play } from './game.mjs';
import { counted, floor, lay, rooms, serve } from './workerd.mjs';

const { values } = parseArgs({
  options: {
    players: { type: 'string', default: '1000' },
    games: { type: 'string', default: '3' },
    only: { type: 'string' },
  },
});
const whole = (name, most) => {
  const value = Number(values[name]);
  if (Number.isInteger(value) && value >= 1 && value <= most) return value;
  return stop(`--${name} is a whole number from 1 to ${most}.`);
};
/** Where the first game of a process is played. */
const FIRST = '9000';
const players = whole('players', 5_000);
const rounds = whole('games', 99);

const contenders = { floor: floor(false), 'durable floor': floor(true), ours: rooms };
if (values.only && !contenders[values.only]) stop(`--only is one of: ${Object.keys(contenders).join(', ')}.`);
if (!(await buildWorkers())) process.exit(1);

// In turns: what else the machine does, and how fast it is at the time, meets all of them.
const games = {};
for (let round = 1; round <= rounds; round += 1)
  for (const [name, what] of Object.entries(contenders)) {
    if (values.only && values.only !== name) continue;
    console.log(`${name}: ${players} players, game ${round} of ${rounds}`);
    const server = await serve(what);
    let parts = 0;
    const tell = (part) => process.stdout.isTTY && process.stdout.write(`\r${(parts += 1)} ${part}          \r`);
    // In the first V8 compiles what is hot, for games to come; how it weighs is told, too.
    const first = await play(server, players, { code: FIRST, tell, storm: false });
    await server.rests();
    const game = await play(server, players, { tell, storm: round === rounds });
    await server.end();
    (games[name] ??= []).push({ ...game, first, firstJoin: await firstJoins(await lay(what)) });
  }
const results = Object.fromEntries(Object.entries(games).map(([name, played]) => [name, together(played)]));
for (const [name, result] of Object.entries(results)) print(name, result);
compare(results);
const { ours } = results;
if (ours) {
  console.log('\nours, once more, counted');
  const server = await serve(counted);
  await play(server, players, { storm: false });
  const { rowsRead, rowsWritten, awakeMs } = await (await fetch(`${server.url}/counted`)).json();
  await server.end();
  ours.billed = { rowsRead, rowsWritten, awakeMs };
  console.log(`${rowsWritten} rows written, ${rowsRead} read; awake for ${Math.round(awakeMs)} ms of the game`);
}

mkdirSync('target/load', { recursive: true });
const file = `target/load/${players}.json`;
writeFileSync(
  file,
  JSON.stringify(results, (key, value) => (key === 'ms' ? percentiles(value) : value), 2),
);
console.log(`\nAll of it is in ${file}.`);
await endAll();
const faulty = Object.values(results).some(({ lost, miscounted }) => lost > 0 || miscounted > 0);
process.exit(faulty ? 1 : 0);

/** A contender's games as one: every player's times, and of what is measured once in a game the median. */
function together(played) {
  const all = (of) => played.flatMap(of);
  const names = [...new Set(all(({ phases }) => Object.keys(phases)))];
  const phase = (name) => {
    const parts = all(({ phases }) => phases[name] ?? []);
    const cpuMs = median(parts.map((part) => part.cpuMs));
    return { ms: parts.flatMap(({ ms }) => ms), last: parts.flatMap(({ last }) => last), cpuMs };
  };
  const sum = (of) => played.reduce((so, game) => so + of(game), 0);
  return {
    players,
    gamesCpuMs: played.map(({ gameCpuMs }) => Math.round(gameCpuMs)),
    gameCpuMs: median(played.map(({ gameCpuMs }) => gameCpuMs)),
    firstGameCpuMs: median(played.map(({ first }) => first.gameCpuMs)),
    memoryMb: Math.max(...played.map(({ first }) => first.memoryMb)),
    heard: played.at(-1).heard,
    lost: sum(({ lost, first }) => lost + first.lost),
    miscounted: sum(({ miscounted, first }) => miscounted + first.miscounted),
    phases: Object.fromEntries(names.map((name) => [name, phase(name)])),
    firstJoin: { ms: all(({ firstJoin }) => firstJoin) },
  };
}

function percentiles(all) {
  const sorted = all.toSorted((a, b) => a - b);
  const at = (share) => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]);
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), max: Math.round(sorted.at(-1)) };
}

function median(all) {
  return all.toSorted((a, b) => a - b)[all.length >> 1];
}

function print(name, { phases, gameCpuMs, gamesCpuMs, firstGameCpuMs, memoryMb, heard, lost, miscounted, firstJoin }) {
  const columns = Object.entries(phases).map(([phase, { ms, last, cpuMs }]) => [
    phase,
    {
      ...percentiles(ms),
      ...(last.length > 0 && { 'the last': Math.round(median(last)) }),
      'server CPU': Math.round(cpuMs),
    },
  ]);
  console.log(`\n${name}`);
  console.table(Object.fromEntries(columns));
  console.log(
    `${Math.round(gameCpuMs)} ms of the server's processor for the game (${gamesCpuMs.join(', ')}), ` +
      `${Math.round(firstGameCpuMs)} for a process's first; ${Math.round(memoryMb)} MB; ` +
      `${heard.frames.toFixed(1)} frames and ${Math.round(heard.bytes)} bytes a player; ${lost} lost, ${miscounted} miscounted; ` +
      `a new process answers its first join after ${Math.round(median(firstJoin.ms))} ms`,
  );
}

function compare({ floor, 'durable floor': durable, ours }) {
  if (!floor || !durable || !ours) return;
  const last = (result, phase) => median(result.phases[phase].last);
  const first = (result) => median(result.firstJoin.ms);
  const ratio = (name, a, b, most) => ({ [name]: { ratio: Number((a / b).toFixed(2)), 'at most': most } });
  console.log('');
  console.table({
    ...ratio('CPU of the game', ours.gameCpuMs, floor.gameCpuMs, 1.25),
    ...ratio("CPU of a process's first game", ours.firstGameCpuMs, floor.firstGameCpuMs, 1.25),
    ...ratio('question to the last phone', last(ours, 'question'), last(floor, 'question'), 1.3),
    ...ratio('reveal to the last phone', last(ours, 'reveal'), last(floor, 'reveal'), 1.3),
    ...ratio('standings to the last phone', last(ours, 'standings'), last(floor, 'standings'), 1.3),
    ...ratio('answers confirmed, of the durable floor', last(ours, 'answer'), last(durable, 'answer'), 0.4),
    ...ratio('first join of a new process', first(ours), first(floor), 1.3),
  });
}
