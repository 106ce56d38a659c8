// `npm run simulate -- --evenings N --seed S`: plays random evenings in a simulated world, until one breaks a promise.
import { run } from './run.mjs';
import { ensureRust } from './rust.mjs';

await ensureRust({ wasm: false });
const program = ['run', '--quiet', '--profile', 'simulate', '-p', 'sommelier-arena-simulator', '--'];
const { code } = await run('cargo', [...program, ...process.argv.slice(2)], { what: 'building the simulator' });
process.exit(code);
