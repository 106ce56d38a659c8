// The Worker as built, on a platform that throws where a test says so. Nothing of this ships.
//
// The crate `worker` unwraps what the platform gives it as a room's storage, `waitUntil` and list of sockets. When one
// of these throws, the Wasm that ships panics, as it would at an `unwrap` of its own; when a transaction throws, it is
// an error like any other.
import { guarded } from '../../../guard.mjs';
import * as rust from '../../../build/index.js';

export { HostIndex } from '../../../entry.mjs';

/** By room and member: how many more uses are well, and how many after these throw. */
const poison = new Map();

function use(room, member) {
  const dose = poison.get(`${room} ${member}`);
  if (!dose || dose.well-- > 0) return;
  if (--dose.throwing === 0) poison.delete(`${room} ${member}`);
  throw new Error(`${member} fails`);
}

/** The same object, whose members may throw when they are reached for. */
const poisoned = (object, room) =>
  new Proxy(object, {
    get(target, member) {
      use(room, member);
      const value = Reflect.get(target, member, target);
      if (member === 'storage') return poisoned(value, room);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });

class Poisoned extends rust.GameSession {
  constructor(ctx, env) {
    super(poisoned(ctx, ctx.id.name), env);
  }
}

export class GameSession extends guarded(Poisoned, 3_000) {}

export default {
  async fetch(request, env, ctx) {
    const [, what, room, member, well, throwing] = new URL(request.url).pathname.split('/');
    if (what !== 'poison') return new rust.default(ctx, env).fetch(request);
    poison.set(`${room} ${member}`, { well: Number(well), throwing: Number(throwing) });
    return Response.json({});
  },
};
