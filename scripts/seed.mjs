// `npm run seed` and `npm run seed:prod`: fills the curated answers, here or where they are deployed; may be repeated, and
// with `--if-empty` leaves lists alone in which there is something.
import { localSecret, seed, seedIfEmpty } from './answers.mjs';
import { stop } from './run.mjs';

const { url, secret } = process.argv.includes('--prod') ? deployed() : here();
if (process.argv.includes('--if-empty')) {
  const { fault, report } = await seedIfEmpty(url.replace(/\/+$/, ''), secret);
  if (fault) stop(fault);
  console.log(
    report ? `Filled the curated answers: ${report}.` : 'The lists have something in them: they stay as they are.',
  );
  process.exit();
}
const { counts, fault } = await seed(url, secret);
if (fault) stop(fault);
for (const [category, { added, skipped }] of Object.entries(counts))
  console.log(`${category.padEnd(14)} ${String(added).padStart(5)} added ${String(skipped).padStart(5)} skipped`);

function here() {
  // A WINE_ANSWERS_URL and an ADMIN_SECRET that a shell still exports belong to `seed:prod`.
  const { secret, fault } = localSecret();
  if (fault) stop(fault);
  return { url: `http://localhost:${process.env.ANSWERS_PORT || 1998}`, secret };
}

function deployed() {
  const { WINE_ANSWERS_URL: url, ADMIN_SECRET: secret } = process.env;
  const missing = [!url && 'WINE_ANSWERS_URL', !secret && 'ADMIN_SECRET'].filter(Boolean).join(' and ');
  if (missing) stop(`${missing} must be set: run \`WINE_ANSWERS_URL=https://… ADMIN_SECRET=… npm run seed:prod\`.`);
  return { url, secret };
}
