// The Worker as built, whose dice always fall alike: two evenings of one script then differ in their times only.
import worker from '../../../entry.mjs';

export { GameSession, HostIndex } from '../../../entry.mjs';

crypto.getRandomValues = (bytes) => bytes.fill(7);

export default worker;
