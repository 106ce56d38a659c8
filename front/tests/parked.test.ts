// A parked tasting gets a room when it is opened, and what stands in its way is said.
import { beforeEach, expect, it, vi } from 'vitest';
import type { SessionListEntry } from '../src/protocol/SessionListEntry';
import { useCellar } from '../src/room/cellar';

const { unpark } = useCellar.getState();
const entry = {
  code: '4821',
  title: 'Supper',
  createdAt: '2026-11-21T18:00:00.000Z',
  status: 'waiting',
  participantCount: 0,
} satisfies SessionListEntry;
let asked: [string, string, unknown][];
/** What the server says of the tasting. */
let verdict: () => Promise<Response>;

vi.stubGlobal('window', { location: { protocol: 'http:', hostname: 'arena' } });
vi.stubGlobal('fetch', (url: string, { method, body }: { method: string; body: string | null }) => {
  if (url.endsWith('/hosts')) return said({ hostId: 'TANNIC-FALCON', hostKey: 'key' });
  if (method === 'GET') return said([]);
  asked.push([method, new URL(url).pathname, JSON.parse(body ?? 'null')]);
  return verdict();
});
const said = (value: unknown, status = 200) => Promise.resolve(Response.json(value, { status }));

beforeEach(() => {
  asked = [];
  verdict = () => said({ code: '5930' }, 201);
  useCellar.setState({ tastings: [entry], trouble: null });
});

it('is opened under its new code', async () => {
  expect(await unpark({ ...entry, parked: true })).toBe('5930');
  expect(asked).toEqual([['POST', '/hosts/TANNIC-FALCON/sessions/4821/open', { createdAt: entry.createdAt }]]);
});

it('is entered as it is when it has a room', async () => {
  expect(await unpark(entry)).toBe('4821');
  expect(asked).toEqual([]);
});

it('says so when the server cannot be asked', async () => {
  verdict = () => Promise.reject(new TypeError('lost'));
  expect(await unpark({ ...entry, parked: true })).toBeNull();
  expect(useCellar.getState()).toMatchObject({ trouble: 'UNREACHABLE', tastings: [entry] });
});

it('says so when it is not parked any more, and shows the list as it is', async () => {
  verdict = () => said({ error: { code: 'SESSION_NOT_FOUND' } }, 404);
  expect(await unpark({ ...entry, parked: true })).toBeNull();
  expect(useCellar.getState()).toMatchObject({ trouble: 'NOT_PARKED', tastings: [] });
});
