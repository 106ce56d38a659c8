// The participant's side of a room, over a line that is not real: what the page says, and what it makes of what it hears.
import { beforeEach, expect, it, vi } from 'vitest';
import type { Side } from '../src/room/connection';
import { useParticipant } from '../src/room/participant';
import { refused, seatAt } from './variants/frames';

let side: Side;
const line = { say: vi.fn(), prove: vi.fn(), close: vi.fn() };
vi.mock('../src/room/connection', () => ({
  connect: (_code: string, ears: Side) => {
    side = ears;
    return line;
  },
}));
const location = { protocol: 'http:', hostname: 'arena', pathname: '/play' };
vi.stubGlobal('window', { location, history: { replaceState: () => undefined } });

const participant = useParticipant.getState;

beforeEach(() => {
  vi.clearAllMocks();
  participant().playAnother();
});

it('a name that was refused in one tasting is not refused in the next', () => {
  participant().join('5720');
  side.hear(seatAt());
  side.line('live');
  participant().addName('Camille');
  side.hear(refused('BAD_MESSAGE', 'join_session'));
  expect(participant().nameRefused).toBe(true);
  participant().goElsewhere();
  participant().join('4821');
  expect(participant().nameRefused).toBe(false);
});
