// What the worker of the curated answers said, indexed so that a form can ask it at every key that is pressed.
import type { Catalogue } from '../protocol/Catalogue';
import type { CatalogueBlend } from '../protocol/CatalogueBlend';
import type { CatalogueWine } from '../protocol/CatalogueWine';
import type { Category } from '../protocol/Category';
import { folded, spelled } from './fold';

/** The order in which every wine is asked about. */
export const categories: Category[] = ['color', 'region', 'grape_variety', 'vintage_year', 'wine_name'];

export type Lists = Record<Category, string[]>;

/** A name of the catalogue and where it belongs; everything but the name is a key, as `spelled` makes them. */
export interface Entry {
  name: string;
  key: string;
  /** Whether the admin's lists still have it. */
  listed: boolean;
  country?: string | undefined;
  parent?: string | undefined;
  /** The parent, its parent, and so on. */
  above: string[];
  /** Of a grape: its skin. Of a wine: its colour. */
  color?: string | undefined;
  /** Of a wine. */
  region?: string | undefined;
  /** Of a wine. */
  grapes: string[];
}

/** A name that may be offered as an answer. */
export type Candidate = Pick<Entry, 'name' | 'key' | 'listed'>;

interface Rack {
  /** What the lists hold, in the order it is offered; the first key is the value's own, the others are synonyms'. */
  values: { value: string; keys: string[] }[];
  listed: Set<string>;
  /** From a name or a synonym to the names that it may stand for. */
  meanings: Map<string, string[]>;
  /** These, and of a blend its grapes: what may stand inside a host's own words. */
  contents: Map<string, string[]>;
  entries: Map<string, Entry>;
}

export interface Shelf {
  lists: Lists;
  /** Empty arrays when it is not known. */
  catalogue: Catalogue;
  /** For this folder's own eyes. */
  racks: Record<Category, Rack>;
  /** By the words of their names, from A to Z. */
  wines: Map<string, CatalogueWine>;
  /** By each name of theirs. */
  countries: Map<string, Candidate>;
}

const collator = new Intl.Collator('en', { numeric: true });
const bare: Catalogue = { colors: [], countries: [], regions: [], grapes: [], blends: [], wines: [] };

export function shelve(lists: Lists, catalogue: Catalogue | null): Shelf {
  const { colors, countries, regions, grapes, blends, wines } = catalogue ?? bare;
  const countryOf = new Map(regions.map(({ name, country }) => [spelled(name), spelled(country)]));
  const colorEntries = entered(colors, lists.color, ({ parent }) => ({ parent: parent && spelled(parent) }));
  const regionEntries = entered(regions, lists.region, ({ parent, country }) => ({
    parent: parent && spelled(parent),
    country: spelled(country),
  }));
  const grapeEntries = entered(grapes, lists.grape_variety, ({ color }) => ({ color }));
  const wineEntries = entered(wines, lists.wine_name, ({ color, region, grapes: blend }) => ({
    color: spelled(color),
    region: spelled(region),
    country: countryOf.get(spelled(region)),
    grapes: blend.map(spelled),
  }));
  const grapeRack = rack(lists.grape_variety, grapes, grapeEntries);
  return {
    lists,
    catalogue: catalogue ?? bare,
    racks: {
      color: rack(lists.color, colors, colorEntries),
      region: rack(lists.region, regions, regionEntries),
      grape_variety: { ...grapeRack, contents: withBlends(grapeRack.meanings, blends) },
      // The youngest first: few hosts pour what is older than they are.
      vintage_year: rack(lists.vintage_year, [], new Map(), (a, b) => collator.compare(b, a)),
      wine_name: rack(lists.wine_name, wines, wineEntries),
    },
    wines: new Map(wines.map((wine) => [inOrder(wine.name), wine])),
    countries: new Map(
      countries.flatMap(({ name, synonyms = [] }) => {
        const country = { name, key: spelled(name), listed: true };
        return [name, ...synonyms].map((word) => [spelled(word), country]);
      }),
    ),
  };
}

export const emptyShelf: Shelf = shelve(
  { color: [], region: [], grape_variety: [], vintage_year: [], wine_name: [] },
  null,
);

/** The lists that a catalogue implies, for when only it could be had. */
export const listsOf = ({ colors, regions, grapes, wines }: Catalogue, thisYear: number): Lists => ({
  color: colors.map(({ name }) => name),
  region: regions.map(({ name }) => name),
  grape_variety: grapes.map(({ name }) => name),
  vintage_year: Array.from({ length: Math.max(0, thisYear - 1944) }, (_, at) => String(1945 + at)),
  wine_name: wines.map(({ name }) => name),
});

/** The known wine of this name, its words in any order and a vintage behind them. */
export const wineCalled = (shelf: Shelf, typed: string): CatalogueWine | undefined =>
  shelf.wines.get(inOrder(nameAndYear(shelf, typed).name));

