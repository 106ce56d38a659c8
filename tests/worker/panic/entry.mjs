// The Worker as built, on a platform that throws where a test says so. Nothing of this ships.
//
// The crate `worker` unwraps what the platform gives it as a room's storage, `waitUntil` and list of sockets. When one
// of these throws, the Wasm that ships panics, as it would at an `unwrap` of its own; when a transaction throws, it is
// an error like any other.
import { guarded } from '../../../guard.mjs';
import * as rust from '../../../build/index.js';
import worker from '../../../entry.mjs';

export { HostIndex } from '../../../entry.mjs';

/** By room and member, how many uses throw from now on. In a transaction members have another name. */
const poison = new Map();
let inTransaction = false;

function use(room, member) {
  const key = `${room} ${member}${inTransaction ? '-in-transaction' : ''}`;
  const uses = poison.get(key);
  if (!uses) return;
  poison.set(key, uses - 1);
  throw new Error(`${member} fails`);
}

/** The same object, whose members may throw when they are reached for. */
const poisoned = (object, room) =>
  new Proxy(object, {
    get(target, member) {
      use(room, member);
      const value = Reflect.get(target, member, target);
      if (member === 'storage') return poisoned(value, room);
      if (member === 'transactionSync') return (body) => value.call(target, () => within(body));
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });

function within(body) {
  inTransaction = true;
  try {
    return body();
  } finally {
    inTransaction = false;
  }
}

class Poisoned extends rust.GameSession {
  constructor(ctx, env) {
    super(poisoned(ctx, ctx.id.name), env);
  }
}

export class GameSession extends guarded(Poisoned, 3_000) {}

export default {
  async fetch(request, env, ctx) {
    const [, what, room, member, uses] = new URL(request.url).pathname.split('/');
    if (what !== 'poison') return worker.fetch(request, env, ctx);
    poison.set(`${room} ${member}`, Number(uses));
    return Response.json({});
  },
};
