// The objects' outermost skin: turns a hang of the Wasm into an error that the platform can act on.
//
// On stable Rust a panic leaves its promise pending for ever, and with it the request, the alarm and
// the room. So each handler races a clock; the loser's object is aborted, which keeps anything of it
// from being committed late, answers 500, and makes the platform try an alarm again.
// Extending `DurableObject` is also what lets a test read an object's rows.
import { DurableObject } from 'cloudflare:workers';

/** The class that the platform sees, around one that may hang. */
export function guarded(RustClass, longestMs) {
  return class extends DurableObject {
    #rust;

    constructor(ctx, env) {
      super(ctx, env);
      this.#rust = new RustClass(ctx, env);
    }

    fetch(request) {
      return this.#within('fetch', this.#rust.fetch(request));
    }

    alarm() {
      return this.#within('alarm', this.#rust.alarm());
    }

    webSocketMessage(ws, message) {
      return this.#within('message', this.#rust.webSocketMessage(ws, message));
    }

    webSocketClose(ws, code, reason, wasClean) {
      return this.#within('close', this.#rust.webSocketClose(ws, code, reason, wasClean));
    }

    webSocketError(ws, error) {
      return this.#within('error', this.#rust.webSocketError(ws, error));
    }

    #within(what, promise) {
      let timer;
      const late = new Promise((_, reject) => {
        timer = setTimeout(() => {
          const error = new Error(`${what} did not finish in ${longestMs} ms`);
          reject(error);
          this.ctx.abort(error.message);
        }, longestMs);
      });
      return Promise.race([promise, late]).finally(() => clearTimeout(timer));
    }
  };
}
