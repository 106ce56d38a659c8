// `npm run pictures`: takes the documentation's pictures of an evening anew, from the table of variants.
import { findChromium } from './chromium.mjs';
import { run, stop } from './run.mjs';

const { path, missing } = await findChromium();
if (missing) stop(missing);
const { code } = await run('playwright', ['test', '--config', 'tests/e2e/pictures.config.mjs'], {
  what: 'taking the pictures',
  env: { CHROMIUM_PATH: path },
});
process.exit(code);
