// Where the rooms are, from what the build was told and where the page is; and the secrets that are said there.
import { expect, it } from 'vitest';
import { drawSecret } from '../src/room/secrets';
import { ANSWERS_PORT, findServer, SAME_ORIGIN } from '../src/room/findServer';

const phone = { protocol: 'http:', hostname: '192.168.1.7', host: '192.168.1.7:4321' };
const deployed = { protocol: 'https:', hostname: 'tasting.example', host: 'tasting.example' };

it('is the page’s own host when nothing was said', () => {
  const here = { host: '192.168.1.7:1999', socket: 'ws', http: 'http://192.168.1.7:1999' };
  expect(findServer(undefined, phone)).toEqual(here);
  expect(findServer('', phone)).toEqual(here);
});

it('is the page’s own address where something passes requests on', () => {
  expect(findServer(SAME_ORIGIN, phone)).toEqual({
    host: '192.168.1.7:4321',
    socket: 'ws',
    http: 'http://192.168.1.7:4321',
  });
  expect(findServer(SAME_ORIGIN, deployed, ANSWERS_PORT).http).toBe('https://tasting.example');
});

it('takes a host without a protocol, with the page’s', () => {
  expect(findServer('rooms.example', deployed)).toEqual({
    host: 'rooms.example',
    socket: 'wss',
    http: 'https://rooms.example',
  });
});

it('takes a protocol that was said, of either kind, with or without a slash', () => {
  const secure = { host: 'rooms.example', socket: 'wss', http: 'https://rooms.example' };
  for (const said of ['https://rooms.example', 'wss://rooms.example/']) expect(findServer(said, phone)).toEqual(secure);
  expect(findServer('http://10.0.0.2:8080', deployed)).toMatchObject({ socket: 'ws', host: '10.0.0.2:8080' });
});

it('draws secrets of 22 base64url characters, never the same', () => {
  const drawn = Array.from({ length: 50 }, drawSecret);
  for (const secret of drawn) expect(secret).toMatch(/^[A-Za-z0-9_-]{22}$/);
  expect(new Set(drawn).size).toBe(50);
});
