// What `npm run smoke` looks at: the pages, the rooms, the curated answers, the docs. What is wrong is one sentence.
import { once } from 'node:events';
import { WebSocket } from 'ws';
import { addresses, hashes } from '../front/deploy/headers.ts';
import { ANSWERS_PORT, ROOMS_PORT, SAME_ORIGIN, findServer } from '../front/src/room/findServer.ts';

export const PATIENCE_MS = 10_000;
const DOCS_PORT = 3002;
/** A page of nobody. */
const FOREIGN = 'https://elsewhere.invalid';
export const CATEGORIES = ['color', 'region', 'grape_variety', 'vintage_year', 'wine_name'];

/** Nothing there, or not yet: a fresh address is tried again. */
export class Unready extends Error {}

/** A server where a setting says, for these pages; behind their own address the two have their health apart. */
function serverOf(setting, page, port = ROOMS_PORT, name = '') {
  const server = findServer(setting, page, port);
  return { ...server, health: `${server.http}/health${setting === SAME_ORIGIN ? `/${name}` : ''}` };
}

/** A server at an address that was told. */
export const serverAt = (address) => serverOf(address, new URL(address));

/** The static pages, and whom they say that they speak to. */
export async function pages(origin) {
  const paths = ['/', '/play', '/host'];
  const found = await Promise.all(paths.map((path) => page(origin + path)));
  const [home, play] = found;
  if (!home.text.includes('Sommelier Arena')) throw new Error(`What answers at ${origin}/ is another site.`);
  const titles = found.map(({ text }) => /<title[^>]*>([^<]*)/.exec(text)?.[1]);
  if (new Set(titles).size < paths.length)
    throw new Error(
      `Of ${paths.join(', ')} several are one page (${titles.join(', ')}): deploy the whole of front/dist.`,
    );
  const here = new URL(origin);
  const setting = (name) => new RegExp(`<html[^>]*\\bdata-${name}="([^"]*)"`).exec(play.text)?.[1];
  const settings = { PUBLIC_GAME_HOST: setting('rooms'), PUBLIC_WINE_ANSWERS_URL: setting('answers') };
  const isDev = play.text.includes('/@vite/client');
  // A page in the place of a script would be kept for a year.
  const nothing = `${origin}/_astro/none.js`;
  const { status } = await ask(nothing);
  if (!isDev && status !== 404)
    throw new Error(`${nothing} answers ${status}, not 404: deploy the whole of front/dist, \`404.html\` included.`);
  return {
    note: `${paths.join(' ')}, and 404 where nothing is`,
    origin,
    play,
    settings,
    isDev,
    rooms: serverOf(settings.PUBLIC_GAME_HOST, here, ROOMS_PORT, 'rooms'),
    answers: serverOf(settings.PUBLIC_WINE_ANSWERS_URL, here, ANSWERS_PORT, 'answers'),
    // `npm start` serves them beside the pages.
    docs: isDev ? `http://${here.hostname}:${DOCS_PORT}/docs/` : `${origin}/docs/`,
  };
}

/** What the pages' headers forbid, and that they allow what the pages do. */
export function headers({ origin, play, settings, isDev }) {
  if (isDev) return { note: 'none: the development server sends no headers' };
  const has = (name, words) => play.headers.get(name)?.includes(words);
  const policy = play.headers.get('content-security-policy') ?? '';
  const missing = Object.entries({
    'Content-Security-Policy': "frame-ancestors 'none'",
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Permissions-Policy': 'camera=()',
    'Cross-Origin-Opener-Policy': 'same-origin',
    ...(origin.startsWith('https:') && { 'Strict-Transport-Security': 'max-age=' }),
  }).filter(([name, words]) => !has(name, words));
  const rebuilt = 'deploy the whole of front/dist, `_headers` included';
  if (missing.length > 0) throw new Error(`The pages lack ${missing.map(([name]) => name).join(', ')}: ${rebuilt}.`);
  if (policy.includes('unsafe')) throw new Error(`The content security policy allows what is unsafe: ${rebuilt}.`);
  const needed = [...hashes([play.text], 'script'), ...hashes([play.text], 'style'), ...addresses(settings)];
  const refused = needed.find((source) => !policy.includes(` ${source}`));
  if (refused) throw new Error(`The content security policy is of another build, it lacks ${refused}: ${rebuilt}.`);
  return { note: 'a content security policy that fits these pages, and the others' };
}

