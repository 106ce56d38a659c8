// What a host's own words speak of: the names of the catalogue that stand in them, in whatever language and order.
import type { Category } from '../protocol/Category';
import { spelled } from './fold';
import type { Candidate, Entry, Shelf } from './shelf';

/** Whether all words of the one stand in the other in their order: Chianti in Chianti Classico. */
export const holds = (long: string, short: string) => ` ${long} `.includes(` ${short} `);

/** The entry that the texts speak of first. */
export const entryIn = (shelf: Shelf, category: Category, ...texts: string[]): Entry | undefined =>
  entriesIn(shelf, category, texts)[0];

/** The entries that the texts speak of, without those that others lie in: Margaux, Bordeaux is Margaux. */
export function entriesIn(shelf: Shelf, category: Category, texts: string[]): Entry[] {
  const { contents, entries } = shelf.racks[category];
  const entriesOf = (keys: string[]) => keys.flatMap((key) => entries.get(key) ?? []);
  const spoken = texts.flatMap((text) => {
    const whole = contents.get(spelled(text));
    return whole ? [whole] : namesIn(shelf, category, text);
  });
  const within = (entry: Entry, keys: string[]) => entry.above.some((over) => keys.includes(over));
  const all = spoken.flat();
  const meant = spoken.map(entriesOf).flatMap((some) => {
    // A word for several is the one that lies in what else is said: Crémant rosé is sparkling rosé.
    const fitting = some.filter((entry) => within(entry, all));
    return fitting.length > 0 ? fitting : some;
  });
  const around = meant.flatMap(({ above }) => above);
  return [...new Set(meant)].filter(({ key }) => !around.includes(key));
}

/** The countries that a text speaks of, by any name of theirs. */
export function countriesIn(shelf: Shelf, text: string): Candidate[] {
  const key = spelled(text);
  return [...shelf.countries].filter(([name]) => holds(key, name)).map(([, country]) => country);
}

const separators = /[&/,;+|()]|\s(?:and|et|und|e|y|with|mit|avec|con)\s/i;
/** Shorter words are articles. */
const SHORTEST = 3;

/** For every name in the text what it may stand for, the longest first; then for every part that has none. */
function namesIn(shelf: Shelf, category: Category, text: string): string[][] {
  const { contents, entries } = shelf.racks[category];
  const found: string[][] = [];
  const { names } = taken(spelled(text), contents.keys());
  for (const name of names) found.push(contents.get(name) ?? []);
  const told = [...names, ...(category === 'region' ? shelf.countries.keys() : [])];
  for (const part of text.split(separators).map(spelled)) {
    const { rest } = taken(part, told);
    // Half a name: Cabernet, Maipo, Sparkling.
    if (rest === part && part.length >= SHORTEST)
      found.push([...contents].flatMap(([name, keys]) => (holds(name, part) ? keys : [])));
    if (category !== 'grape_variety' && category !== 'color') continue;
    for (const word of rest.split(' ').filter(({ length }) => length >= SHORTEST))
      found.push([...entries.keys()].filter((name) => name.startsWith(word)));
  }
  return found;
}

/** The names in a text, and what is left without them; of two that share words the longer: La Mancha is not in Castilla-La Mancha. */
function taken(key: string, names: Iterable<string>): { names: string[]; rest: string } {
  const inIt = [...names].filter((name) => holds(key, name)).sort((a, b) => b.length - a.length);
  let rest = key;
  const left = inIt.filter((name) => {
    if (!holds(rest, name)) return false;
    rest = ` ${rest} `.replaceAll(` ${name} `, ' | ').trim();
    return true;
  });
  return { names: left, rest };
}
