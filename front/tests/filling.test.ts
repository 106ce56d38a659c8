// What fills itself in, and what never does: a host's own words, and anything unseen.
import { beforeEach, describe, expect, it } from 'vitest';
import { answerOf, draftOf, faultsOf, questionOf, tastingOf, toCheck } from '../src/screens/host/form/draft';
import { categories, emptyShelf } from '../src/tasting/shelf';
import { bottle, deeds, draft, lastNote, open, write, wrongs } from './form';

beforeEach(() => open());

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
    expect(lastNote()).toEqual({ did: 'filled', name: 'Alpha Margaux' });
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

describe('a name that is typed to its end', () => {
  it('fills in nothing once anything else was written, unless it is picked', () => {
    write('region', 'My hill');
    write('wine_name', 'Alpha Margaux');
    expect(answerOf(bottle(), 'region')).toBe('My hill');
    deeds().pick(bottle().key, 'wine_name', 'Alpha Margaux');
    expect(answerOf(bottle(), 'region')).toBe('Margaux');
  });

  it('fills in nothing over wrong answers that were written by hand', () => {
    deeds().wrong(bottle().key, 'wine_name', 0, 'Not this one');
    write('wine_name', 'Alpha Margaux');
    expect(wrongs('wine_name')[0]).toBe('Not this one');
  });

  it('fills in over what another known name filled in, and over what was emptied', () => {
    write('wine_name', 'Alpha Margaux');
    write('wine_name', 'Beta Pomerol');
    expect(answerOf(bottle(), 'region')).toBe('Pomerol');
    write('wine_name', 'My own wine');
    deeds().add();
    write('wine_name', 'My other wine', 1);
    deeds().empty(bottle(1).key);
    write('wine_name', 'Alpha Margaux', 1);
    expect(answerOf(bottle(1), 'region')).toBe('Margaux');
  });

  it('fills in nothing in a tasting that was saved: its spelling is corrected', () => {
    write('wine_name', 'Alpha Margeaux');
    write('region', 'My region');
    open(draftOf(tastingOf(draft())));
    write('wine_name', 'Alpha Margaux');
    expect(answerOf(bottle(), 'region')).toBe('My region');
  });

  it('fills in nothing when the tasting leaves the page, whatever is on it', () => {
    for (const saved of [false, true]) {
      open();
      if (saved) open(draftOf(tastingOf(draft())));
      deeds().answer(bottle().key, 'vintage_year', '1998');
      deeds().wrong(bottle().key, 'color', 0, 'Pinkish');
      deeds().answer(bottle().key, 'wine_name', 'Alpha Barolo');
      deeds().answer(bottle().key, 'wine_name', 'Alpha Margaux');
      const before = tastingOf(draft()).wines[0]?.questions ?? [];
      const after = tastingOf(deeds().settleAll()).wines[0]?.questions ?? [];
      const rightOnes = (questions: typeof before) => questions.map(({ correctAnswer }) => correctAnswer);
      expect(rightOnes(after)).toEqual(rightOnes(before));
      expect(after[0]).toEqual(before[0]);
      if (saved) expect(after).toEqual(before);
      // What was drawn for another vintage would give the right one away.
      else for (const year of wrongs('vintage_year')) expect(Math.abs(Number(year) - 1998)).toBeLessThanOrEqual(6);
    }
  });
});

it('a name that a save finds unfilled fills the wine in once it is left', () => {
  const before = answerOf(bottle(), 'region');
  deeds().answer(bottle().key, 'wine_name', before === 'Margaux' ? 'Alpha Pomerol' : 'Alpha Margaux');
  deeds().settleAll();
  expect(answerOf(bottle(), 'region')).toBe(before);
  deeds().settle(bottle().key, 'wine_name');
  expect(answerOf(bottle(), 'region')).not.toBe(before);
});

