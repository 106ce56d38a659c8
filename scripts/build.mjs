// `npm run build`: the Worker and the front as they are deployed. Wrangler calls it too, for the Worker alone.
import { buildFront } from './front.mjs';
import { stop } from './run.mjs';
import { buildWorker } from './rust.mjs';

const forWrangler = process.argv.includes('--worker');
// `npm start` asks wrangler for quick builds by this variable.
const dev = process.env.WORKER_PROFILE === 'dev';

if (!(await buildWorker({ dev, quiet: forWrangler }))) stop('The Worker did not build: see the lines above.');
if (!forWrangler && !(await buildFront())) stop('The front did not build: see the lines above.');
