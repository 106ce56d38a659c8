// `npm run deploy`: everything onto Cloudflare, or the parts named. It shows its plan, does it, and may be run again.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Fault, openAccount } from './deploy/account.mjs';
import { Moved, carryOut } from './deploy/carry-out.mjs';
import { EMPTY, PARTS, configurationOf, namesOf, planOf } from './deploy/plan.mjs';
import { build, sources } from './deploy/sources.mjs';
import { stop } from './run.mjs';
import { WORKERS } from './rust.mjs';

const { asked, dryRun } = options();
const { parse } = await import('smol-toml');
const configs = Object.fromEntries(
  Object.entries(WORKERS).map(([part, folder]) => [part, configuration(join(folder, 'wrangler.toml'))]),
);
if (asked.env && !configs.rooms.env?.[asked.env])
  stop(
    `There is no [env.${asked.env}] in wrangler.toml: choose from ${Object.keys(configs.rooms.env ?? {}).join(', ')}.`,
  );
const files = readdirSync('migrations').filter((file) => file.endsWith('.sql'));
const given = { configs, migrations: files.sort(), sources: sources(), asked };

try {
  while (!(await deploy()));
} catch (error) {
  if (!(error instanceof Fault)) throw error;
  stop(error.message);
}

/** Plans and does it; `false` when an address turned out to be another, and the rest has to be planned anew. */
async function deploy() {
  const account = await openAccount();
  if (!account && !dryRun)
    stop(
      'Cloudflare does not know you: run `npx wrangler login`, or set CLOUDFLARE_API_TOKEN and CLOUDFLARE_ACCOUNT_ID, then run this again.',
    );
  const names = namesOf(configs, asked.env);
  const databases = (configurationOf(configs.rooms, asked.env).d1_databases ?? []).map((it) => it.database_name);
  const state = account ? await account.state({ names, databases, asked }) : EMPTY;
  const { steps, refusals, hints, addresses } = planOf({ ...given, state });
  if (!account)
    console.log(
      'Without a login nobody knows what the account has: this is the plan for one in which there is nothing.',
    );
  show(steps);
  for (const hint of hints) console.log(`\n${hint}`);
  if (account && refusals.length > 0) stop(refusals.join('\n'));
  if (dryRun || steps.length === 0) return true;
  await build(steps);
  try {
    await carryOut(steps, account, ({ title }) => console.log(`\n── ${title} ──`));
  } catch (error) {
    if (!(error instanceof Moved)) throw error;
    console.log(`Its address is ${error.message}, since the other is taken: planning the rest anew.`);
    return false;
  }
  console.log(`\nDeployed. Open ${addresses.site}, and check it with \`npm run smoke -- --url ${addresses.site}\`.`);
  return true;
}

/** What a `wrangler.toml` says. */
function configuration(file) {
  try {
    return parse(readFileSync(file, 'utf8'));
  } catch (error) {
    return stop(`${file} cannot be read: ${error.message.split('\n')[0]}.`);
  }
}

function show(steps) {
  console.log(steps.length > 0 ? '\nThe plan:' : '\nNothing to do: all is as the files say.');
  for (const { title, part, lines } of steps) {
    console.log(`\n${title}  (${part})`);
    for (const { sign, what, from } of lines) console.log(`  ${sign} ${what}  ← ${from}`);
  }
}

function options() {
  try {
    const { values } = parseArgs({
      options: {
        'dry-run': { type: 'boolean', default: false },
        only: { type: 'string', multiple: true },
        domain: { type: 'string' },
        env: { type: 'string' },
      },
    });
    const only = values.only ?? PARTS;
    const unknown = only.find((part) => !PARTS.includes(part));
    if (unknown) stop(`There is no part "${unknown}": choose from ${PARTS.join(', ')}.`);
    if (values.domain !== undefined && !/^([a-z0-9-]+\.)+[a-z]{2,}$/.test(values.domain))
      stop(`"${values.domain}" is no domain: say --domain example.com.`);
    const { domain, env } = values;
    const secret = process.env.ADMIN_SECRET || undefined;
    return { dryRun: values['dry-run'], asked: { only, domain, env, secret } };
  } catch (error) {
    stop(`${error.message.split('.')[0]}: choose from --dry-run, --only PART, --domain NAME, --env NAME.`);
  }
}