/** That the pages speak to the rooms and the answers of this deployment. */
export function builtFor(front, told) {
  const kinds = [
    ['rooms', 'PUBLIC_GAME_HOST'],
    ['answers', 'PUBLIC_WINE_ANSWERS_URL'],
  ];
  for (const [kind, setting] of kinds) {
    const named = front[kind];
    const wanted = told[kind] ? serverAt(told[kind]) : named;
    const build = `build them with ${setting}=${wanted.http}, and deploy them again`;
    if (named.http !== wanted.http)
      throw new Error(`The pages speak to the ${kind} at ${named.http}, not at ${wanted.http}: ${build}.`);
    if (front.origin.startsWith('https:') && named.socket === 'ws')
      throw new Error(`Browsers let no https page speak to ${named.http}: give ${setting} as https://….`);
  }
  return { note: `rooms at ${front.rooms.http}, answers at ${front.answers.http}` };
}

/** The rooms' health. */
export async function rooms({ http, health }) {
  const { name, version, settings, storage } = await json(health);
  if (name !== 'sommelier-arena')
    throw new Error(`What answers at ${http} is not the rooms: build the pages with the right PUBLIC_GAME_HOST.`);
  if (storage !== 'ok')
    throw new Unready(
      `The storage of the rooms at ${http} does not answer: see their stored logs, and Cloudflare's status.`,
    );
  if (settings.length > 0) throw new Error(settings.join(' '));
  return { note: `version ${version} at ${http}` };
}

/** The curated answers' health; on one domain that address is the rooms', and what only they have is asked instead. */
export async function answers({ http, health }, rooms) {
  if (health === rooms?.health) return catalogue(http);
  const { ok, version, faults } = await json(health);
  if (!Array.isArray(faults))
    throw new Error(
      `What answers at ${http} is not the curated answers: build the pages with the right PUBLIC_WINE_ANSWERS_URL.`,
    );
  if (!ok) throw new Error(faults.join(' '));
  return { note: `version ${version} at ${http}` };
}

async function catalogue(http) {
  const { wines } = await json(`${http}/catalogue`);
  if (!(wines?.length > 0)) throw new Error(`What answers at ${http}/catalogue is not the curated answers.`);
  return { note: `a catalogue of ${wines.length} wines at ${http}, where /health is that of the rooms` };
}

/** The lists that a host's form suggests from. */
export async function lists({ http }, origin) {
  const lists = await json(`${http}/answers`, origin);
  const empty = CATEGORIES.filter((category) => !(lists[category]?.length > 0));
  if (empty.length > 0)
    throw new Error(
      `Nothing is in ${empty.join(', ')}: \`npm run seed:prod\` fills the lists (locally \`npm run seed\`).`,
    );
  const values = CATEGORIES.reduce((sum, category) => sum + lists[category].length, 0);
  return { note: `${values} values in ${CATEGORIES.length} lists` };
}

/** The pages may speak to the rooms, and pages of others may not, also not by a socket, of which a browser asks nobody. */
export async function originsOfRooms({ http, socket, host }, origin) {
  const found = await origins(http, '/sessions', 'rooms', origin);
  const status = await statusOfSocket(`${socket}://${host}/parties/main/0000`, FOREIGN);
  if (status !== 403)
    throw new Error(
      `The rooms answer ${status}, not 403, to a socket of ${FOREIGN}: these rooms are not of this code.`,
    );
  return found;
}

