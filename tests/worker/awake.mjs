// How long an isolate cannot sleep: while a handler of an object has not finished, or a timer waits. Only for tests and measurements.

let busy = 0;
let since = 0;
let told = () => {};

/** `tell(at, ms)` hears of each such time when it is over. */
export function whenAwake(tell) {
  told = tell;
}

function begin() {
  if (busy === 0) since = Date.now();
  busy += 1;
}

function end() {
  busy -= 1;
  if (busy === 0) told(since, Date.now() - since);
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

/** The class of an object, each of whose handlers counts as time awake; `ran(room, handler)` hears of each as it begins. */
export function counted(Object, ran = () => {}) {
  return class extends Object {
    constructor(ctx, env) {
      super(ctx, env);
      this.#run('constructor');
    }

    fetch(...given) {
      return this.#run('fetch', () => super.fetch(...given));
    }

    alarm(...given) {
      return this.#run('alarm', () => super.alarm(...given));
    }

    webSocketMessage(...given) {
      return this.#run('message', () => super.webSocketMessage(...given));
    }

    webSocketClose(...given) {
      return this.#run('close', () => super.webSocketClose(...given));
    }

    webSocketError(...given) {
      return this.#run('error', () => super.webSocketError(...given));
    }

    async #run(handler, run = () => {}) {
      ran(this.ctx.id.name, handler);
      begin();
      try {
        return await run();
      } finally {
        end();
      }
    }
  };
}
