// A bare object that does what a scenario says, one verb at a time, and notes what the platform calls it with.
/* global WebSocketPair, WebSocketRequestResponsePair */
import { DurableObject } from 'cloudflare:workers';

/** What was noted of each object, where it outlives the object's memory. */
const notes = new Map();
const noted = (name) => {
  if (!notes.has(name)) notes.set(name, { born: 0, heard: [], rang: [], closed: [], handler: { fails: 0 } });
  return notes.get(name);
};

export class GameSession extends DurableObject {
  constructor(ctx, env) {
    super(ctx, env);
    this.noted = noted(ctx.id.name);
    this.noted.born += 1;
    ctx.storage.sql.exec('CREATE TABLE IF NOT EXISTS kept (key TEXT PRIMARY KEY, value INTEGER) STRICT');
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair('ping', 'pong'));
  }

  async fetch(request) {
    if (!request.headers.has('upgrade')) {
      const answers = [];
      for (const [verb, value] of await request.json()) answers.push((await this[`_${verb}`](value)) ?? null);
      return Response.json(answers);
    }
    const [client, server] = Object.values(new WebSocketPair());
    this.ctx.acceptWebSocket(server);
    server.serializeAttachment({ name: new URL(request.url).searchParams.get('socket') });
    return new Response(null, { status: 101, webSocket: client });
  }

  webSocketMessage(socket, text) {
    this.noted.heard.push([socket.deserializeAttachment().name, text]);
  }

  webSocketClose(socket, code, reason) {
    this.noted.heard.push([socket.deserializeAttachment().name, { closed: code }]);
    // Those that say there was no close frame must not be sent in one.
    if (![1005, 1006, 1015].includes(code)) socket.close(code, reason);
  }

  async alarm() {
    const inside = (await this.ctx.storage.getAlarm()) === null ? null : 'set';
    const { handler, rang } = this.noted;
    if (handler.setsInMs !== undefined) this.ctx.storage.setAlarm(Date.now() + handler.setsInMs);
    delete handler.setsInMs;
    const outcome = handler.fails-- > 0 ? 'failed' : 'done';
    rang.push({ inside, outcome });
    if (outcome === 'failed') throw new Error('this run was to fail');
  }

  _write({ rows, alarmInMs, fails }) {
    const { storage } = this.ctx;
    try {
      storage.transactionSync(() => {
        for (const [key, value] of Object.entries(rows))
          storage.sql.exec('INSERT OR REPLACE INTO kept VALUES (?, ?)', key, value);
        if (alarmInMs === null) storage.deleteAlarm();
        else if (alarmInMs !== undefined) storage.setAlarm(Date.now() + alarmInMs);
        if (fails) throw new Error('this write was to fail');
      });
      return 'written';
    } catch {
      return 'failed';
    }
  }

  _read(keys) {
    const value = (key) => this.ctx.storage.sql.exec('SELECT value FROM kept WHERE key = ?', key).toArray()[0]?.value;
    return Object.fromEntries(keys.map((key) => [key, value(key) ?? null]));
  }

  _alarm = async () => ((await this.ctx.storage.getAlarm()) === null ? null : 'set');
  _deleteAll = () => this.ctx.storage.deleteAll();
  _handler = (handler) => (this.noted.handler = handler);
  _rang = () => this.noted.rang;
  _heard = () => this.noted.heard;
  _born = () => this.noted.born;
  _attach = ([name, value]) => this.#socket(name).serializeAttachment(value);
  _attachment = (name) => this.#socket(name).deserializeAttachment();
  _send = ([name, text]) => this.#socket(name).send(text);
  _close([name, code]) {
    this.noted.closed.push(name);
    this.#socket(name).close(code);
  }
  _sockets() {
    const names = this.ctx.getWebSockets().map((socket) => socket.deserializeAttachment().name);
    return names.filter((name) => !this.noted.closed.includes(name)).sort();
  }
  _pinged = (name) => this.ctx.getWebSocketAutoResponseTimestamp(this.#socket(name)) !== null;
  /** Lets go of the first notes of a kind, which were read. */
  _forget = ([verb, count]) => void this.noted[verb].splice(0, count);

  #socket(wanted) {
    return this.ctx.getWebSockets().find((socket) => socket.deserializeAttachment().name === wanted);
  }
}

export class HostIndex extends DurableObject {}

export default {
  fetch(request, env) {
    const [, name] = new URL(request.url).pathname.split('/');
    return env.GAME_SESSION.getByName(decodeURIComponent(name)).fetch(request);
  },
};
