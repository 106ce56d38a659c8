// The curated answers' place in the verbs: the secret on this machine, and the one request that fills the lists.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
// Not by its name: a Node that lacks it has to get as far as the sentence of node.mjs.
import util from 'node:util';
import { WORKERS } from './rust.mjs';

/** Where a Worker's data lies under its folder, unless told: wrangler's own commands look there. */
export const STATE = '.wrangler/state';
export const SECRET_FILE = `${WORKERS.answers}/.dev.vars`;
const SEED_FILE = `${WORKERS.answers}/seed-data.json`;
/** The secret of one's own machine may be short. */
const LOCAL_LINES = ['ADMIN_SECRET=changeme', 'ADMIN_SECRET_MIN=1'];
const PATIENCE_MS = 30_000;
/** What an HTTP header can carry without being encoded. */
const SENDABLE = /^[\x20-\x7e]+$/;

/** Writes the secret of this machine when there is none, and says whether it did. */
export function ensureSecretFile(file = SECRET_FILE) {
  if (existsSync(file)) return false;
  writeFileSync(file, `${LOCAL_LINES.join('\n')}\n`, { mode: 0o600 });
  return true;
}

/** The secret of this machine; or `{ fault }`, a sentence that says what to do. */
export function localSecret(file = SECRET_FILE) {
  const mend = `write the lines ${LOCAL_LINES.join(' and ')} into ${file}, or delete the file and run \`npm start\``;
  try {
    const secret = util.parseEnv(readFileSync(file, 'utf8')).ADMIN_SECRET;
    return secret ? { secret } : { fault: `There is no ADMIN_SECRET for the curated answers: ${mend}.` };
  } catch {
    return { fault: `${file} cannot be read: ${mend}.` };
  }
}

/** Fills the lists if all of them are empty; `{ report }` of what was added, `{ fault }`, or `{}` when they are not. */
export async function seedIfEmpty(url, secret) {
  const lists = await fetch(`${url}/answers`, { signal: AbortSignal.timeout(PATIENCE_MS) })
    .then((response) => (response.ok ? response.json() : null))
    .catch(() => null);
  if (!lists) return { fault: `The curated answers could not be read at ${url}/answers: see the lines above.` };
  if (Object.values(lists).some((values) => values.length > 0)) return {};
  const { fault, counts } = await seed(url, secret);
  if (fault) return { fault };
  return {
    report: Object.entries(counts)
      .map(([category, { added }]) => `${added} of ${category}`)
      .join(', '),
  };
}

/** Merges the lists of the seed file in one request: `{ counts }` by category, or `{ fault }`. */
export async function seed(address, secret) {
  const { url, fault } = endpoint(address);
  if (fault) return { fault };
  if (!SENDABLE.test(secret.trim()))
    return { fault: 'ADMIN_SECRET cannot be sent: it takes ASCII letters, digits, signs and spaces.' };
  let response, told;
  try {
    response = await fetch(url, {
      method: 'POST',
      headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
      body: readFileSync(SEED_FILE),
      // The secret goes where it was sent, and nowhere else.
      redirect: 'manual',
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    told = await response.json().catch(() => null);
  } catch {
    return { fault: `Nothing answers at ${url}: start it (\`npm start\` does), or correct WINE_ANSWERS_URL.` };
  }
  return response.status === 200 && told ? { counts: told } : { fault: refused(url, response, told?.error?.message) };
}

/** The address that takes the lists, when a secret may travel there. */
function endpoint(address) {
  if (!URL.canParse(address) || !/^https?:$/.test(new URL(address).protocol))
    return { fault: 'WINE_ANSWERS_URL is no address: give it as https://….' };
  const url = new URL('answers', address.replace(/\/*$/, '/'));
  const local = /^(localhost|.+\.localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname);
  if (url.protocol === 'http:' && !local)
    return { fault: `The secret is not sent over plain http to ${url.hostname}: give WINE_ANSWERS_URL as https://….` };
  return { url };
}

/** One sentence for an answer other than 200, with the Worker's own words where it has any. */
function refused(url, { status, headers }, words) {
  if (status === 401) return `The secret was refused at ${url}: set ADMIN_SECRET to the one that runs there.`;
  if (status === 429) return `Too many wrong secrets were sent to ${url}: wait a minute, then run this again.`;
  if (words) return `The lists were not taken at ${url} (${status}): ${words}`;
  const elsewhere = headers.get('location');
  return `What answers at ${url} is not the curated answers (${status}): correct WINE_ANSWERS_URL${elsewhere ? `, perhaps to ${elsewhere}` : ''}.`;
}