describe('a pick', () => {
  it('keeps the vintage that was written, with its wrong ones, and draws another’s for a guess', () => {
    write('wine_name', 'Alpha Margaux');
    write('vintage_year', '1990');
    deeds().wrong(bottle().key, 'vintage_year', 0, '1066');
    deeds().pick(bottle().key, 'wine_name', 'Beta Pomerol');
    expect(answerOf(bottle(), 'vintage_year')).toBe('1990');
    expect(wrongs('vintage_year')[0]).toBe('1066');
    expect(answerOf(bottle(), 'region')).toBe('Pomerol');
    expect(toCheck(bottle())).toEqual([]);
    write('vintage_year', '1991');
    expect(wrongs('vintage_year')[0], 'written by hand before the pick').toBe('1066');
  });

  it('has the vintage that was typed behind its name, left or picked', () => {
    const vintage = () => questionOf(bottle(), 'vintage_year');
    write('wine_name', 'margaux alpha 2009');
    expect([answerOf(bottle(), 'wine_name'), vintage().correctAnswer]).toEqual(['Alpha Margaux', '2009']);
    expect(bottle().unsure).toEqual([]);
    for (const year of vintage().distractors) expect(Math.abs(Number(year) - 2009)).toBeLessThanOrEqual(6);
    expect(vintage().distractors).not.toContain('2009');

    open();
    deeds().answer(bottle().key, 'wine_name', 'alpha marg (2011)');
    deeds().pick(bottle().key, 'wine_name', 'Alpha Margaux');
    expect([bottle().name, vintage().correctAnswer]).toEqual(['Alpha Margaux', '2011']);

    open();
    write('vintage_year', '1998');
    deeds().answer(bottle().key, 'wine_name', 'Alpha Margaux 2011');
    deeds().pick(bottle().key, 'wine_name', 'Alpha Margaux');
    expect(vintage().correctAnswer).toBe('1998');

    open();
    write('wine_name', 'Alpha Margaux 2090');
    expect(vintage().correctAnswer).not.toBe('2090');
    expect(bottle().unsure).toEqual(['vintage_year']);
  });

  it('draws wrong years for a vintage that was typed and not yet left', () => {
    deeds().answer(bottle().key, 'vintage_year', '1961');
    deeds().pick(bottle().key, 'wine_name', 'Beta Pomerol');
    deeds().settle(bottle().key, 'vintage_year');
    for (const year of wrongs('vintage_year')) expect(Math.abs(Number(year) - 1961)).toBeLessThanOrEqual(6);
  });

  it('keeps what the host calls the wine', () => {
    const { wines } = tastingOf(draft());
    open(draftOf({ wines: wines.map((wine) => ({ ...wine, name: 'Bottle by the window' })) }));
    deeds().pick(bottle().key, 'wine_name', 'Beta Pomerol');
    expect(bottle()).toMatchObject({ name: 'Bottle by the window', ownName: true });
    expect(answerOf(bottle(), 'wine_name')).toBe('Beta Pomerol');
  });
});

describe('a wine that no list knows', () => {
  beforeEach(() => write('wine_name', 'My own wine'));

  it('leaves the sample’s other answers, and says that they are the sample’s', () => {
    expect(toCheck(bottle())).toHaveLength(4);
    expect(answerOf(bottle(), 'region')).not.toBe('');
  });

  it('has wrong names and grapes of its own color and region', () => {
    write('grape_variety', 'My own grape');
    write('color', 'White');
    for (const grape of wrongs('grape_variety'))
      expect(['Riesling', 'Silvaner', 'Scheurebe', 'Elbling']).toContain(grape);
    write('region', 'Nahe');
    const germans = ['Mosel', 'Nahe', 'Pfalz', 'Rheingau'].flatMap((region) => [`Alpha ${region}`, `Beta ${region}`]);
    for (const name of wrongs('wine_name')) expect(germans).toContain(name);
  });

  it('keeps wrong names that were written by hand', () => {
    deeds().wrong(bottle().key, 'wine_name', 0, 'Not this one');
    const before = wrongs('wine_name');
    write('color', 'White');
    expect(wrongs('wine_name')).toEqual(before);
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
      open(draftOf({ wines: saved }));
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
    expect(lastNote()).toEqual({ did: 'redrawn', wine: 1 });
  });

  it('that are all there are stay, and nobody says that they are others', () => {
    open(undefined, emptyShelf);
    const before = draft();
    deeds().redraw(bottle().key, 'region');
    expect(draft()).toBe(before);
    expect(deeds()).toMatchObject({ dry: true, history: { past: [] } });
    deeds().setTitle('Supper');
    expect(deeds().dry).toBe(false);
  });

  it('stay as they are without lists, and the one that became right goes', () => {
    open(undefined, emptyShelf);
    const [first = '', second, third] = wrongs('region');
    write('region', first);
    expect(wrongs('region')).toEqual([second, third, '']);
  });
});
