// Which names of the catalogue could pass for an answer: rings of candidates, the nearest first, all of them wrong.
import type { Category } from '../protocol/Category';
import { spelled } from './fold';
import { meanings, type Entry, type Shelf } from './shelf';
import type { Asked } from './pick';

export interface Candidate {
  name: string;
  key: string;
}

/** Rings of candidates for a question, without any that could be right. */
export function nearest(shelf: Shelf, asked: Asked): Candidate[][] {
  const { category, wine } = asked;
  const answer = placed(shelf, asked);
  const right = [answer.key, ...(category === 'grape_variety' && wine ? wine.grapes.map(spelled) : [])];
  const wrong = ({ key }: Candidate) =>
    !right.some((one) => akin(shelf, category, one, key)) && !answer.above.includes(key);
  const seen = new Set<string>();
  return rings(shelf, asked, answer).map((ring) =>
    ring.filter((candidate) => {
      if (seen.has(candidate.key) || !wrong(candidate)) return false;
      seen.add(candidate.key);
      return true;
    }),
  );
}

/** One thing by two names, or one inside the other, by what is known of them or by their very words. */
export function akin(shelf: Shelf, category: Category, a: string, b: string): boolean {
  if (holds(a, b) || holds(b, a)) return true;
  const { entries } = shelf.racks[category];
  const ofA = meanings(shelf, category, a);
  const ofB = meanings(shelf, category, b);
  return (
    ofA.some((one) => ofB.includes(one)) ||
    ofA.some((one) => entries.get(one)?.above.some((over) => ofB.includes(over))) ||
    ofB.some((one) => entries.get(one)?.above.some((over) => ofA.includes(over)))
  );
}

/** Whether all words of the one stand in the other in their order: Chianti in Chianti Classico. */
const holds = (long: string, short: string) => ` ${long} `.includes(` ${short} `);

/** The answer's own entry; for one that the catalogue does not have, what its words and the wine say about it. */
function placed(shelf: Shelf, { category, answer, wine }: Asked): Entry {
  const key = spelled(answer);
  const { entries } = shelf.racks[category];
  const known = entryOf(shelf, category, key);
  if (known) return known;
  const unknown: Entry = { name: answer, key, above: [], grapes: [] };
  if (category === 'wine_name') {
    if (!wine) return unknown;
    const region = entryOf(shelf, 'region', spelled(wine.region));
    return { ...unknown, color: spelled(wine.color), region: region?.key, country: region?.country };
  }
  const named = [...entries.values()]
    .filter((entry) => holds(key, entry.key))
    .sort((a, b) => b.key.length - a.key.length)[0];
  const said = { color: wine?.color, region: wine?.region, grape_variety: wine?.grapes[0], vintage_year: '' }[category];
  const parent = named ?? entryOf(shelf, category, spelled(said ?? ''));
  if (!parent)
    return { ...unknown, color: category === 'grape_variety' && wine ? skinFor(shelf, wine.color) : undefined };
  return {
    ...unknown,
    parent: parent.key,
    above: [parent.key, ...parent.above],
    country: parent.country,
    color: parent.color,
  };
}

function entryOf(shelf: Shelf, category: Category, key: string): Entry | undefined {
  const { entries } = shelf.racks[category];
  return entries.get(key) ?? entries.get(meanings(shelf, category, key)[0] ?? '');
}

function rings(shelf: Shelf, asked: Asked, answer: Entry): Candidate[][] {
  const { category } = asked;
  const { entries, values } = shelf.racks[category];
  const isKnown = entries.has(answer.key);
  const all = [...entries.values()];
  const lists = values.map(({ value, keys }) => ({ name: value, key: keys[0] ?? '' }));
  switch (category) {
    case 'color': {
      const style = (entry: Entry) =>
        entry.parent === answer.parent || entry.key.split(' ').some((word) => answer.key.split(' ').includes(word));
      return isKnown || answer.parent ? [all.filter(style), all] : [lists];
    }
    case 'region': {
      if (!answer.country) return [lists];
      const here = all.filter(({ country }) => country === answer.country);
      return [
        here.filter(({ parent }) => parent === answer.parent),
        here.filter((entry) => entry.above.some((over) => answer.above.includes(over))),
        here,
      ];
    }
    case 'grape_variety': {
      if (!answer.color) return [lists];
      const skin = all.filter(({ color }) => color === answer.color);
      const used = usedBy(shelf, asked);
      return [...used.map((keys) => skin.filter(({ key }) => keys.has(key))), skin];
    }
    case 'wine_name': {
      const kind = all.filter(({ color }) => color && color === answer.color);
      const country = kind.filter((entry) => entry.country && entry.country === answer.country);
      const close = country.filter((entry) => neighbours(shelf, entry, answer));
      return isKnown ? [close, country] : [close, country, kind, lists];
    }
    case 'vintage_year':
      return [];
  }
}

/** Grapes of wines like this one: of its colour and country, then of its colour. */
function usedBy(shelf: Shelf, { wine }: Asked): Set<string>[] {
  const wines = [...shelf.racks.wine_name.entries.values()];
  const grapesOf = (some: Entry[]) =>
    new Set(some.flatMap(({ grapes }) => grapes.map((key) => entryOf(shelf, 'grape_variety', key)?.key ?? key)));
  if (!wine) return [grapesOf(wines)];
  const country = entryOf(shelf, 'region', spelled(wine.region))?.country;
  const kind = wines.filter(({ color }) => color === spelled(wine.color));
  return [grapesOf(kind.filter((entry) => entry.country === country)), grapesOf(kind)];
}

function neighbours(shelf: Shelf, a: Entry, b: Entry): boolean {
  const [one, other] = [a, b].map(({ region }) => entryOf(shelf, 'region', region ?? ''));
  if (!one || !other) return false;
  return (
    one === other ||
    (one.parent !== undefined && one.parent === other.parent) ||
    akin(shelf, 'region', one.key, other.key)
  );
}

/** The grapes that such a wine is mostly made of. */
function skinFor(shelf: Shelf, color: string): string | undefined {
  const entry = entryOf(shelf, 'color', spelled(color));
  const root = entry?.above.at(-1) ?? entry?.key;
  return root && (root === 'white' || root === 'orange' ? 'white' : 'red');
}
