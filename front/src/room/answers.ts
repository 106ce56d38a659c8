// The curated answers over plain requests: what the form suggests from, and a host's own answer offered to the lists.
import type { Catalogue } from '../protocol/Catalogue';
import type { Category } from '../protocol/Category';
import { here } from '../tasting/called';
import { categories, emptyShelf, listsOf, shelve, type Lists, type Shelf } from '../tasting/shelf';
import { answersServer } from './server';

/** A form is not kept waiting for suggestions. */
const PATIENCE_MS = 5_000;
/** As the worker keeps them. */
const MOST_VALUES = 2_000;

/** Whatever came in time; the form works with free text alone. */
export async function loadShelf(): Promise<Shelf> {
  const [said, told] = await Promise.all([read('/answers'), read('/catalogue')]);
  const catalogue = catalogueIn(told);
  const lists = listsIn(said) ?? (catalogue && listsOf(catalogue, new Date().getFullYear()));
  return lists ? shelve(here.lists(lists), catalogue && here.catalogue(catalogue)) : emptyShelf;
}

/** Offers a value to the admin; whether it arrived. */
export async function suggest(category: Category, value: string): Promise<boolean> {
  try {
    const response = await fetch(`${answersServer().http}/suggestions/${category}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ value }),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    return response.ok;
  } catch {
    return false;
  }
}

async function read(path: string): Promise<unknown> {
  try {
    const response = await fetch(answersServer().http + path, { signal: AbortSignal.timeout(PATIENCE_MS) });
    return response.ok ? await response.json() : null;
  } catch {
    return null;
  }
}

/** Five lists of texts, one of them empty if need be; anything else is not the curated answers. */
export function listsIn(said: unknown): Lists | null {
  if (!isObject(said) || !categories.some((category) => Array.isArray(said[category]))) return null;
  const list = (category: Category) => textsIn(said[category]).slice(0, MOST_VALUES);
  return {
    color: list('color'),
    region: list('region'),
    grape_variety: list('grape_variety'),
    vintage_year: list('vintage_year'),
    wine_name: list('wine_name'),
  };
}

/** Its good entries: a catalogue with a hole is better than none. */
export function catalogueIn(said: unknown): Catalogue | null {
  if (!isObject(said)) return null;
  const { colors, countries, regions, grapes, blends, wines } = said;
  if (![colors, regions, grapes, wines].every(Array.isArray)) return null;
  return {
    colors: entriesIn(colors).flatMap(({ name, parent, synonyms, source }) =>
      isText(name)
        ? [{ name, synonyms: textsIn(synonyms), source: textOf(source), ...(isText(parent) && { parent }) }]
        : [],
    ),
    countries: entriesIn(countries).flatMap(({ name, synonyms, source }) =>
      isText(name) ? [{ name, synonyms: textsIn(synonyms), source: textOf(source) }] : [],
    ),
    regions: entriesIn(regions).flatMap(({ name, country, parent, synonyms, source }) =>
      isText(name) && isText(country)
        ? [{ name, country, synonyms: textsIn(synonyms), source: textOf(source), ...(isText(parent) && { parent }) }]
        : [],
    ),
    grapes: entriesIn(grapes).flatMap(({ name, color, synonyms, source }) =>
      isText(name) && (color === 'red' || color === 'white')
        ? [{ name, color, synonyms: textsIn(synonyms), source: textOf(source) }]
        : [],
    ),
    blends: entriesIn(blends).flatMap(({ name, synonyms, grapes: blend, source }) =>
      isText(name) ? [{ name, synonyms: textsIn(synonyms), grapes: textsIn(blend), source: textOf(source) }] : [],
    ),
    wines: entriesIn(wines).flatMap(({ name, color, region, grapes: blend, source }) =>
      isText(name) && isText(color) && isText(region) && textsIn(blend).length > 0
        ? [{ name, color, region, grapes: textsIn(blend), source: textOf(source) }]
        : [],
    ),
  };
}

const entriesIn = (said: unknown): Record<string, unknown>[] =>
  Array.isArray(said) ? said.slice(0, MOST_VALUES).filter(isObject) : [];

const textsIn = (said: unknown): string[] => (Array.isArray(said) ? said.filter(isText) : []);

const textOf = (said: unknown): string => (isText(said) ? said : '');

const isText = (said: unknown): said is string => typeof said === 'string' && said.trim() !== '';

const isObject = (said: unknown): said is Record<string, unknown> =>
  typeof said === 'object' && said !== null && !Array.isArray(said);
