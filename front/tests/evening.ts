// The evening that was recorded from the rules: what one host, one participant and one big screen heard, frame by frame.
import type { Frame } from '../src/protocol/Frame';
import recorded from './evening.json';

export const evening = recorded as unknown as { host: Frame[]; participant: Frame[]; screen: Frame[] };
