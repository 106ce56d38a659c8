// Which names of the catalogue could pass for an answer: rings of candidates, the nearest first, all of them wrong.
import type { Category } from '../protocol/Category';
import { spelled } from './fold';
import { meanings, means, type Candidate, type Entry, type Shelf } from './shelf';
import type { Asked } from './pick';

/** Rings of candidates for a question, without any that could be right. */
export function nearest(shelf: Shelf, asked: Asked): Candidate[][] {
  const { category } = asked;
  const answer = placed(shelf, asked);
  const right = [...new Set([answer.key, ...[asked.answer, ...saidOf(asked)].map(spelled)])];
  const wrong = ({ key }: Candidate) =>
    !answer.above.includes(key) && !right.some((one) => akin(shelf, category, one, key));
  const seen = new Set<string>();
  return rings(shelf, asked, answer).map((ring) =>
    ring.filter((candidate) => {
      if (seen.has(candidate.key)) return false;
      seen.add(candidate.key);
      return wrong(candidate);
    }),
  );
}

/** Two names of one thing, or one inside the other: by what is known of them, or by their very words. */
export function akin(shelf: Shelf, category: Category, a: string, b: string): boolean {
  return (
    holds(a, b) ||
    holds(b, a) ||
    means(shelf, category, a, b) ||
    within(shelf, category, a, b) ||
    within(shelf, category, b, a)
  );
}

function within(shelf: Shelf, category: Category, inner: string, outer: string): boolean {
  const { entries } = shelf.racks[category];
  const outers = meanings(shelf, category, outer);
  return meanings(shelf, category, inner).some((key) => entries.get(key)?.above.some((over) => outers.includes(over)));
}

/** Whether all words of the one stand in the other in their order: Chianti in Chianti Classico. */
const holds = (long: string, short: string) => ` ${long} `.includes(` ${short} `);

/** The answer's own entry; of one that the catalogue does not have, the entry that its words or the wine speak of. */
function placed(shelf: Shelf, asked: Asked): Entry {
  const { category, answer, wine } = asked;
  const key = spelled(answer);
  const known = entryOf(shelf, category, key);
  if (known) return known;
  const unknown: Entry = { name: answer, key, listed: false, above: [], grapes: [] };
  if (shelf.countries.has(key)) return unknown;
  if (category === 'wine_name') {
    const region = entryOf(shelf, 'region', spelled(wine?.region ?? ''));
    return { ...unknown, color: spelled(wine?.color ?? ''), region: region?.key, country: region?.country };
  }
  const within = [...shelf.racks[category].entries.values()].filter((entry) => holds(key, entry.key));
  const named = within.sort((a, b) => b.key.length - a.key.length)[0];
  const hinted = named ?? entryOf(shelf, category, spelled(saidOf(asked)[0] ?? ''));
  if (hinted) return hinted;
  return category === 'grape_variety' && wine ? { ...unknown, color: skinFor(shelf, wine.color) } : unknown;
}

/** What the wine itself is in this category: never a wrong answer, whatever was written. */
function saidOf({ category, wine }: Asked): string[] {
  if (!wine) return [];
  return {
    color: [wine.color],
    region: [wine.region],
    grape_variety: wine.grapes,
    vintage_year: [],
    wine_name: [wine.name],
  }[category];
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
  const lists = () => values.map(({ value, keys }) => ({ name: value, key: keys[0] ?? '', listed: true }));
  switch (category) {
    case 'color': {
      const style = (entry: Entry) =>
        entry.parent === answer.parent || entry.key.split(' ').some((word) => answer.key.split(' ').includes(word));
      return isKnown ? [all.filter(style), all] : [lists()];
    }
    case 'region': {
      // For a host who asks for the country: no region of it may be called wrong.
      if (shelf.countries.has(answer.key)) return [[...shelf.countries.values()]];
      if (!answer.country) return [lists()];
      const here = all.filter(({ country }) => country === answer.country);
      return [
        here.filter(({ parent }) => parent === answer.parent),
        here.filter((entry) => entry.above.some((over) => answer.above.includes(over))),
        here,
      ];
    }
    case 'grape_variety': {
      if (!answer.color) return [lists()];
      const skin = all.filter(({ color }) => color === answer.color);
      const used = usedBy(shelf, asked);
      return [...used.map((keys) => skin.filter(({ key }) => keys.has(key))), skin];
    }
    case 'wine_name': {
      const kind = all.filter(({ color }) => color && color === answer.color);
      const country = kind.filter((entry) => entry.country && entry.country === answer.country);
      const close = country.filter((entry) => neighbours(shelf, entry, answer));
      return isKnown ? [close, country] : [close, country, kind, lists()];
    }
    case 'vintage_year':
      return [];
  }
}

/** Grapes of wines like this one: of its colour and country, then of its colour. */
function usedBy(shelf: Shelf, { wine }: Asked): Set<string>[] {
  const wines = [...shelf.racks.wine_name.entries.values()];
  const grapesOf = (some: Entry[]) => new Set(some.flatMap(({ grapes }) => grapes));
  if (!wine) return [grapesOf(wines)];
  const country = entryOf(shelf, 'region', spelled(wine.region))?.country;
  const like = spelled(wine.color);
  const kind = wines.filter(({ color }) => color === like);
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
