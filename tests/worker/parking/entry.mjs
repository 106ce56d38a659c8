// The Worker as built, whose rooms say when their alarm is set to ring and whose hosts' indexes fail to keep a tasting
// once, when a test says so. Nothing of this ships.
import * as built from '../../../entry.mjs';
import telling, { GameSession } from '../lifetime/entry.mjs';

export { GameSession };

/** Hosts whose index fails the next time; and how often any has. */
const failing = new Set();
let failures = 0;

export class HostIndex extends built.HostIndex {
  async fetch(request) {
    const keeps = new URL(request.url).pathname === '/parked';
    if (!keeps || !failing.delete(this.ctx.id.name)) return super.fetch(request);
    failures += 1;
    return new Response('{}', { status: 503 });
  }
}

export default {
  fetch(request, env, ctx) {
    const [, what, name] = new URL(request.url).pathname.split('/');
    if (what === 'fail') return Response.json(failing.add(name).size);
    if (what === 'failures') return Response.json(failures);
    return telling.fetch(request, env, ctx);
  },
};
