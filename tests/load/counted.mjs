// The Worker as built, counting what rooms are billed for: the rows that they read and write, and the time in which they cannot sleep.
// Counting takes time, so nothing else is measured here. Nothing of this ships.
import { guarded } from '../../guard.mjs';
import * as rust from '../../build/index.js';
import worker from '../../entry.mjs';
import { but } from '../worker/but.mjs';
import { counted, whenAwake } from '../worker/awake.mjs';

export { HostIndex } from '../../entry.mjs';

/** A cursor knows how many rows it has read once somebody has read them from it. */
const cursors = [];
/** An alarm is billed as a row that is written. */
let alarms = 0;
let awakeMs = 0;
whenAwake((_, ms) => (awakeMs += ms));

function metered(ctx) {
  const { storage } = ctx;
  const sql = but(storage.sql, {
    exec(...given) {
      const cursor = storage.sql.exec(...given);
      cursors.push(cursor);
      return cursor;
    },
  });
  const setAlarm = (...given) => {
    alarms += 1;
    return storage.setAlarm(...given);
  };
  return but(ctx, { storage: but(storage, { sql, setAlarm }) });
}

class Metered extends rust.GameSession {
  constructor(ctx, env) {
    super(metered(ctx), env);
  }
}

export class GameSession extends counted(guarded(Metered, 3_000)) {}

const sum = (field) => cursors.reduce((total, cursor) => total + cursor[field], 0);

export default {
  async fetch(request, env, ctx) {
    if (new URL(request.url).pathname !== '/counted') return worker.fetch(request, env, ctx);
    return Response.json({ rowsRead: sum('rowsRead'), rowsWritten: sum('rowsWritten') + alarms, awakeMs });
  },
};
