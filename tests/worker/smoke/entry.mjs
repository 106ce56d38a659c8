// The Worker as built, whose rooms do not hear a command and whose door is set otherwise when a test says so; its storage fails
// likewise. Nothing of this ships.
import failing, * as stored from '../storage/entry.mjs';

export { HostIndex } from '../../../entry.mjs';

/** What the rooms do not hear, by `/deaf/{command}`; and settings of the door, by `/set/{name}/{value}`. */
let unheard = '';
const set = {};

export class GameSession extends stored.GameSession {
  webSocketMessage(ws, message) {
    if (unheard && String(message).includes(unheard)) return undefined;
    return super.webSocketMessage(ws, message);
  }
}

export default {
  fetch(request, env, ctx) {
    const [, what, name, value] = new URL(request.url).pathname.split('/').map(decodeURIComponent);
    if (what === 'deaf') return Response.json((unheard = name));
    if (what === 'set') return Response.json(value ? (set[name] = value) : delete set[name]);
    return failing.fetch(request, { ...env, ...set }, ctx);
  },
};
