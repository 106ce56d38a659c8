// The admin's page over a server that is not real: what is said of changes that the server takes and refuses.
import { expect, it, vi } from 'vitest';
import { useAdmin } from '../src/room/admin';
import { emptyBook } from '../src/room/adminBook';

const kept = new Map<string, string>();
vi.stubGlobal('sessionStorage', {
  getItem: (key: string) => kept.get(key) ?? null,
  setItem: (key: string, value: string) => void kept.set(key, value),
});
vi.stubGlobal('window', { location: { protocol: 'http:', hostname: 'arena' } });

/** What it says to a change, by its path. */
let answers: Record<string, () => Response> = {};
vi.stubGlobal('fetch', (url: string, { method }: { method: string }) => {
  const { pathname } = new URL(url);
  const said = answers[pathname];
  if (method === 'GET')
    return Promise.resolve(Response.json(pathname === '/answers' ? emptyBook.lists : emptyBook.suggestions));
  return Promise.resolve(said ? said() : new Response(null, { status: 404 }));
});

const admin = useAdmin.getState;

it('a list that could not be replaced is said not to be, once, though the next one was', async () => {
  admin().login('secret');
  await vi.waitFor(() => expect(admin().at).toBe('lists'));
  answers = {
    '/answers/color': () => Response.json({ error: { code: 'STORAGE', message: '' } }, { status: 500 }),
    '/answers/region': () => Response.json({ values: ['Jura'] }),
  };
  await admin().takeFile(new Blob(['{"color":["Red"],"region":["Jura"]}']));
  admin().replaceFile();
  await vi.waitFor(() => expect(admin().writing).toBe(false));
  expect(admin()).toMatchObject({ file: { color: ['Red'] }, news: { was: 'replaced' } });
  const refused = { was: 'refused', changes: [{ does: 'replace', category: 'color' }] };
  expect(admin().trouble).toMatchObject(refused);
  admin().replaceFile();
  await vi.waitFor(() => expect(admin().writing).toBe(false));
  expect(admin().trouble).toMatchObject(refused);

  answers['/answers/color'] = () => Response.json({ values: ['Red'] });
  admin().replaceFile();
  await vi.waitFor(() => expect(admin().writing).toBe(false));
  expect(admin()).toMatchObject({ file: null, trouble: null });
});
