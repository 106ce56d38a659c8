// The Worker as built, in a room that tells how many rows it has written, as the platform bills them. Nothing of this
// ships.
import { guarded } from '../../../guard.mjs';
import * as rust from '../../../build/index.js';

export { HostIndex } from '../../../entry.mjs';

/** By room: rows of each kind of statement, and alarms, which are billed as a row each. */
const written = {};

/** The same object, with some of its methods replaced. */
const but = (object, methods) =>
  new Proxy(object, {
    get(target, name) {
      if (name in methods) return methods[name];
      const value = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });

function counting(ctx) {
  const count = (what, rows) => {
    const room = (written[ctx.id.name] ??= {});
    room[what] = (room[what] ?? 0) + rows;
  };
  const sql = but(ctx.storage.sql, {
    exec(query, ...values) {
      const cursor = ctx.storage.sql.exec(query, ...values);
      const [verb, first, second] = query.trim().split(/\s+/);
      if (verb !== 'SELECT') count(verb === 'UPDATE' ? `${verb} ${first}` : `${verb} ${second}`, cursor.rowsWritten);
      return cursor;
    },
  });
  const storage = but(ctx.storage, {
    sql,
    setAlarm(...given) {
      count('alarm', 1);
      return ctx.storage.setAlarm(...given);
    },
  });
  return but(ctx, { storage });
}

class Counted extends rust.GameSession {
  constructor(ctx, env) {
    super(counting(ctx), env);
  }
}

export class GameSession extends guarded(Counted, 3_000) {}

export default {
  async fetch(request, env, ctx) {
    const [, what, room] = new URL(request.url).pathname.split('/');
    if (what === 'written') return Response.json(written[room] ?? {});
    return new rust.default(ctx, env).fetch(request);
  },
};
