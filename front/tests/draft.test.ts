// The form's state: what a wine's name fills in, what is left alone, and that every deed can be taken back.
import { beforeEach, describe, expect, it } from 'vitest';
import type { Catalogue } from '../src/protocol/Catalogue';
import type { Category } from '../src/protocol/Category';
import {
  answerOf,
  faultsOf,
  isSample,
  ownAnswers,
  questionOf,
  tastingOf,
  toCheck,
} from '../src/screens/host/form/draft';
import { draftStore, type DraftStore } from '../src/screens/host/form/draftStore';
import { draftOf } from '../src/screens/host/form/draft';
import { freshDraft, type Source } from '../src/screens/host/form/filling';
import { lastNote } from '../src/screens/host/form/history';
import { seeded } from '../src/tasting/pick';
import { categories, emptyShelf, listsOf, shelve } from '../src/tasting/shelf';

const source = 'https://example.org';
const thisYear = 2026;
const regions = ['Pauillac', 'Margaux', 'Pomerol', 'Saint-Julien', 'Moulis'];
const grapes = ['Cabernet Sauvignon', 'Merlot', 'Malbec', 'Petit Verdot', 'Cabernet Franc', 'Carmenère'];
const catalogue: Catalogue = {
  colors: ['Red', 'White', 'Rosé', 'Orange', 'Sparkling white'].map((name) => ({ name, source })),
  regions: [...regions, 'Barolo'].map((name) => ({ name, country: name === 'Barolo' ? 'Italy' : 'France', source })),
  grapes: grapes.map((name) => ({ name, color: 'red', source })),
  wines: regions
    .flatMap((region) => ['Alpha', 'Beta'].map((first) => `${first} ${region}`).map((name) => ({ name, region })))
    .map(({ name, region }) => ({ name, color: 'Red', region, grapes: ['Merlot'], source })),
};
const full = shelve(listsOf(catalogue, thisYear), catalogue);

let shelf = full;
const from = (): Source => ({ shelf, thisYear, random: chance });
let chance = seeded(1);
let store: DraftStore;

beforeEach(() => {
  shelf = full;
  chance = seeded(1);
  store = draftStore(freshDraft(from()), from);
});

const draft = () => store.getState().history.draft;
const bottle = (at = 0) => draft().bottles[at] ?? expect.fail(`there is no wine ${at + 1}`);
const names = () => draft().bottles.map(({ name }) => name);
const wrongs = (category: Category, at = 0) => questionOf(bottle(at), category).distractors;
const deeds = () => store.getState();

/** Types into a right answer and leaves it. */
function write(category: Category, text: string, at = 0) {
  deeds().answer(bottle(at).key, category, text);
  deeds().settle(bottle(at).key, category);
}

describe('a new tasting', () => {
  it('opens with a sample that could be created at once', () => {
    expect(draft().bottles).toHaveLength(1);
    expect(isSample(bottle())).toBe(true);
    expect(faultsOf(draft())).toEqual([]);
    expect(tastingOf(draft()).wines[0]?.questions.map(({ category }) => category)).toEqual(categories);
  });

  it('is no sample once anything in it was written', () => {
    deeds().wrong(bottle().key, 'region', 0, 'Barolo');
    expect(isSample(bottle())).toBe(false);
  });

  it('has another sample for every further wine, and takes twenty', () => {
    for (let more = 0; more < 30; more += 1) deeds().add();
    expect(draft().bottles).toHaveLength(20);
    expect(new Set(names().slice(0, 10)).size).toBe(10);
    expect(new Set(draft().bottles.map(({ key }) => key)).size).toBe(20);
  });

  it('draws its sample from the lists when they come late, unless something was touched', () => {
    shelf = emptyShelf;
    const late = () => draftStore(freshDraft(from()), from);
    const [untouched, touched] = [late(), late()];
    const name = (of: DraftStore) => of.getState().history.draft.bottles[0]?.name ?? '';
    const before = name(touched);
    touched.getState().setTitle('Supper');
    shelf = full;
    for (const each of [untouched, touched]) each.getState().relay();
    expect(full.lists.wine_name).toContain(name(untouched));
    expect(name(touched)).toBe(before);
  });
});

