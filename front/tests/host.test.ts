// The host's side of a room, over a line that is not real: what the page says, and what it makes of what it hears.
import { beforeEach, expect, it, vi } from 'vitest';
import type { Frame } from '../src/protocol/Frame';
import type { Side } from '../src/room/connection';
import { useHost } from '../src/room/host';
import { CODE, HOST, hostAt, ME, ranked, refused } from './variants/frames';

let side: Side;
const line = { say: vi.fn(), prove: vi.fn(), close: vi.fn() };
vi.mock('../src/room/connection', () => ({
  connect: (_code: string, ears: Side) => {
    side = ears;
    return line;
  },
}));
const location = { protocol: 'http:', hostname: 'arena', pathname: '/host', search: '' };
const history = { state: null, replaceState: () => undefined, pushState: () => undefined };
vi.stubGlobal('window', { location, history });
vi.stubGlobal('fetch', () => Promise.resolve(Response.json(HOST)));

beforeEach(async () => {
  vi.clearAllMocks();
  await useHost.getState().enter(CODE);
  side.hear(hostAt(7, { phase: 'round_leaderboard', rankings: ranked([100]) }));
  side.line('live');
});

const final = { type: 'game:final_leaderboard', rev: 2, rankings: ranked([100]) } as const;

it('an evening that ended without a word from here is asked whether it can go on', () => {
  side.hear(final);
  expect(line.prove).toHaveBeenCalledOnce();
  side.hear({ ...hostAt(7, { phase: 'ended', rankings: ranked([100]), reopenableUntil: 1 }), rev: 2 });
  side.hear(final);
  expect(line.prove).toHaveBeenCalledOnce();
  expect(useHost.getState().room.reopenableUntil).toBe(1);
});

it('an evening that was ended here is over', () => {
  useHost.getState().command({ type: 'host:end' });
  side.hear(final);
  expect(line.prove).not.toHaveBeenCalled();
});

it('a link to a seat that was asked for on a dead line is asked for on the next one, once', () => {
  const reseat = { type: 'host:reseat', pseudonym: ME } as const;
  useHost.getState().command(reseat);
  side.line('connecting');
  side.line('live');
  expect(line.say.mock.calls).toEqual([[reseat], [reseat]]);
  side.hear({ type: 'host:seat_link', pseudonym: ME, seatKey: 'key', expiresAt: 1 });
  side.line('connecting');
  side.line('live');
  expect(line.say).toHaveBeenCalledTimes(2);
  side.line('connecting');
  useHost.getState().command(reseat);
  side.line('live');
  expect(line.say).toHaveBeenCalledTimes(3);
  side.hear(refused('INVALID_PSEUDONYM', 'host:reseat'));
  side.line('connecting');
  side.line('live');
  expect(line.say).toHaveBeenCalledTimes(3);
});

const updated: Frame = { type: 'host:session_updated', rev: 2, wines: [], timerSeconds: 30, sessionTitle: 'Saturday' };
const edit = () => useHost.getState().edit({ title: 'Saturday' });

it('an edit is saved once the room has answered a proof that was said after it', async () => {
  const saved = edit();
  side.hear(updated);
  expect(line.prove).toHaveBeenCalledOnce();
  side.hear({ ...hostAt(7), rev: 2 });
  expect(await saved).toBeNull();
});

it('an edit that another page’s came before is refused, though one was taken', async () => {
  const saved = edit();
  side.hear(updated);
  side.hear(refused('STALE_COMMAND', 'update_session'));
  side.hear({ ...hostAt(7), rev: 2 });
  expect(await saved).toBe('STALE_COMMAND');
});
