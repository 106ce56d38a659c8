// The curated answers as built, with a line in the log for each run of the writer and each write to KV, which fails or hangs when told to. Nothing of this ships.
import worker, * as built from '../../../wine-answers-worker/entry.mjs';

/** KV refuses this many writes before it works; set by asking for /refuse-kv/{number}. */
let refusals = 0;
/** Which call of KV never answers the writer (/slow-kv/put), and which one fails at the door (/break-kv/put). */
let slow;
let broken;

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

/** KV as the writer has it. */
function watched(kv) {
  const hangs = (name) => {
    if (slow !== name) return undefined;
    log('hung', { name });
    return new Promise(() => {});
  };
  const bound =
    (name) =>
    (...given) =>
      hangs(name) ?? kv[name](...given);
  const put = async (key, ...given) => {
    if (refusals > 0) throw new Error(`KV PUT failed: 429 Too Many Requests (${refusals--} more)`);
    await hangs('put');
    log('put', { key });
    return kv.put(key, ...given);
  };
  return { ...calls(bound), put };
}

/** KV as the door has it. */
const guarded = (kv) =>
  calls((name) => async (...given) => {
    if (broken === name) throw new Error(`KV ${name} failed: 500 Internal Server Error`);
    return kv[name](...given);
  });

const calls = (call) =>
  Object.fromEntries(['get', 'getWithMetadata', 'list', 'delete', 'put'].map((name) => [name, call(name)]));

export default {
  async fetch(request, env, ctx) {
    const [, fault, what] = new URL(request.url).pathname.split('/');
    if (fault === 'refuse-kv') return Response.json((refusals = Number(what)));
    if (fault === 'slow-kv') return Response.json((slow = what));
    if (fault === 'break-kv') return Response.json((broken = what));
    return new worker(ctx, { ...env, WINE_ANSWERS_KV: guarded(env.WINE_ANSWERS_KV) }).fetch(request);
  },
};
