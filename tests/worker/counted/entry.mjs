// The Worker as built, and a line in the log each time a room's handler runs, and for how long its isolate could not sleep.
// Nothing of this ships.
import worker, * as built from '../../../entry.mjs';
import { counted, whenAwake } from '../awake.mjs';

const log = (event, fields) => console.log(JSON.stringify({ event, ...fields }));
whenAwake((at, ms) => log('awake', { at, ms }));

export const HostIndex = built.HostIndex;

export class GameSession extends counted(built.GameSession, (room, handler) =>
  log('ran', { room, handler, at: Date.now() }),
) {}

export default worker;
