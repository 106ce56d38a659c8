// What the admin sees before the server has answered, after it has, and what a file says.
import { expect, it } from 'vitest';
import {
  emptyBook,
  filtered,
  foreseen,
  inverse,
  isForeseeable,
  linesOf,
  listedAs,
  missing,
  superfluous,
  withBroken,
  withList,
  withMerged,
  withReplaced,
  type Book,
  type Change,
} from '../src/room/adminBook';
import { listAsText, readLists } from '../src/room/adminFile';

const early = '2026-11-01T10:00:00.000Z';
const late = '2026-11-02T10:00:00.000Z';

const book: Book = {
  ...emptyBook,
  lists: { ...emptyBook.lists, color: ['Red', 'Rosé'], grape_variety: ['Merlot', 'Grüner Veltliner'] },
  suggestions: {
    ...emptyBook.suggestions,
    color: [
      { value: 'Amber', suggestedAt: late },
      { value: 'Black', suggestedAt: early },
    ],
  },
};

const add = (value: string): Change => ({ does: 'add', category: 'color', value, because: 'typed' });
const remove = (value: string) => ({ does: 'remove', category: 'color', value }) as const;
const drop = { does: 'drop', category: 'color', value: 'Amber', suggestedAt: late } as const;
const shown = (lines: readonly { value: string }[]) => lines.map(({ value }) => value);

it('a change is shown before the server has it, and another category is left alone', () => {
  const after = foreseen(book, [add('White'), remove('Red')]);
  expect(after.lists.color).toEqual(['Rosé', 'White']);
  expect(after.lists.grape_variety).toBe(book.lists.grape_variety);
  expect(book.lists.color).toEqual(['Red', 'Rosé']);
});

it('a refused change is no more to be seen once it is not under way any more', () => {
  expect(foreseen(book, [remove('Red')]).lists.color).toEqual(['Rosé']);
  expect(foreseen(book, [])).toBe(book);
});

it('what the server will refuse is not shown as done', () => {
  for (const value of ['Red', ' rose ', 'ROSÉ', 'x'.repeat(121)]) {
    expect(isForeseeable(book, 'color', value)).toBe(false);
    expect(foreseen(book, [add(value)]).lists.color).toEqual(['Red', 'Rosé']);
  }
  const broken = withBroken(book, 'color', 'It is no array.');
  expect(foreseen(broken, [add('White'), remove('Red')]).lists.color).toEqual(['Red', 'Rosé']);
});

it('a value that exists is found as it is spelled there', () => {
  expect(listedAs(book, 'color', 'rose')).toBe('Rosé');
  expect(listedAs(book, 'grape_variety', 'gruner  veltliner')).toBe('Grüner Veltliner');
  expect(listedAs(book, 'color', 'Pink')).toBeUndefined();
});

it('a deletion and its undoing leave the same values, also several', () => {
  const gone = [remove('Red'), remove('Rosé')];
  const back = gone.toReversed().map(inverse);
  expect(foreseen(book, [...gone, ...back]).lists.color.toSorted()).toEqual(['Red', 'Rosé']);
  expect(foreseen(book, gone).lists.color).toEqual([]);
});

it('a dropped suggestion comes back in its place, with its day', () => {
  const dropped = foreseen(book, [drop]);
  expect(dropped.suggestions.color).toEqual([{ value: 'Black', suggestedAt: early }]);
  expect(foreseen(dropped, [inverse(drop)]).suggestions.color).toEqual(book.suggestions.color);
  expect(inverse({ ...drop, does: 'offer' })).toEqual(drop);
});

it('a suggestion that is accepted leaves the suggestions, also when the list writes it otherwise', () => {
  expect(foreseen(book, [add('amber')]).suggestions.color).toEqual([{ value: 'Black', suggestedAt: early }]);
  expect(withList(book, 'color', ['Âmber', 'black']).suggestions.color).toEqual([]);
});

