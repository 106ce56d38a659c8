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
    only: { type: 'string' },
  },
});
const players = Number(values.players);
if (!Number.isInteger(players) || players < 1 || players > 5_000) stop('--players is a whole number from 1 to 5000.');

const contenders = { floor: floor(false), 'durable floor': floor(true), ours: rooms };
if (values.only && !contenders[values.only]) stop(`--only is one of: ${Object.keys(contenders).join(', ')}.`);
if (!(await buildWorkers())) process.exit(1);

const results = {};
for (const [name, what] of Object.entries(contenders)) {
  if (values.only && values.only !== name) continue;
  console.log(`\n${name}: ${players} players`);
  const server = await serve(what);
  let parts = 0;
  const tell = (part) => process.stdout.isTTY && process.stdout.write(`\r${(parts += 1)} ${part}          `);
  results[name] = await play(server, players, { tell });
  await server.end();
  results[name].firstJoin = { ms: await firstJoins(await lay(what)) };
  print(results[name]);
}
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

function percentiles(all) {
  const sorted = all.toSorted((a, b) => a - b);
  const at = (share) => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]);
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), max: Math.round(sorted.at(-1)) };
}

function print({ phases, gameCpuMs, memoryMb, heard, lost, miscounted, firstJoin }) {
  const columns = Object.entries(phases).map(([name, { ms, cpuMs }]) => [
    name,
    { ...percentiles(ms), 'server CPU': Math.round(cpuMs) },
  ]);
  console.log('');
  console.table(Object.fromEntries(columns));
  console.log(
    `${Math.round(gameCpuMs)} ms of the server's processor for the game; ${Math.round(memoryMb)} MB; ` +
      `${heard.frames.toFixed(1)} frames and ${Math.round(heard.bytes)} bytes a player; ${lost} lost, ${miscounted} miscounted; ` +
      `a new process answers its first join after ${percentiles(firstJoin.ms).p50} ms`,
  );
}

function compare({ floor, 'durable floor': durable, ours }) {
  if (!floor || !durable || !ours) return;
  const last = (result, phase) => percentiles(result.phases[phase].ms).max;
  const median = (all) => percentiles(all).p50;
  const ratio = (name, a, b, most) => ({ [name]: { ratio: Number((a / b).toFixed(2)), 'at most': most } });
  console.log('');
  console.table({
    ...ratio('CPU of the game', ours.gameCpuMs, floor.gameCpuMs, 1.25),
    ...ratio('question to the last phone', last(ours, 'question'), last(floor, 'question'), 1.3),
    ...ratio('reveal to the last phone', last(ours, 'reveal'), last(floor, 'reveal'), 1.3),
    ...ratio('standings to the last phone', last(ours, 'standings'), last(floor, 'standings'), 1.3),
    ...ratio('answers confirmed, of the durable floor', last(ours, 'answer'), last(durable, 'answer'), 0.4),
    ...ratio('first join of a new process', median(ours.firstJoin.ms), median(floor.firstJoin.ms), 1.3),
  });
}
