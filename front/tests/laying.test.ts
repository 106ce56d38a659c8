// A tasting is laid once, however often it has to be sent, and what was changed in between is not lost.
import { beforeEach, expect, it, vi } from 'vitest';
import type { CreateSession } from '../src/protocol/CreateSession';
import type { SessionListEntry } from '../src/protocol/SessionListEntry';
import { useCellar } from '../src/room/cellar';

const { lay, begin } = useCellar.getState();
const evening: CreateSession = { title: 'Supper', wines: [{ name: 'Mine', questions: [] }] };
let stored: SessionListEntry[];
/** Whether the server hears what is sent, and whether its answer arrives. */
let heard: boolean;
let answered: boolean;

vi.stubGlobal('window', { location: { protocol: 'http:', hostname: 'arena' } });
vi.stubGlobal('fetch', (url: string, { method, body }: { method: string; body: string | null }) => {
  if (url.endsWith('/hosts')) return said({ hostId: 'TANNIC-FALCON', hostKey: 'key' });
  if (method === 'GET') return said(stored);
  const code = String(1000 + stored.length);
  const { title = '' } = JSON.parse(body ?? '') as CreateSession;
  const entry = { code, title, createdAt: '2026-11-21T18:00:00.000Z', status: 'waiting', participantCount: 0 } as const;
  if (heard) stored = [entry, ...stored];
  return answered ? said({ code }) : Promise.reject(new TypeError('lost'));
});
const said = (value: unknown) => Promise.resolve(Response.json(value));

beforeEach(() => {
  stored = [];
  [heard, answered] = [true, true];
  begin();
});

async function lost(tasting = evening) {
  answered = false;
  expect(await lay(tasting)).toEqual({ ok: false, trouble: 'UNREACHABLE' });
  answered = true;
}

it('is not laid twice when the answer was lost', async () => {
  await lost();
  expect(await lay(evening)).toEqual({ ok: true, value: { code: '1000', owed: null } });
  expect(stored).toHaveLength(1);
});

it('owes the room what was changed in between, the title too', async () => {
  await lost();
  const changed = { ...evening, title: 'Late supper', wines: [{ name: 'Yours', questions: [] }] };
  expect(await lay(changed)).toEqual({ ok: true, value: { code: '1000', owed: changed } });
  expect(stored).toHaveLength(1);
});

it('is laid when it never arrived', async () => {
  heard = false;
  await lost();
  heard = true;
  expect(await lay(evening)).toEqual({ ok: true, value: { code: '1000', owed: null } });
  expect(stored).toHaveLength(1);
});

it('is another one when another was begun', async () => {
  await lost();
  begin();
  expect(await lay(evening)).toEqual({ ok: true, value: { code: '1001', owed: null } });
  expect(stored).toHaveLength(2);
});
