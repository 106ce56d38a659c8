// `npm run fuzz -- --minutes 10`: any frames from any sockets in any order, for as long as one likes.
import { parseArgs } from 'node:util';
import { run, stop } from './run.mjs';
import { ensureRust } from './rust.mjs';

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '10' } } });
const minutes = Number(values.minutes);
if (!(minutes > 0)) stop(`"${values.minutes}" is no number of minutes: say --minutes 10.`);

await ensureRust({ wasm: false });
// The targets share the time; an input that breaks something is printed as the seed that makes it again.
const { code } = await run('cargo', ['test', '--package', 'sommelier-fuzz', '--', '--nocapture', 'any_'], {
  what: 'fuzzing',
  env: {
    BOLERO_RANDOM_TEST_TIME_MS: String(minutes * 60_000),
    BOLERO_RANDOM_ITERATIONS: String(Number.MAX_SAFE_INTEGER),
  },
});
process.exit(code);
