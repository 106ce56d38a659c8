// The participant's side of a room, over a line that is not real: what the page says, and what it makes of what it hears.
import { beforeEach, expect, it, vi } from 'vitest';
import { arrive } from '../src/room/arrival';
import type { Side } from '../src/room/connection';
import { browserMemory } from '../src/room/memory';
import { useParticipant } from '../src/room/participant';
import { question, refused, revealed, seatAt } from './variants/frames';

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

it('a tasting that goes on in another tab costs no seat', () => {
  const memory = browserMemory();
  participant().join('5720');
  side.hear(seatAt());
  // As the page in the other tab keeps it.
  memory.keepSeat({ id: 'RICH-CORK', code: '4821', token: 'theirs' });
  for (let number = 0; number < 3; number += 1) {
    side.hear(question(number));
    side.hear(revealed([1, 0, 0, 0], {}, number));
  }
  const link = { code: '4821', id: 'RICH-CORK', secret: '' };
  expect(arrive(link, memory.seat(), memory.last())).toMatchObject({ does: 'rejoin', seats: [{ token: 'theirs' }] });
  expect(memory.seat()?.before?.before).toBeUndefined();
});

it('a mistyped code that was another tasting’s costs no seat', () => {
  participant().join('5720');
  side.hear(seatAt());
  const mine = side.proof();
  participant().goElsewhere();
  participant().join('5270');
  side.hear(seatAt({ pseudonym: 'RICH-CORK' }));
  participant().goElsewhere();
  participant().join('5720');
  expect(side.proof()).toEqual(mine);
});

it('a seat that another one was taken after is forgotten once its room is, and the code may be joined anew', () => {
  const memory = browserMemory();
  memory.keepSeat({ id: 'RICH-CORK', code: '4821', before: { id: 'RUBY-RESERVE', code: '5720' } });
  participant().join('5720');
  side.hear(refused('INVALID_PSEUDONYM', 'rejoin_session'));
  expect(memory.seat()).toEqual({ id: 'RICH-CORK', code: '4821' });
  participant().join('5720');
  expect(side.proof()).toMatchObject({ type: 'join_session' });
});

it('a join that is refused costs another tab no seat', () => {
  const memory = browserMemory();
  participant().join('5720');
  const theirs = { id: 'RICH-CORK', code: '4821', token: 'theirs' };
  memory.keepSeat(theirs);
  side.hear(refused('GAME_STARTED', 'join_session'));
  expect(memory.seat()).toEqual(theirs);
});
