// The Worker as built, and a line in the log each time a room's handler runs, and for how long its isolate could not sleep: while a
// handler had not finished or a timer waited. Nothing of this ships.
import worker, * as built from '../../../entry.mjs';

let busy = 0;
let since = 0;

function begin() {
  if (busy === 0) since = Date.now();
  busy += 1;
}

function end() {
  busy -= 1;
  if (busy === 0) console.log(JSON.stringify({ event: 'awake', at: since, ms: Date.now() - since }));
}

const { setTimeout: set, clearTimeout: clear } = globalThis;
const waiting = new Set();

globalThis.setTimeout = (deed, ms, ...given) => {
  begin();
  const timer = set(() => {
    over(timer);
    deed(...given);
  }, ms);
  waiting.add(timer);
  return timer;
};

globalThis.clearTimeout = (timer) => {
  over(timer);
  clear(timer);
};

function over(timer) {
  if (waiting.delete(timer)) end();
}

export const HostIndex = built.HostIndex;

export class GameSession extends built.GameSession {
  constructor(ctx, env) {
    super(ctx, env);
    this.#ran('constructor');
  }

  fetch(...given) {
    return this.#ran('fetch', () => super.fetch(...given));
  }

  alarm(...given) {
    return this.#ran('alarm', () => super.alarm(...given));
  }

  webSocketMessage(...given) {
    return this.#ran('message', () => super.webSocketMessage(...given));
  }

  webSocketClose(...given) {
    return this.#ran('close', () => super.webSocketClose(...given));
  }

  webSocketError(...given) {
    return this.#ran('error', () => super.webSocketError(...given));
  }

  async #ran(handler, run = () => {}) {
    console.log(JSON.stringify({ event: 'ran', room: this.ctx.id.name, handler, at: Date.now() }));
    begin();
    try {
      return await run();
    } finally {
      end();
    }
  }
}

export default worker;
