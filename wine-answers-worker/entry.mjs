// What Cloudflare loads: the Worker as Rust built it, and its object in its skin.
import { guarded } from '../guard.mjs';
import worker, * as rust from './build/index.js';

// The writer waits for its own disk, and in its alarm for KV.
export class AnswersWriter extends guarded(rust.AnswersWriter, 15_000) {}

export default worker;
