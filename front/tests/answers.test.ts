// What the front makes of the curated answers' worker: whole, halved, wrong, slow to say anything, or away.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { catalogueIn, listsIn, loadShelf, suggest } from '../src/room/answers';
import { emptyShelf } from '../src/tasting/shelf';

const lists = {
  color: ['Red'],
  region: ['Barolo'],
  grape_variety: ['Nebbiolo'],
  vintage_year: ['2019'],
  wine_name: [],
};
const catalogue = {
  colors: [{ name: 'Red', synonyms: ['Rouge'], source: 'https://a.example' }],
  countries: [{ name: 'Italy', synonyms: ['Italien'], source: 'https://a.example' }],
  regions: [{ name: 'Barolo', country: 'Italy', parent: 'Piedmont', source: 'https://a.example' }],
  grapes: [{ name: 'Nebbiolo', color: 'red', source: 'https://a.example' }],
  blends: [{ name: 'House red', grapes: ['Nebbiolo'], source: 'https://a.example' }],
  wines: [{ name: 'Monfortino', color: 'Red', region: 'Barolo', grapes: ['Nebbiolo'], source: 'https://a.example' }],
};

/** What the worker answers, by path; anything else is a 404. */
let says: Record<string, string>;
let heard: string[];
let worker: Server;

beforeEach(async () => {
  says = { '/answers': JSON.stringify(lists), '/catalogue': JSON.stringify(catalogue) };
  heard = [];
  worker = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      heard.push(`${request.method} ${request.url} ${Buffer.concat(chunks).toString()}`.trim());
      const said = says[request.url ?? ''];
      response.writeHead(said === undefined ? 404 : 200).end(said);
    });
  });
  await new Promise<void>((listening) => worker.listen(0, '127.0.0.1', listening));
  vi.stubGlobal('window', { location: { protocol: 'http:', hostname: '127.0.0.1' } });
  vi.stubEnv('PUBLIC_WINE_ANSWERS_URL', `http://127.0.0.1:${(worker.address() as AddressInfo).port}`);
});

afterEach(async () => {
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
  worker.closeAllConnections();
  await new Promise((closed) => worker.close(closed));
});

it('shelves the lists with the catalogue', async () => {
  const shelf = await loadShelf();
  expect(shelf.lists).toEqual(lists);
  expect(shelf.catalogue).toMatchObject(catalogue);
});

it('speaks the French of a French page, as do the samples for when nothing is known', async () => {
  vi.stubGlobal('document', { documentElement: { lang: 'fr' } });
  vi.resetModules();
  const shelf = await (await import('../src/room/answers')).loadShelf();
  expect(shelf.lists).toEqual({ ...lists, color: ['Rouge'] });
  expect(shelf.catalogue.regions).toMatchObject([{ name: 'Barolo', country: 'Italie', parent: 'Piémont' }]);
  expect(shelf.catalogue.wines).toMatchObject([{ name: 'Monfortino', color: 'Rouge' }]);
  const { samples } = await import('../src/tasting/samples');
  expect(samples[0]?.questions[0]).toMatchObject({ correctAnswer: 'Rouge', distractors: ['Blanc', 'Rosé', 'Orange'] });
});

it('makes do with either half', async () => {
  delete says['/catalogue'];
  const plain = await loadShelf();
  expect([plain.lists, plain.catalogue.wines]).toEqual([lists, []]);
  says = { '/catalogue': JSON.stringify(catalogue) };
  const known = await loadShelf();
  expect(known.lists.wine_name).toEqual(['Monfortino']);
});

it('is empty when the worker is away, or says something else', async () => {
  says = { '/answers': '<html>a captive portal</html>', '/catalogue': '[]' };
  expect(await loadShelf()).toBe(emptyShelf);
  vi.stubEnv('PUBLIC_WINE_ANSWERS_URL', 'http://127.0.0.1:1');
  expect(await loadShelf()).toBe(emptyShelf);
  expect(await suggest('color', 'Tawny')).toBe(false);
});

it('leaves out what is no text and no entry', () => {
  const said = { ...lists, color: ['Red', 5, null, ' ', { html: '<b>' }], region: 'Barolo' };
  expect(listsIn(said)).toMatchObject({ color: ['Red'], region: [] });
  for (const other of [null, 5, [], 'x', {}, { color: 'Red' }]) expect(listsIn(other)).toBeNull();
  const holes = { ...catalogue, grapes: [...catalogue.grapes, { name: 'Blue', color: 'blue' }, null, 'x'] };
  expect(catalogueIn(holes)?.grapes.map(({ name }) => name)).toEqual(['Nebbiolo']);
  expect(catalogueIn({ ...catalogue, wines: {} })).toBeNull();
});

it('offers a host’s own answer', async () => {
  says['/suggestions/color'] = '{}';
  expect(await suggest('color', 'Tawny')).toBe(true);
  expect(heard).toEqual(['POST /suggestions/color {"value":"Tawny"}']);
  expect(await suggest('region', 'Nowhere')).toBe(false);
});
