// The Worker as built, with an archive of journals that fails when a test says so. Nothing of this ships.
import worker, * as built from '../../../entry.mjs';

export const HostIndex = built.HostIndex;

/**
 * What befalls the archive, set by asking for `/archive/{fault}`: nothing; `refused`, every batch; `lost`, a batch is
 * stored and its answer is not; `silent`, there never is an answer.
 */
let fault = 'none';
/** How many batches it was sent. */
let batches = 0;

/** The runtime's binding, in a class of the same name: bindings are told apart by it. */
class D1Database {
  constructor(db) {
    this.db = db;
  }

  prepare(query) {
    return this.db.prepare(query);
  }

  async batch(statements) {
    batches += 1;
    if (fault === 'refused') throw new Error('D1_ERROR: Network connection lost.');
    if (fault === 'silent') return new Promise(() => {});
    const results = await this.db.batch(statements);
    if (fault === 'lost') throw new Error('D1_ERROR: the answer was lost.');
    return results;
  }
}

export class GameSession extends built.GameSession {
  constructor(ctx, env) {
    super(ctx, { ...env, JOURNAL_DB: new D1Database(env.JOURNAL_DB) });
  }
}

export default {
  async fetch(request, env, ctx) {
    const [, what, next] = new URL(request.url).pathname.split('/');
    if (what !== 'archive') return worker.fetch(request, env, ctx);
    if (next) fault = next;
    return Response.json({ batches });
  },
};
