// The Worker as built, on a storage that counts what rooms write, and fails when a test says so. Nothing of this ships.
import { guarded } from '../../../guard.mjs';
import * as rust from '../../../build/index.js';
import worker from '../../../entry.mjs';
import { but } from '../but.mjs';

export { HostIndex } from '../../../entry.mjs';

/** By room: rows of each kind of statement, and alarms, which are billed as a row each. */
const written = {};
/** The kind of write that fails, set by asking for `/fail/{kind}`, which answers how many have failed since the last time. */
let failing = '';
let failed = 0;

/** `INSERT INTO answer …` is of the kind `insert-answer`. */
function kindOf(query) {
  const [verb, first, second] = query.trim().toLowerCase().split(/\s+/);
  return `${verb}-${verb === 'update' ? first : second}`;
}

function watched(ctx) {
  const write = (kind, make, rows = () => 1) => {
    if (kind === failing) {
      failed += 1;
      throw new Error(`${kind} fails: SQLITE_FULL`);
    }
    const made = make();
    const room = (written[ctx.id.name] ??= {});
    room[kind] = (room[kind] ?? 0) + rows(made);
    return made;
  };
  const { storage } = ctx;
  const sql = but(storage.sql, {
    exec(query, ...values) {
      const make = () => storage.sql.exec(query, ...values);
      return /^\s*SELECT/.test(query) ? make() : write(kindOf(query), make, (cursor) => cursor.rowsWritten);
    },
  });
  const setAlarm = (...given) => write('alarm', () => storage.setAlarm(...given));
  return but(ctx, { storage: but(storage, { sql, setAlarm }) });
}

class Watched extends rust.GameSession {
  constructor(ctx, env) {
    super(watched(ctx), env);
  }
}

export class GameSession extends guarded(Watched, 3_000) {}

export default {
  async fetch(request, env, ctx) {
    const [, what, which] = new URL(request.url).pathname.split('/');
    if (what === 'written') return Response.json(written[which] ?? {});
    if (what === 'fail') {
      const told = { failed };
      [failing, failed] = [which, 0];
      return Response.json(told);
    }
    return worker.fetch(request, env, ctx);
  },
};
