// What Cloudflare loads: the Worker as Rust built it, and its objects in their skin.
import { guarded } from './guard.mjs';
import worker, * as rust from './build/index.js';

// A room waits for its own disk and, as it is made, for a limit (a second at most) and its host's index, which also
// waits for KV.
export class GameSession extends guarded(rust.GameSession, 3_000) {}
export class HostIndex extends guarded(rust.HostIndex, 15_000) {}

// A plain object, of which the runtime keeps one: worker-build's class is made anew for each request, behind two proxies,
// which is a thirtieth of what it takes to join. That it is a class serves only the context, which no request needs.
let known = {};

export default {
  async fetch(request, env, ctx) {
    try {
      if (known.env !== env) known = { env, door: new worker(ctx, env) };
      return await known.door.fetch(request);
    } catch (thrown) {
      // Told here: after a panic, also one of another room, nothing of this request is left in the Wasm.
      const id = request.headers.get('cf-ray') ?? undefined;
      const [, room] = /\/(\d{4,6})(?=\/|$)/.exec(new URL(request.url).pathname) ?? [];
      console.error(JSON.stringify({ event: 'unreachable', id, room, why: String(thrown) }));
      // Any page may read this: it says nothing of anybody, and whose it is only the settings in the Wasm know.
      const headers = {
        'access-control-allow-origin': '*',
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
      };
      const error = { code: 'INTERNAL', message: 'Something failed on our side; try again.' };
      return Response.json({ error }, { status: 500, headers });
    }
  },
};