/** A year at the end of a wine's name is the vintage, unless the wine is called so. */
export function nameAndYear(shelf: Shelf, typed: string): { name: string; year?: string } {
  const [, name, year] = /^(.*?\S)\s*[\s,;(–-]\s*((?:1[6-9]|20)\d\d)\)?\s*$/u.exec(typed) ?? [];
  const isName = shelf.wines.has(inOrder(typed)) || isListed(shelf, 'wine_name', typed);
  return name && year && !isName ? { name, year } : { name: typed };
}

const inOrder = (name: string) => spelled(name).split(' ').sort().join(' ');

export const isListed = (shelf: Shelf, category: Category, value: string): boolean =>
  shelf.racks[category].listed.has(folded(value));

/** Whether the lists have it under any of its names. */
export function isKnown(shelf: Shelf, category: Category, value: string): boolean {
  const key = spelled((category === 'wine_name' && wineCalled(shelf, value)?.name) || value);
  const named = meanings(shelf, category, key);
  return shelf.racks[category].values.some(({ keys: [own = ''] }) => named.includes(own));
}

/** The same to a reader, or two names of one thing. */
export const alike = (shelf: Shelf, category: Category, a: string, b: string): boolean =>
  means(shelf, category, spelled(a), spelled(b));

/** The same of two keys. */
export function means(shelf: Shelf, category: Category, a: string, b: string): boolean {
  const others = meanings(shelf, category, b);
  return meanings(shelf, category, a).some((meaning) => others.includes(meaning));
}

/** The keys that a key may stand for, itself when nothing is known of it. */
export const meanings = (shelf: Shelf, category: Category, key: string): string[] =>
  shelf.racks[category].meanings.get(key) ?? [key];

/** What begins with the typed text, what has a word that does, what contains it, what has all its words in any order. */
export function suggestionsFor(shelf: Shelf, category: Category, typed: string, most = 50): string[] {
  const { values } = shelf.racks[category];
  const wanted = spelled(typed);
  if (!wanted) return values.slice(0, most).map(({ value }) => value);
  const found = ranked(values, wanted, most);
  if (found.length > 0 || category !== 'wine_name') return found;
  // A vintage, perhaps not typed to its end.
  const name = wanted.replace(/ [12]\d{0,3}$/, '');
  return name === wanted ? found : ranked(values, name, most);
}

function ranked(values: Rack['values'], wanted: string, most: number): string[] {
  const words = wanted.split(' ').map((word) => ` ${word}`);
  const ranks: string[][] = [[], [], [], []];
  for (const { value, keys } of values) {
    let rank = Infinity;
    for (const key of keys) rank = Math.min(rank, rankOf(key, wanted, words));
    ranks[rank]?.push(value);
  }
  return ranks.flat().slice(0, most);
}

function rankOf(key: string, wanted: string, words: string[]): number {
  const at = key.indexOf(wanted);
  if (at === 0) return 0;
  if (at > 0) return key.includes(` ${wanted}`) ? 1 : 2;
  return words.length > 1 && words.every((word) => ` ${key}`.includes(word)) ? 3 : Infinity;
}

interface Named {
  name: string;
  synonyms?: string[] | undefined;
}

function rack(
  list: string[],
  named: Named[],
  entries: Map<string, Entry>,
  order: (a: string, b: string) => number = collator.compare,
): Rack {
  const meanings = new Map<string, string[]>();
  const synonymsOf = new Map<string, string[]>();
  for (const { name, synonyms = [] } of named) {
    const key = spelled(name);
    const others = synonyms.map(spelled);
    synonymsOf.set(key, others);
    for (const word of [key, ...others]) meanings.set(word, [...(meanings.get(word) ?? []), key]);
  }
  const values = [...list].sort(order).map((value) => {
    const key = spelled(value);
    return { value, keys: [key, ...(synonymsOf.get(key) ?? [])] };
  });
  return { values, listed: new Set(list.map(folded)), meanings, contents: meanings, entries };
}

function withBlends(meanings: Map<string, string[]>, blends: CatalogueBlend[]): Map<string, string[]> {
  const contents = new Map(meanings);
  for (const { name, synonyms = [], grapes } of blends) {
    for (const word of [name, ...synonyms].map(spelled))
      if (!contents.has(word)) contents.set(word, grapes.map(spelled));
  }
  return contents;
}

function entered<T extends Named>(named: T[], list: string[], rest: (one: T) => Partial<Entry>): Map<string, Entry> {
  const listed = new Set(list.map(folded));
  const entries = new Map<string, Entry>();
  for (const one of named) {
    const key = spelled(one.name);
    entries.set(key, {
      name: one.name,
      key,
      listed: listed.has(folded(one.name)),
      above: [],
      grapes: [],
      ...rest(one),
    });
  }
  for (const entry of entries.values()) entry.above = above(entries, entry);
  return entries;
}

function above(entries: Map<string, Entry>, { key, parent }: Entry): string[] {
  const found: string[] = [];
  // A catalogue that goes in a circle must not hang the page.
  for (let at = parent; at && at !== key && !found.includes(at); at = entries.get(at)?.parent) found.push(at);
  return found;
}