it('what the server answers is the list, under what is still on its way', () => {
  const answered = withList(book, 'color', ['Red', 'Rosé', 'White', 'Of another admin']);
  expect(foreseen(answered, [add('Orange')]).lists.color).toEqual([
    'Red',
    'Rosé',
    'White',
    'Of another admin',
    'Orange',
  ]);
});

it('a merge adds what is missing, once; a replacement says what goes', () => {
  const file = ['ROSE', 'Orange', ' orange ', 'White'];
  expect(missing(book, 'color', file)).toEqual(['Orange', 'White']);
  expect(superfluous(book, 'color', file)).toEqual(['Red']);
  const merged = withMerged(book, { color: file, wine_name: ['Barolo'] });
  expect(merged.lists.color).toEqual(['Red', 'Rosé', 'Orange', 'White']);
  expect(merged.lists.wine_name).toEqual(['Barolo']);
});

it('a replaced list is whole again', () => {
  const broken = withBroken(withBroken(book, 'color', 'a'), 'region', 'b');
  expect(withReplaced(broken, 'color', ['Red'])).toMatchObject({ broken: { region: 'b' }, lists: { color: ['Red'] } });
  expect(Object.keys(withReplaced(broken, 'color', []).broken)).toEqual(['region']);
});

it('a filter knows neither accents nor case nor hyphens, and keeps the order of a reader', () => {
  const lines = linesOf(['Châteauneuf-du-Pape', 'Côte-Rôtie', 'Barolo', 'Coteaux du Layon', 'Crozes-Hermitage']);
  expect(shown(filtered(lines, ''))).toEqual([
    'Barolo',
    'Châteauneuf-du-Pape',
    'Côte-Rôtie',
    'Coteaux du Layon',
    'Crozes-Hermitage',
  ]);
  expect(shown(filtered(lines, 'COTE'))).toEqual(['Côte-Rôtie', 'Coteaux du Layon']);
  expect(shown(filtered(lines, 'chateauneuf du p'))).toEqual(['Châteauneuf-du-Pape']);
  expect(filtered(lines, 'xyz')).toEqual([]);
  expect(shown(linesOf(['2010', '1999', '1945']))).toEqual(['1945', '1999', '2010']);
});

it('reads one list, all lists, or what the server says of one', () => {
  expect(readLists('["Red"]', 'color')).toEqual({ ok: true, lists: { color: ['Red'] } });
  expect(readLists('\uFEFF{"region": [], "color": ["Red"]}', 'wine_name')).toEqual({
    ok: true,
    lists: { region: [], color: ['Red'] },
  });
  expect(readLists('{"category":"region","values":["Pauillac"]}', 'color')).toEqual({
    ok: true,
    lists: { region: ['Pauillac'] },
  });
});

it('what is exported can be imported', () => {
  expect(readLists(listAsText(book.lists), 'region')).toEqual({ ok: true, lists: book.lists });
  expect(readLists(listAsText(book.lists.color), 'color')).toEqual({ ok: true, lists: { color: book.lists.color } });
});

it('names what is wrong with a file, and where', () => {
  const faultOf = (text: string) => {
    const read = readLists(text, 'color');
    return read.ok ? null : read.fault;
  };
  expect(faultOf('Red, White')).toEqual({ rule: 'json' });
  expect(faultOf('5')).toEqual({ rule: 'shape' });
  expect(faultOf('null')).toEqual({ rule: 'shape' });
  expect(faultOf('{}')).toEqual({ rule: 'nothing' });
  expect(faultOf('{"colour": []}')).toEqual({ rule: 'category', path: 'colour' });
  expect(faultOf('{"region": "Pauillac"}')).toEqual({ rule: 'list', path: 'region' });
  expect(faultOf('["Red", 5]')).toEqual({ rule: 'text', path: 'color[1]' });
  expect(faultOf('{"toString": []}')).toEqual({ rule: 'category', path: 'toString' });
});
