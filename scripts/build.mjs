// `npm run build`: the Workers and the front as they are deployed. Wrangler calls it too, for one Worker alone.
import { buildFront } from './front.mjs';
import { stop } from './run.mjs';
import { WORKERS, buildWorker, buildWorkers } from './rust.mjs';

// `--worker [folder]`, the folder seen from the root, wherever wrangler stands when it calls.
const flag = process.argv.indexOf('--worker');
const folder = flag < 0 ? undefined : (process.argv[flag + 1] ?? WORKERS.rooms);
if (folder && !Object.values(WORKERS).includes(folder))
  stop(`There is no Worker in "${folder}": name one of ${Object.values(WORKERS).join(', ')}.`);

// `npm start` asks wrangler for quick builds by this variable.
const how = { dev: process.env.WORKER_PROFILE === 'dev', quiet: folder !== undefined };

if (!(await (folder ? buildWorker(folder, how) : buildWorkers(how))))
  stop('A Worker did not build: see the lines above.');
if (!folder && !(await buildFront())) stop('The front did not build: see the lines above.');
