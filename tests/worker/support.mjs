// What every test of the built Workers needs: a real workerd, tastings, and clients that write down what they hear.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { after } from 'node:test';
import WebSocket from 'ws';
import { createTestHarness } from 'wrangler';

export const FRONT_URL = 'http://front.test';
const PATIENCE_MS = 8_000;
const NOT_RUNNING = /not currently running/;

/**
 * The committed configuration of a Worker in a folder for this purpose: without its build, since what is tested is
 * built once, before, and without staging; perhaps with another entry, or with what `edit` makes of it.
 */
export function configure(purpose, { folder = '.', entry = `${folder}/entry.mjs`, edit = (toml) => toml } = {}) {
  const configPath = `.wrangler/tests/${purpose}/wrangler.toml`;
  const committed = readFileSync(join(folder, 'wrangler.toml'), 'utf8');
  mkdirSync(dirname(configPath), { recursive: true });
  const moved = committed
    .replace(/^main = ".+"$/m, `main = "${relative(dirname(configPath), entry)}"`)
    .replace(/^\[build\]\n(.+\n)+/m, '')
    .replace(/^\[env\.[^]*/m, '');
  writeFileSync(configPath, edit(moved));
  return configPath;
}

/** Starts a Worker as it is built, in a workerd of its own that ends with the test file. */
export async function startStack(vars = {}, configPath = './wrangler.toml', secrets = {}) {
  const settings = { ALLOWED_ORIGINS: 'lan', FRONT_URL, CREATE_PER_MINUTE: '0', FAILURES_PER_MINUTE: '0', ...vars };
  const harness = createTestHarness({ workers: [{ configPath, vars: settings, secrets }] });
  const { url } = await harness.listen();
  const worker = harness.getWorker();
  const evict = (name, webSockets) => worker.evictDurableObject('GameSession', { name, webSockets });
  const clients = new Set();
  after(async () => {
    for (const client of clients) client.socket.terminate();
    await harness.close();
  });
  return {
    url,
    worker,
    harness,
    /** A plain request; the body, if any, goes as JSON. */
    ask: (method, path, { body, key, headers } = {}) =>
      fetch(new URL(path, url), {
        method,
        headers: {
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...(key && { authorization: `Bearer ${key}` }),
          ...headers,
        },
        body: body === undefined || typeof body === 'string' ? body : JSON.stringify(body),
      }),
    /** A socket to a room that has heard its first frame. */
    async join(code, options = {}) {
      const client = new Client(new URL(options.path ?? `/parties/main/${code}?ticks=0`, url), options);
      clients.add(client);
      client.first = await client.hear(options.first ?? 'server:state_snapshot');
      return client;
    },
    /** Takes a room out of memory while its sockets stay, as hibernation does; perhaps it has gone by itself. */
    sleep: (code) => evict(code, 'hibernate').catch((error) => assert.match(error.message, NOT_RUNNING)),
    /** Takes a room out of memory and closes its sockets, as a deploy does; one that sleeps is woken for it. */
    async cutOff(code) {
      await fetch(new URL(`/party/${code}`, url));
      await evict(code, 'close');
    },
    /** Looks at an object's rows. */
    async rows(object, name, query, ...values) {
      const storage = await worker.getDurableObjectStorage(object, { name });
      return storage.exec(query, ...values);
    },
  };
}

/** A browser's end of a socket: what it heard, in order, and a way to wait for the next frame of a type. */
export class Client {
  heard = [];
  closed = null;
  #read = 0;
  #waiting = new Set();

  constructor(url, { origin, headers, read = parse } = {}) {
    this.socket = new WebSocket(String(url).replace(/^http/, 'ws'), { origin, headers });
    this.socket.on('error', (error) => {
      this.error = error;
      this.#look();
    });
    this.socket.on('message', (data) => {
      this.heard.push(read(String(data)));
      this.#look();
    });
    this.socket.on('close', (code, reason) => {
      this.closed = { code, reason: String(reason) };
      this.#look();
    });
  }

  say(type, fields = {}) {
    this.socket.send(JSON.stringify({ type, ...fields }));
  }

  /** The next frame of this type after the one that was heard last; what comes before it is skipped. */
  hear(type, matches = () => true, patience = PATIENCE_MS) {
    return this.#until(patience, `a ${type}`, () => {
      const at = this.heard.findIndex((frame, index) => index >= this.#read && frame.type === type && matches(frame));
      if (at < 0) return undefined;
      this.#read = at + 1;
      return this.heard[at];
    });
  }

  /** Says something and hears the answer. */
  ask(type, fields, answer) {
    this.say(type, fields);
    return this.hear(answer);
  }

  /** How the socket was closed. */
  close() {
    return this.#until(PATIENCE_MS, 'the close', () => this.closed ?? undefined);
  }

  async leave() {
    this.socket.close();
    return this.close();
  }

  #until(patience, what, find) {
    const found = find();
    if (found !== undefined) return Promise.resolve(found);
    return new Promise((resolve, reject) => {
      const stop = (settle, value) => {
        this.#waiting.delete(look);
        clearTimeout(timer);
        settle(value);
      };
      const look = () => {
        const found = find();
        if (found !== undefined) stop(resolve, found);
        else if (this.error || this.closed) stop(reject, inVain());
      };
      const inVain = () => {
        const heard = this.heard.map(({ type, code }) => (code ? `${type} ${code}` : type)).join(', ');
        return new Error(
          `waited in vain for ${what}; heard: ${heard || 'nothing'}; ${this.error ?? JSON.stringify(this.closed)}`,
        );
      };
      const timer = setTimeout(() => stop(reject, inVain()), patience);
      this.#waiting.add(look);
    });
  }

  #look() {
    for (const look of [...this.#waiting]) look();
  }
}

/** A frame; the runtime's own answer is not one of a room's. */
const parse = (text) => (text === 'pong' ? { type: 'pong' } : JSON.parse(text));

/** 128 random bits as clients choose them. */
export const secret = () => randomBytes(16).toString('base64url');

const CATEGORIES = ['color', 'region', 'grape_variety', 'vintage_year', 'wine_name'];

/** A wine whose right answers all begin with "right". */
export const wine = (name = 'Sancerre') => ({
  name,
  questions: CATEGORIES.map((category) => ({
    category,
    correctAnswer: `right ${category} of ${name}`,
    distractors: [1, 2, 3].map((n) => `wrong ${category} ${n}`),
  })),
});

export const tasting = (fields = {}) => ({ title: 'Friday', timerSeconds: 60, wines: [wine()], ...fields });

/** The option of a question that is right, or one that is not. */
export const option = (question, right = true) =>
  question.options.find(({ text }) => text.startsWith('right') === right).id;

/** Waits until something holds. */
export async function eventually(what, holds, patience = PATIENCE_MS) {
  for (const until = Date.now() + patience; ;) {
    const found = await holds();
    if (found) return found;
    if (Date.now() > until) throw new Error(`never saw ${what}`);
    await new Promise((later) => setTimeout(later, 50));
  }
}

/** The index knows all there is to know of a room: from now on nothing happens there by itself. */
export function quiet(stack, code) {
  const isQuiet = async () => {
    const [{ state }] = await stack.rows('GameSession', code, 'SELECT state FROM session');
    return JSON.parse(state).outbox.due === null;
  };
  return eventually('a room that is quiet', isQuiet, 30_000);
}
