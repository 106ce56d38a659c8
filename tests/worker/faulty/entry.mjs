// The Worker as built, on a platform that fails when a test says so. Nothing of this ships.
import worker, * as built from '../../../entry.mjs';
import { guarded } from '../../../guard.mjs';

/** How the limit of a room fails, by the room's code. */
const failures = {
  4023: () => new Promise(() => {}),
  4024: async () => ({}),
  4025: async () => undefined,
  4026: async () => ({ success: 'no' }),
  4027: async () => Promise.reject(new Error('no limit today')),
  4028: () => {
    throw new Error('no limit today');
  },
};

/** A limit that fails. By its name the Worker knows it. */
class Ratelimit {
  constructor(code) {
    this.limit = () => {
      console.log(JSON.stringify({ event: 'limit', code }));
      return failures[code]();
    };
  }
}

export class GameSession extends built.GameSession {
  constructor(ctx, env) {
    super(ctx, { ...env, CREATE_LIMIT: new Ratelimit(ctx.id.name) });
  }
}

/** KV refuses this many writes, or never answers them, before it works; set by asking for `/refuse-kv/{many}`, `/hang-kv/{many}`. */
let refusals = 0;
let hangs = 0;

export class HostIndex extends built.HostIndex {
  constructor(ctx, env) {
    super(ctx, { ...env, HOSTS_KV: flaky(env.HOSTS_KV) });
  }

  alarm() {
    console.log(JSON.stringify({ event: 'rang', host: this.ctx.id.name }));
    return super.alarm();
  }
}

function flaky(kv) {
  const bound =
    (name) =>
    (...given) =>
      kv[name](...given);
  const put = async (...given) => {
    if (refusals > 0) throw new Error(`KV PUT failed: 429 Too Many Requests (${refusals--} more)`);
    if (hangs > 0 && hangs--) return new Promise(() => {});
    return kv.put(...given);
  };
  return {
    get: bound('get'),
    getWithMetadata: bound('getWithMetadata'),
    list: bound('list'),
    delete: bound('delete'),
    put,
  };
}

/** Hangs as a panic does: a promise that nobody ever settles. It counts, on disk, how often it was called. */
class Hanging {
  constructor(ctx) {
    this.ctx = ctx;
  }

  async fetch(request) {
    const { pathname } = new URL(request.url);
    if (pathname === '/rings') return Response.json((await this.ctx.storage.get('rings')) ?? 0);
    if (pathname === '/ring') return this.ctx.storage.setAlarm(Date.now()).then(() => new Response());
    return new Promise(() => {});
  }

  async alarm() {
    const rings = ((await this.ctx.storage.get('rings')) ?? 0) + 1;
    await this.ctx.storage.put('rings', rings);
    await this.ctx.storage.sync();
    if (rings === 1) return new Promise(() => {});
  }
}

export class Hung extends guarded(Hanging, 300) {}

export default {
  async fetch(request, env, ctx) {
    const url = new URL(request.url);
    const [, fault, value] = url.pathname.split('/');
    if (fault === 'refuse-kv') return Response.json((refusals = Number(value)));
    if (fault === 'hang-kv') return Response.json((hangs = Number(value)));
    if (fault !== 'hung') return worker.fetch(request, env, ctx);
    return env.HUNG.get(env.HUNG.idFromName('one')).fetch(new Request(new URL(`/${value}`, url)));
  },
};
