// A form without its page: a small catalogue, a store, and what a hand does in it.
import { expect } from 'vitest';
import type { Catalogue } from '../src/protocol/Catalogue';
import type { Category } from '../src/protocol/Category';
import { questionOf, type Draft } from '../src/screens/host/form/draft';
import { draftStore, type DraftStore } from '../src/screens/host/form/draftStore';
import { freshDraft, type Source } from '../src/screens/host/form/filling';
import { lastDeed } from '../src/screens/host/form/history';
import { seeded } from '../src/tasting/pick';
import { listsOf, shelve } from '../src/tasting/shelf';

const source = 'https://example.org';
const thisYear = 2026;
const regions = ['Pauillac', 'Margaux', 'Pomerol', 'Saint-Julien', 'Moulis'];
const grapes = ['Cabernet Sauvignon', 'Merlot', 'Malbec', 'Petit Verdot', 'Cabernet Franc', 'Carmenère'];
const whites = ['Mosel', 'Nahe', 'Pfalz', 'Rheingau'];
const catalogue: Catalogue = {
  colors: ['Red', 'White', 'Rosé', 'Orange', 'Sparkling white'].map((name) => ({ name, source })),
  regions: [...regions, 'Barolo', ...whites].map((name) => ({ name, country: countryOf(name), source })),
  grapes: [
    ...grapes.map((name) => ({ name, color: 'red' as const, source })),
    ...['Riesling', 'Silvaner', 'Scheurebe', 'Elbling'].map((name) => ({ name, color: 'white' as const, source })),
  ],
  countries: ['France', 'Italy', 'Germany'].map((name) => ({ name, source })),
  blends: [],
  wines: [...regions, ...whites].flatMap((region) =>
    ['Alpha', 'Beta'].map((first) => ({
      name: `${first} ${region}`,
      color: whites.includes(region) ? 'White' : 'Red',
      region,
      grapes: [whites.includes(region) ? 'Riesling' : 'Merlot'],
      source,
    })),
  ),
};

function countryOf(region: string) {
  return region === 'Barolo' ? 'Italy' : whites.includes(region) ? 'Germany' : 'France';
}

export const full = shelve(listsOf(catalogue, thisYear), catalogue);

let shelf = full;
let chance = seeded(1);
let store: DraftStore;
export const from = (): Source => ({ shelf, thisYear, random: chance });

/** Opens a form, a new one unless something is given. */
export function open(given?: Draft, lists = full) {
  shelf = lists;
  chance = seeded(1);
  store = draftStore(given ?? freshDraft(from()), from);
}

/** The lists as they are from now on. */
export const bring = (lists: typeof full) => void (shelf = lists);

export const deeds = () => store.getState();
export const draft = () => deeds().history.draft;
export const bottle = (at = 0) => draft().bottles[at] ?? expect.fail(`there is no wine ${at + 1}`);
export const names = () => draft().bottles.map(({ name }) => name);
export const wrongs = (category: Category, at = 0) => questionOf(bottle(at), category).distractors;
export const lastNote = () => lastDeed(deeds().history)?.note;

/** Types into a right answer and leaves it. */
export function write(category: Category, text: string, at = 0) {
  deeds().answer(bottle(at).key, category, text);
  deeds().settle(bottle(at).key, category);
}
