// The Worker as built, and a line in the log each time a room's handler runs. Nothing of this ships.
import worker, * as built from '../../../entry.mjs';

export const HostIndex = built.HostIndex;

export class GameSession extends built.GameSession {
  constructor(ctx, env) {
    super(ctx, env);
    this.#ran('constructor');
  }

  fetch(...given) {
    this.#ran('fetch');
    return super.fetch(...given);
  }

  alarm(...given) {
    this.#ran('alarm');
    return super.alarm(...given);
  }

  webSocketMessage(...given) {
    this.#ran('message');
    return super.webSocketMessage(...given);
  }

  webSocketClose(...given) {
    this.#ran('close');
    return super.webSocketClose(...given);
  }

  webSocketError(...given) {
    this.#ran('error');
    return super.webSocketError(...given);
  }

  #ran(handler) {
    console.log(JSON.stringify({ event: 'ran', room: this.ctx.id.name, handler, at: Date.now() }));
  }
}

export default worker;
