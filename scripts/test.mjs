// `npm test`: every layer, or those named (`npm test -- rules worker`), against the committed floor.
import { readFileSync } from 'node:fs';
import { layers } from './layers.mjs';
import { stop } from './run.mjs';

const asked = process.argv.slice(2);
const unknown = asked.find((name) => !layers[name]);
if (unknown) stop(`There is no layer "${unknown}": choose from ${Object.keys(layers).join(', ')}.`);

const floor = JSON.parse(readFileSync('tests/floor.json', 'utf8'));
const rows = [];
for (const [name, layer] of Object.entries(layers)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  console.log(`\n── ${name} ──`);
  const began = Date.now();
  rows.push({ name, ...(await layer()), floor: floor[name] ?? 0, seconds: Math.round((Date.now() - began) / 1_000) });
}

const columns = ['name', 'passed', 'failed', 'skipped', 'floor', 'seconds'];
const line = (row) => columns.map((column, at) => String(row[column])[at ? 'padStart' : 'padEnd'](9)).join('');
console.log(`\n${['layer', ...columns.slice(1)].map((word, at) => word[at ? 'padStart' : 'padEnd'](9)).join('')}`);
for (const row of rows) console.log(line(row));

const sum = (column) => rows.reduce((total, row) => total + row[column], 0);
const faults = rows.flatMap(({ name, passed, failed, skipped, floor: least }) => [
  ...(failed > 0 ? [`${name}: ${failed} failed`] : []),
  ...(skipped > 0 ? [`${name}: ${skipped} skipped, and no test may be`] : []),
  ...(passed < least ? [`${name}: ${passed} passed, fewer than the ${least} of tests/floor.json`] : []),
]);
console.log(faults.length > 0 ? `\n${faults.join('\n')}\n` : '');
console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
process.exit(faults.length > 0 ? 1 : 0);
