// The Worker as built, whose rooms say when their alarm is set to ring. Nothing of this ships.
import worker, * as built from '../../../entry.mjs';

export { HostIndex } from '../../../entry.mjs';

export class GameSession extends built.GameSession {
  async fetch(request) {
    if (new URL(request.url).pathname !== '/alarm') return super.fetch(request);
    return Response.json(await this.ctx.storage.getAlarm());
  }
}

export default {
  fetch(request, env, ctx) {
    const [, what, code] = new URL(request.url).pathname.split('/');
    if (what !== 'alarm') return worker.fetch(request, env, ctx);
    return env.GAME_SESSION.getByName(code).fetch('https://object/alarm');
  },
};