describe('a known wine', () => {
  it('fills in everything once its name is left, with only the vintage to check', () => {
    write('wine_name', 'alpha margaux');
    expect(categories.map((category) => answerOf(bottle(), category))).toEqual([
      'Red',
      'Margaux',
      'Merlot',
      expect.stringMatching(/^20\d\d$/),
      'Alpha Margaux',
    ]);
    expect(bottle().name).toBe('Alpha Margaux');
    expect(toCheck(bottle())).toEqual(['vintage_year']);
    expect(lastNote(deeds().history)).toEqual({ did: 'filled', name: 'Alpha Margaux' });
    expect(faultsOf(draft())).toEqual([]);
  });

  it('is filled in by a pick, over what was written by hand, and taken back in one', () => {
    write('region', 'My hill');
    deeds().answer(bottle().key, 'wine_name', 'alp');
    deeds().pick(bottle().key, 'wine_name', 'Alpha Pomerol');
    expect(answerOf(bottle(), 'region')).toBe('Pomerol');
    deeds().undo();
    expect(answerOf(bottle(), 'region')).toBe('My hill');
    deeds().settle(bottle().key, 'wine_name');
    expect(answerOf(bottle(), 'region'), 'what was taken back does not come again').toBe('My hill');
  });

  it('is not filled in while its name is being typed, or when it is left as it was', () => {
    const before = answerOf(bottle(), 'region');
    deeds().answer(bottle().key, 'wine_name', 'Alpha Margaux');
    expect(answerOf(bottle(), 'region')).toBe(before);
    deeds().settle(bottle().key, 'wine_name');
    write('region', 'My hill');
    deeds().settle(bottle().key, 'wine_name');
    expect(answerOf(bottle(), 'region')).toBe('My hill');
  });

  it('has its vintage checked by whoever looks at it', () => {
    write('wine_name', 'Alpha Margaux');
    const steps = deeds().history.past.length;
    deeds().settle(bottle().key, 'vintage_year');
    expect(toCheck(bottle())).toEqual([]);
    expect(deeds().history.past).toHaveLength(steps);
  });
});

describe('a wine that no list knows', () => {
  beforeEach(() => write('wine_name', 'My own wine'));

  it('leaves the sample’s other answers, and says that they are the sample’s', () => {
    expect(toCheck(bottle())).toHaveLength(4);
    expect(answerOf(bottle(), 'region')).not.toBe('');
  });

  it('can be emptied of them, and of nothing else', () => {
    write('region', 'My hill');
    deeds().empty(bottle().key);
    expect(answerOf(bottle(), 'region')).toBe('My hill');
    expect(answerOf(bottle(), 'grape_variety')).toBe('');
    expect(faultsOf(draft()).map(({ rule }) => rule)).toEqual(['missing', 'missing', 'missing']);
  });
});

describe('wrong answers', () => {
  it('are drawn again when the right one changes', () => {
    write('wine_name', 'Alpha Margaux');
    write('vintage_year', '1961');
    for (const year of wrongs('vintage_year')) expect(Math.abs(Number(year) - 1961)).toBeLessThanOrEqual(6);
  });

  it('stay when they were written by hand', () => {
    deeds().wrong(bottle().key, 'region', 1, 'My hill');
    const before = wrongs('region');
    write('region', 'Barolo');
    expect(wrongs('region')).toEqual(before);
  });

  it('of a tasting that was saved are drawn again only where all are in the lists', () => {
    write('wine_name', 'Alpha Margaux');
    const { wines } = tastingOf(draft());
    for (const [hand, same] of [
      ['Merlot rouge', true],
      ['Malbec', false],
    ] as const) {
      const saved = structuredClone(wines);
      const [wine] = saved;
      const grape = wine?.questions[2];
      if (grape) grape.distractors = [hand, 'Petit Verdot', 'Carmenère'];
      store = draftStore(draftOf({ wines: saved }), from);
      const before = wrongs('grape_variety');
      for (let tries = 0; tries < 4; tries += 1) write('grape_variety', tries % 2 ? 'Merlot' : 'Carmenère');
      expect(before.every((one, at) => one === wrongs('grape_variety')[at])).toBe(same);
    }
  });

  it('are others when asked for, for one question or for all, and never the right one', () => {
    const before = structuredClone(bottle().questions);
    deeds().redraw(bottle().key, 'vintage_year');
    expect(wrongs('vintage_year')).not.toEqual(before[3]?.distractors);
    expect(wrongs('region')).toEqual(before[1]?.distractors);
    for (let tries = 0; tries < 20; tries += 1) deeds().redraw(bottle().key);
    expect(faultsOf(draft())).toEqual([]);
    deeds().undo();
    expect(lastNote(deeds().history)).toEqual({ did: 'redrawn', wine: 1 });
  });

  it('stay as they are without lists, and the one that became right goes', () => {
    shelf = emptyShelf;
    store = draftStore(freshDraft(from()), from);
    const [first = '', second, third] = wrongs('region');
    write('region', first);
    expect(wrongs('region')).toEqual([second, third, '']);
  });
});

