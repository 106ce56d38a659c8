// The objects' outermost skin: turns a panic of the Wasm, or a hang, into an error that the platform can act on.
//
// On stable Rust a panic leaves a promise pending for ever, and with it the request, the alarm and the room. So a clock
// watches each handler that does not answer at once; the object of one that is late is aborted, which keeps anything of
// it from being committed late, answers 500, and makes the platform try an alarm again. One that throws has panicked
// before it came to a promise, and ends in the same way: what it has committed is still said.
// Extending `DurableObject` is also what lets a test read an object's rows.
import { DurableObject } from 'cloudflare:workers';

// Each step of a future goes through a microtask, which the Wasm asks the global function for at each call. workerd's own
// takes 26 times as long as a promise: 2.65 µs of the processor against 0.1, 200,000 times each.
const settled = Promise.resolve();

globalThis.queueMicrotask = (task) => {
  settled.then(() => {
    try {
      task();
    } catch (thrown) {
      // As workerd's own does; worker-build listens to it.
      reportError(thrown);
    }
  });
};

/** The class that the platform sees, around one that may hang. */
export function guarded(RustClass, longestMs) {
  return class extends DurableObject {
    #rust;
    /** The handlers that have not finished, the oldest first. */
    #running = new Set();
    /** One for all of them, and only while there are any: an object with a timer does not sleep. */
    #timer = null;

    constructor(ctx, env) {
      super(ctx, env);
      this.#rust = new RustClass(ctx, env);
    }

    fetch(request) {
      return this.#within('fetch', () => this.#rust.fetch(request));
    }

    alarm() {
      return this.#within('alarm', () => this.#rust.alarm());
    }

    webSocketMessage(ws, message) {
      return this.#within('message', () => this.#rust.webSocketMessage(ws, message));
    }

    webSocketClose(ws, code, reason, wasClean) {
      return this.#within('close', () => this.#rust.webSocketClose(ws, code, reason, wasClean));
    }

    webSocketError(ws, error) {
      return this.#within('error', () => this.#rust.webSocketError(ws, error));
    }

    #within(what, handle) {
      let answer;
      try {
        answer = handle();
      } catch (thrown) {
        console.error(JSON.stringify({ event: 'threw', handler: what, why: String(thrown) }));
        answer = new Promise(() => {});
      }
      return answer instanceof Promise ? this.#inTime(what, answer) : answer;
    }

    #inTime(what, promise) {
      return new Promise((resolve, reject) => {
        const run = { what, since: Date.now(), reject };
        this.#running.add(run);
        this.#timer ??= setTimeout(() => this.#look(), longestMs);
        const over = (settle) => (outcome) => {
          this.#running.delete(run);
          if (this.#running.size === 0) {
            clearTimeout(this.#timer);
            this.#timer = null;
          }
          settle(outcome);
        };
        promise.then(over(resolve), over(reject));
      });
    }

    #look() {
      const [oldest] = this.#running;
      const left = oldest.since + longestMs - Date.now();
      if (left > 0) {
        this.#timer = setTimeout(() => this.#look(), left);
        return;
      }
      const error = new Error(`${oldest.what} did not finish in ${longestMs} ms`);
      for (const { reject } of this.#running) reject(error);
      this.ctx.abort(error.message);
    }
  };
}
