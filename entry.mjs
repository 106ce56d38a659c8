// What Cloudflare loads: the Worker as Rust built it, and its objects in their skin.
import { guarded } from './guard.mjs';
import worker, * as rust from './build/index.js';

// A room waits for its own disk and, as it is made, for a limit (a second at most) and its host's index, which also
// waits for KV.
export class GameSession extends guarded(rust.GameSession, 3_000) {}
export class HostIndex extends guarded(rust.HostIndex, 15_000) {}

export default worker;
