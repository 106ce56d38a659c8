// The curated answers as built, with a line in the log for each run of the writer and each write to KV, which fails when told to. Nothing of this ships.
import worker, * as built from '../../../wine-answers-worker/entry.mjs';

/** KV refuses this many writes before it works; set by asking for /refuse-kv/{number}. */
let refusals = 0;

const log = (event, what) => console.log(JSON.stringify({ event, ...what, at: Date.now() }));

export class AnswersWriter extends built.AnswersWriter {
  constructor(ctx, env) {
    super(ctx, { ...env, WINE_ANSWERS_KV: watched(env.WINE_ANSWERS_KV) });
  }

  fetch(request) {
    log('ran', { handler: 'fetch', method: request.method });
    return super.fetch(request);
  }

  alarm() {
    log('ran', { handler: 'alarm' });
    return super.alarm();
  }
}

function watched(kv) {
  const bound =
    (name) =>
    (...given) =>
      kv[name](...given);
  const put = async (key, ...given) => {
    if (refusals > 0) throw new Error(`KV PUT failed: 429 Too Many Requests (${refusals--} more)`);
    log('put', { key });
    return kv.put(key, ...given);
  };
  return {
    get: bound('get'),
    getWithMetadata: bound('getWithMetadata'),
    list: bound('list'),
    delete: bound('delete'),
    put,
  };
}

export default {
  async fetch(request, env, ctx) {
    const [, fault, number] = new URL(request.url).pathname.split('/');
    if (fault === 'refuse-kv') return Response.json((refusals = Number(number)));
    return new worker(ctx, env).fetch(request);
  },
};