describe('the wines', () => {
  beforeEach(() => {
    write('wine_name', 'Alpha Margaux');
    for (const [at, name] of ['Beta Pomerol', 'Alpha Moulis'].entries()) {
      deeds().add();
      write('wine_name', name, at + 1);
    }
  });

  it('are moved, and not beyond the ends', () => {
    const key = bottle(2).key;
    deeds().move(key, 0);
    expect(names()).toEqual(['Alpha Moulis', 'Alpha Margaux', 'Beta Pomerol']);
    expect(lastNote(deeds().history)).toEqual({ did: 'moved', wine: 3, to: 1 });
    const steps = deeds().history.past.length;
    for (const to of [-1, 3, 0]) deeds().move(key, to);
    expect(deeds().history.past).toHaveLength(steps);
  });

  it('are duplicated behind the original, and part from it', () => {
    deeds().copy(bottle().key);
    expect(names()).toEqual(['Alpha Margaux', 'Alpha Margaux', 'Beta Pomerol', 'Alpha Moulis']);
    write('wine_name', 'Beta Margaux', 1);
    expect(names().slice(0, 2)).toEqual(['Alpha Margaux', 'Beta Margaux']);
    expect(deeds().open).toBe(bottle(1).key);
  });

  it('are removed and had back, open and in their place', () => {
    const { key } = bottle(1);
    deeds().show(key, 'region');
    deeds().remove(key);
    expect(names()).toEqual(['Alpha Margaux', 'Alpha Moulis']);
    expect(deeds().open).toBe(bottle(1).key);
    deeds().undo();
    expect(names()).toEqual(['Alpha Margaux', 'Beta Pomerol', 'Alpha Moulis']);
    expect(deeds().open).toBe(key);
  });

  it('are all replaced by a file, and had back', () => {
    const saved = tastingOf(draft());
    deeds().take({ title: 'From a file', timerSeconds: 30, wines: saved.wines.slice(0, 1) });
    expect(tastingOf(draft())).toEqual({ title: 'From a file', timerSeconds: 30, wines: saved.wines.slice(0, 1) });
    deeds().undo();
    expect(tastingOf(draft())).toEqual(saved);
  });

  it('go back, step by step, to where the form began', () => {
    deeds().setTitle('S');
    deeds().setTitle('Su');
    deeds().setTimer(90);
    for (let steps = 0; steps < 200; steps += 1) deeds().undo();
    expect(draft().bottles).toHaveLength(1);
    expect(isSample(bottle())).toBe(true);
    expect(draft()).toMatchObject({ title: '', timerSeconds: 60 });
  });
});

describe('a wine’s name', () => {
  const given = (name: string) => {
    write('wine_name', 'Alpha Margaux');
    const { wines } = tastingOf(draft());
    store = draftStore(draftOf({ wines: wines.map((wine) => ({ ...wine, name })) }), from);
  };

  it('follows the answer', () => {
    given('Alpha Margaux');
    deeds().answer(bottle().key, 'wine_name', 'Another');
    expect(bottle()).toMatchObject({ name: 'Another', ownName: false });
  });

  it('that is its own stays, and falls back to the answer when it is emptied', () => {
    given('Bottle by the window');
    deeds().answer(bottle().key, 'wine_name', 'Another');
    expect(bottle()).toMatchObject({ name: 'Bottle by the window', ownName: true });
    deeds().rename(bottle().key, ' ');
    expect(tastingOf(draft()).wines[0]?.name).toBe('Another');
  });
});

describe('own answers', () => {
  it('are the right ones that the lists lack, each once, and none of a sample', () => {
    expect(ownAnswers(shelf, draft())).toEqual([]);
    write('region', 'My Hill');
    write('color', 'red');
    deeds().copy(bottle().key);
    write('region', 'my hill', 1);
    expect(ownAnswers(shelf, draft())).toEqual([{ category: 'region', value: 'My Hill' }]);
  });

  it('are none as long as there are no lists', () => {
    write('region', 'My Hill');
    expect(ownAnswers(emptyShelf, draft())).toEqual([]);
  });
});

it('a draft is sent trimmed, and its faults are told wine by wine in the order of the form', () => {
  deeds().add();
  deeds().answer(bottle(0).key, 'color', ' ');
  deeds().answer(bottle(1).key, 'wine_name', '  Spaced  ');
  deeds().wrong(bottle(1).key, 'vintage_year', 2, answerOf(bottle(1), 'vintage_year'));
  deeds().wrong(bottle(1).key, 'region', 0, '');
  expect(faultsOf(draft())).toEqual([
    { bottle: bottle(0).key, category: 'color', rule: 'missing' },
    { bottle: bottle(1).key, category: 'vintage_year', rule: 'alike' },
    { bottle: bottle(1).key, category: 'region', rule: 'missingWrong' },
  ]);
  expect(tastingOf(draft()).wines[1]).toMatchObject({ name: 'Spaced' });
});
