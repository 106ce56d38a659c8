// What the admin's page shows: the lists and suggestions as the server told them, with what is still on its way there.
import type { Category } from '../protocol/Category';
import type { Suggestion } from '../protocol/Suggestion';
import { folded as fold, spelled as spell } from '../tasting/fold';
import { categories, type Lists } from '../tasting/shelf';

/** Two thousand texts are folded at each key that is pressed, and are the same ones as before. */
function remembering(of: (text: string) => string) {
  const known = new Map<string, string>();
  return (text: string): string => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const now = of(text);
    known.set(text, now);
    return now;
  };
}

const folded = remembering(fold);
const spelled = remembering(spell);

export type Suggestions = Record<Category, Suggestion[]>;

export interface Book {
  lists: Lists;
  suggestions: Suggestions;
  /** The lists that the server could not read whole, with its sentence where it has said one. */
  broken: Partial<Record<Category, string>>;
}

/** One change that the server is asked for. */
export type Change =
  | { does: 'add'; category: Category; value: string; because: 'typed' | 'accepted' | 'undone' }
  | { does: 'remove'; category: Category; value: string }
  | { does: 'drop' | 'offer'; category: Category; value: string; suggestedAt: string }
  | { does: 'merge'; lists: Partial<Lists> }
  | { does: 'replace'; category: Category; values: string[] };

/** What can be taken back. */
export type Undoable = Extract<Change, { does: 'remove' | 'drop' | 'offer' }>;

export const emptyBook: Book = { lists: ofAll(() => []), suggestions: ofAll(() => []), broken: {} };

/** The server takes no longer ones. */
export const LONGEST_VALUE = 120;

/** What the book will be once all of this is done, as far as that can be known. */
export const foreseen = (book: Book, changes: readonly Change[]): Book => changes.reduce(withChange, book);

function withChange(book: Book, change: Change): Book {
  switch (change.does) {
    case 'add':
      return isForeseeable(book, change.category, change.value)
        ? withList(book, change.category, [...book.lists[change.category], change.value])
        : book;
    case 'remove':
      return change.category in book.broken
        ? book
        : withList(book, change.category, without(book.lists[change.category], change.value));
    case 'drop':
      return withSuggestionsOf(book, change.category, othersThan(book.suggestions[change.category], change.value));
    case 'offer': {
      const { category, value, suggestedAt } = change;
      const all = [{ value, suggestedAt }, ...othersThan(book.suggestions[category], value)];
      return withSuggestionsOf(book, category, all.sort(newestFirst));
    }
    default:
      // Whole lists are shown once the server has them.
      return book;
  }
}

/** Whether the server will take it, as far as this page can tell; it has the last word. */
export const isForeseeable = (book: Book, category: Category, value: string) =>
  value.length <= LONGEST_VALUE && !(category in book.broken) && listedAs(book, category, value) === undefined;

/** The value of the list that means the same. */
export function listedAs(book: Book, category: Category, value: string): string | undefined {
  const wanted = folded(value);
  return book.lists[category].find((one) => folded(one) === wanted);
}

/** The list as the server has it now; what is in it is no suggestion any more. */
export function withList(book: Book, category: Category, values: string[]): Book {
  const listed = book.suggestions[category].length > 0 ? new Set(values.map(folded)) : null;
  const left = book.suggestions[category].filter(({ value }) => !listed?.has(folded(value)));
  return { ...withSuggestionsOf(book, category, left), lists: { ...book.lists, [category]: values } };
}

/** A broken list is one that takes no change until it is replaced. */
export const withBroken = (book: Book, category: Category, sentence: string): Book => ({
  ...book,
  broken: { ...book.broken, [category]: sentence },
});

/** The list as it was put, whole again. */
export function withReplaced(book: Book, category: Category, values: string[]): Book {
  return { ...withList(book, category, values), broken: except(book.broken, category) };
}

/** After a merge the server says only how many were added, so the lists are joined here as it joins them. */
export function withMerged(book: Book, lists: Partial<Lists>): Book {
  return categories.reduce((now, category) => {
    const more = lists[category];
    return more ? withList(now, category, [...now.lists[category], ...missing(now, category, more)]) : now;
  }, book);
}

/** Those that the list does not have yet, each once. */
export function missing(book: Book, category: Category, values: readonly string[]): string[] {
  const known = new Set(book.lists[category].map(folded));
  return values.map(tidy).filter((value) => !known.has(folded(value)) && known.add(folded(value)));
}

/** Those that the list has and these values do not. */
export function superfluous(book: Book, category: Category, values: readonly string[]): string[] {
  const kept = new Set(values.map(folded));
  return book.lists[category].filter((value) => !kept.has(folded(value)));
}

/** What takes the change back. */
export function inverse(change: Undoable): Change {
  const { category, value } = change;
  if (change.does === 'remove') return { does: 'add', category, value, because: 'undone' };
  return { ...change, does: change.does === 'drop' ? 'offer' : 'drop' };
}

export interface Line {
  value: string;
  /** As a filter compares it. */
  spelling: string;
}

const inOrder = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** The list in the order in which it is looked through, ready to be filtered. */
export const linesOf = (values: readonly string[]): Line[] =>
  [...values].sort(inOrder.compare).map((value) => ({ value, spelling: spelled(value) }));

/** Accents, case, hyphens and apostrophes do not count. */
export function filtered(lines: readonly Line[], wanted: string): readonly Line[] {
  const spelling = spell(wanted);
  return spelling ? lines.filter((line) => line.spelling.includes(spelling)) : lines;
}

export const except = <T>(record: Partial<Record<Category, T>>, category: Category) =>
  Object.fromEntries(Object.entries(record).filter(([name]) => name !== category)) as Partial<Record<Category, T>>;

export const tidy = (text: string) => text.normalize('NFC').trim();

function ofAll<T>(make: () => T): Record<Category, T> {
  return Object.fromEntries(categories.map((category) => [category, make()])) as Record<Category, T>;
}

const without = (values: readonly string[], value: string) => {
  const gone = folded(value);
  return values.filter((one) => folded(one) !== gone);
};

const othersThan = (suggestions: readonly Suggestion[], value: string) => {
  const gone = folded(value);
  return suggestions.filter((one) => folded(one.value) !== gone);
};

const withSuggestionsOf = (book: Book, category: Category, suggestions: Suggestion[]): Book => ({
  ...book,
  suggestions: { ...book.suggestions, [category]: suggestions },
});

const newestFirst = (a: Suggestion, b: Suggestion) => b.suggestedAt.localeCompare(a.suggestedAt);