/** What an upgrade is answered with; 101 when the socket opens. */
async function statusOfSocket(url, origin) {
  const one = new WebSocket(url, { origin, handshakeTimeout: PATIENCE_MS });
  // Whoever ends a socket before it is open hears of it as an error.
  one.on('error', () => {});
  const refused = once(one, 'unexpected-response').then(([, { statusCode }]) => statusCode);
  const status = await Promise.race([refused, once(one, 'open').then(() => 101)]).catch((error) => error.message);
  one.terminate();
  return status;
}

/** The same of the answers, for all but reading. */
export function originsOfAnswers({ http }, origin) {
  return origins(http, '/answers', 'curated answers', origin);
}

async function origins(http, path, who, origin) {
  const asks = (from) =>
    ask(http + path, { method: 'OPTIONS', headers: { origin: from, 'access-control-request-method': 'POST' } });
  const [ours, theirs] = await Promise.all([asks(origin), asks(FOREIGN)]);
  const allowed = ours.headers.get('access-control-allow-origin');
  if (!ours.ok || ![origin, '*'].includes(allowed ?? ''))
    throw new Error(`The ${who} refuse the pages of ${origin} (${ours.status}): add it to their ALLOWED_ORIGINS.`);
  if (theirs.status !== 403)
    throw new Error(
      `The ${who} let a page of ${FOREIGN} in (${theirs.status}): take that out of their ALLOWED_ORIGINS.`,
    );
  return { note: `${origin} is let in, ${FOREIGN} is not` };
}

/** A browser gives an answer to the page only if the answer itself allows it, whatever was said before. */
export function readable({ status, headers }, url, origin) {
  const allowed = headers.get('access-control-allow-origin');
  if (status < 500 && ![origin, '*'].includes(allowed ?? ''))
    throw new Error(`A page of ${origin} may not read what ${url} answers (${status}): add it to ALLOWED_ORIGINS.`);
}

/** The rooms' links lead to these pages, perhaps by another of their names. */
export async function links({ origin, play }, joinUrl) {
  const there = new URL(joinUrl).origin;
  const isSame = there === origin || (await page(`${there}/play`).catch(() => null))?.text === play.text;
  if (!isSame) throw new Error(`The links of the rooms lead to ${there}, where other pages are: set their FRONT_URL.`);
  return { note: `lead to ${there}` };
}

/** The docs' home and one of its files, which shows that the paths fit. */
export async function docs(address) {
  const wrong = 'say where they are with --docs, or let the proxy show them at /docs';
  const home = await page(address).catch((error) => {
    throw new error.constructor(`${error.message.replace(/\.$/, '')}: ${wrong}.`);
  });
  const file = /(?:src|href)="([^"]*\/assets\/[^"]+)"/.exec(home.text)?.[1];
  if (!file) throw new Error(`What answers at ${address} is not the docs: ${wrong}.`);
  const { status } = await ask(new URL(file, address));
  if (status !== 200) throw new Error(`The docs' file ${file} is not there (${status}): deploy docs-site/build whole.`);
  return { note: address };
}

async function page(url) {
  const response = await ask(url);
  const elsewhere = response.headers.get('location');
  if (elsewhere) throw new Error(`${url} leads to ${new URL(elsewhere, url)}: give that as the address.`);
  if (response.status !== 200 || !/^text\/html/.test(response.headers.get('content-type') ?? ''))
    throw new Unready(`There is no page at ${url} (${response.status}).`);
  return response;
}

async function json(url, origin) {
  const response = await ask(url, { headers: origin ? { origin } : {} });
  if (origin && response.ok) readable(response, url, origin);
  const said = response.status === 200 && parsed(response.text);
  if (!said) throw new Unready(`${url} answers ${response.status}: is this its address, and is it deployed?`);
  return said;
}

/** What a JSON text says, or nothing. */
export function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A request and its whole answer; that nothing answers is one sentence. */
export async function ask(url, options = {}) {
  try {
    const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(PATIENCE_MS), ...options });
    const { status, ok, headers } = response;
    return { status, ok, headers, text: await response.text() };
  } catch (error) {
    const why = error.cause?.code ?? error.name;
    throw new Unready(`Nothing answers at ${url} (${why}): is it deployed, or does \`npm start\` run?`);
  }
}
