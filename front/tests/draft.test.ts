// The form's draft: what it opens with, and that every deed can be taken back.
import { beforeEach, describe, expect, it } from 'vitest';
import {
  answerOf,
  draftOf,
  faultsOf,
  isSample,
  ownAnswers,
  tastingOf,
  unchecked,
} from '../src/screens/host/form/draft';
import { draftStore, type DraftStore } from '../src/screens/host/form/draftStore';
import { freshDraft } from '../src/screens/host/form/filling';
import { categories, emptyShelf } from '../src/tasting/shelf';
import { realShelf } from './cellar';
import { bottle, bring, deeds, draft, from, full, lastNote, names, open, write } from './form';

beforeEach(() => open());

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
    bring(emptyShelf);
    const late = () => draftStore(freshDraft(from()), from);
    const [untouched, touched] = [late(), late()];
    const name = (of: DraftStore) => of.getState().history.draft.bottles[0]?.name ?? '';
    const before = name(touched);
    touched.getState().setTitle('Supper');
    bring(full);
    for (const each of [untouched, touched]) each.getState().relay();
    expect(full.lists.wine_name).toContain(name(untouched));
    expect(name(touched)).toBe(before);
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
    expect(lastNote()).toEqual({ did: 'moved', wine: 3, to: 1 });
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

  it('are not duplicated beyond twenty', () => {
    for (let more = 0; more < 30; more += 1) deeds().copy(bottle().key);
    expect(draft().bottles).toHaveLength(20);
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

describe('what is still to check', () => {
  const doubts = () => unchecked(draft()).map(({ categories }) => categories);

  it('is nothing of a sample that was left alone, and nothing of a wine that was written', () => {
    deeds().add();
    expect(doubts()).toEqual([]);
    for (const category of categories) write(category, `My ${category}`);
    expect(doubts()).toEqual([]);
  });

  it('is the vintage of a wine that was picked, until it is looked at', () => {
    deeds().pick(bottle().key, 'wine_name', 'Alpha Margaux');
    expect(doubts()).toEqual([['vintage_year']]);
    deeds().settle(bottle().key, 'vintage_year');
    expect(doubts()).toEqual([]);
  });

  it('is what the sample left in a wine of one’s own, even while its name is typed', () => {
    deeds().answer(bottle().key, 'wine_name', 'My own wine');
    expect(doubts()).toEqual([['vintage_year', 'color', 'region', 'grape_variety']]);
    write('region', 'My hill');
    expect(doubts()).toEqual([['vintage_year', 'color', 'grape_variety']]);
  });
});

describe('what was done last', () => {
  it('is always known, letters too, so that there is a way back', () => {
    const { key } = bottle();
    deeds().redraw(key, 'vintage_year');
    deeds().answer(key, 'region', 'M');
    deeds().answer(key, 'region', 'My');
    expect(lastNote()).toEqual({ did: 'wrote', wine: 1, category: 'region' });
    deeds().undo();
    expect(lastNote()).toEqual({ did: 'redrawn', wine: 1 });
  });

  it('is told for every kind of deed', () => {
    const { key } = bottle();
    deeds().setTitle('Supper');
    expect(lastNote()).toEqual({ did: 'titled' });
    deeds().setTimer(30);
    expect(lastNote()).toEqual({ did: 'timed' });
    deeds().rename(key, 'Mine');
    expect(lastNote()).toEqual({ did: 'renamed', wine: 1 });
    deeds().add();
    expect(lastNote()).toEqual({ did: 'added', wine: 2 });
  });
});

describe('the focus', () => {
  it('stays on Undo as long as that stays, and goes to the wine when it goes', () => {
    const { key } = bottle();
    deeds().answer(key, 'region', 'My hill');
    deeds().redraw(key);
    deeds().undo(true);
    expect(deeds().aim).toBeNull();
    deeds().undo(true);
    expect(deeds().aim).toEqual({ key, at: 'fold' });
  });

  it('stays in the field where the keys took a step back', () => {
    deeds().answer(bottle().key, 'region', 'My hill');
    deeds().undo();
    expect(deeds().aim).toBeNull();
  });

  it('goes to a wine that is there when the one it was in is taken away', () => {
    const { key } = bottle();
    deeds().add();
    deeds().undo();
    expect(deeds()).toMatchObject({ open: key, aim: { key, at: 'fold' } });
    deeds().add();
    deeds().remove(bottle(1).key);
    expect(deeds().aim).toEqual({ key, at: 'fold' });
  });
});

describe('a wine’s name', () => {
  const given = (name: string) => {
    write('wine_name', 'Alpha Margaux');
    const { wines } = tastingOf(draft());
    open(draftOf({ wines: wines.map((wine) => ({ ...wine, name })) }));
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
    expect(ownAnswers(full, draft())).toEqual([]);
    write('region', 'My Hill');
    write('color', 'red');
    deeds().copy(bottle().key);
    write('region', 'my hill', 1);
    expect(ownAnswers(full, draft())).toEqual([{ category: 'region', value: 'My Hill' }]);
  });

  it('are not another name of what is listed', () => {
    write('region', 'My Hill');
    write('grape_variety', 'shiraz');
    const own = ownAnswers(realShelf, draft()).map(({ value }) => value);
    expect(own).toContain('My Hill');
    expect(own).not.toContain('shiraz');
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
