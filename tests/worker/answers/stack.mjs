// The curated answers in a workerd of their own, and what every test of them asks.
import assert from 'node:assert/strict';
import { readFileSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { after } from 'node:test';
import { configure, eventually, startStack } from '../support.mjs';

export const FOLDER = 'wine-answers-worker';
export const CATEGORIES = ['color', 'region', 'grape_variety', 'vintage_year', 'wine_name'];
/** A second, or several when KV has refused. */
const PUBLISHED_MS = 20_000;
export const SECRET = 'a-secret-of-the-tests-only';

/** The lists that `npm run seed` sends. */
export const seedData = () => JSON.parse(readFileSync(`${FOLDER}/seed-data.json`, 'utf8'));

let stacks = 0;

/** Starts the Worker with an empty store; `watched`, with a log of what the writer and KV do. */
export async function startAnswers({ vars = {}, secrets = { ADMIN_SECRET: SECRET }, watched = false, edit } = {}) {
  const entry = watched ? 'tests/worker/answers/entry.mjs' : undefined;
  const configPath = configure(`answers-${process.pid}-${stacks++}`, { folder: FOLDER, entry, edit });
  const stack = await startStack(vars, configPath, secrets);
  after(() => rmSync(dirname(configPath), { recursive: true }));
  const { WINE_ANSWERS_KV: kv } = await stack.worker.getEnv();

  /** A request's status, headers and what its JSON says. */
  const tell = async (method, path, options) => {
    const response = await stack.ask(method, path, options);
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, said: text ? JSON.parse(text) : null };
  };
  const readers = async (category) => (await tell('GET', `/answers/${category}`)).said.values;
  return {
    ...stack,
    kv,
    tell,
    /** With the secret. */
    write: (method, path, body) => tell(method, path, { body, key: SECRET }),
    readers,
    /** Waits until readers see a list. */
    published: (category, values) =>
      eventually(
        `${category} published as ${JSON.stringify(values).slice(0, 80)}`,
        async () => JSON.stringify(await readers(category)) === JSON.stringify(values),
        PUBLISHED_MS,
      ),
    /** Everything that is kept: what the writer has on disk, and what is in KV. */
    async everything() {
      const tables = await stack.rows(
        'AnswersWriter',
        'answers',
        "SELECT name FROM sqlite_master WHERE type = 'table'",
      );
      const rows = {};
      for (const { name } of tables.filter(({ name }) => !/^(sqlite_|_cf_)/.test(name)))
        rows[name] = await stack.rows('AnswersWriter', 'answers', `SELECT * FROM "${name}"`);
      const { keys } = await kv.list();
      const copies = {};
      for (const { name } of keys) copies[name] = await kv.getWithMetadata(name);
      return JSON.parse(JSON.stringify({ rows, copies }));
    },
    /** The same, once KV knows all that the writer has to tell: then nothing of it changes by itself. */
    settled() {
      const settle = async () => {
        const everything = await this.everything();
        const lists = Object.values(everything.rows).flat();
        const isUntold = ({ what, items }) => ['added', 'removed'].includes(what) && items !== '{}';
        return lists.some(isUntold) ? null : everything;
      };
      return eventually('that all is told', settle, PUBLISHED_MS);
    },
    /** What a `watched` stack logged of an event since a time. */
    logged: (event, since = 0) =>
      stack.harness
        .getLogs()
        .filter(({ message }) => message.includes(`"event":"${event}"`))
        .map(({ message }) => JSON.parse(message))
        .filter(({ at }) => at >= since),
  };
}

/** The status and the code of an error, which is in the one form that errors have. */
export function refusal({ status, headers, said }) {
  assert.match(headers.get('content-type'), /^application\/json/);
  assert.deepEqual(Object.keys(said), ['error']);
  assert.deepEqual(Object.keys(said.error).sort(), ['code', 'message']);
  assert.match(said.error.message, /^[^\n]{10,}$/, 'one line');
  return [status, said.error.code];
}
