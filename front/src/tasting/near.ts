// Which names of the catalogue could pass for an answer: rings of candidates, the nearest first, all of them wrong.
import type { Category } from '../protocol/Category';
import { spelled } from './fold';
import { countriesIn, entriesIn, entryIn, holds } from './named';
import { meanings, means, type Candidate, type Entry, type Shelf } from './shelf';
import type { Asked } from './pick';

/** Rings of candidates for a question, without any that could be right. */
export function nearest(shelf: Shelf, asked: Asked): Candidate[][] {
  const { category } = asked;
  const right = rightOf(shelf, asked);
  const lands = landsOf(shelf, asked);
  const { entries } = shelf.racks[category];
  const wrong = ({ key }: Candidate) =>
    !right.some((one) => akin(shelf, category, one, key)) && !lands.includes(entries.get(key)?.country ?? '');
  const seen = new Set<string>();
  return rings(shelf, asked, placed(shelf, asked)).map((ring) =>
    ring.filter((candidate) => {
      if (seen.has(candidate.key)) return false;
      seen.add(candidate.key);
      return wrong(candidate);
    }),
  );
}

/** The answer, what the wine itself is, and all that their words speak of. */
function rightOf(shelf: Shelf, asked: Asked): string[] {
  const { category, answer } = asked;
  const texts = [answer, ...saidOf(asked)];
  // The answer also by itself: where it is Bordeaux, all of Bordeaux is right, whatever else is said.
  const meant = [...entriesIn(shelf, category, [answer]), ...entriesIn(shelf, category, texts)];
  const whole = category === 'region' ? countriesIn(shelf, answer) : [];
  return [...new Set([...texts.map(spelled), ...[...meant, ...whole].map(({ key }) => key)])].filter(Boolean);
}

/** The countries that are asked for as a whole: no region of theirs may be called wrong. */
function landsOf(shelf: Shelf, { category, answer }: Asked): string[] {
  if (category !== 'region' || entryIn(shelf, category, answer)) return [];
  return countriesIn(shelf, answer).map(({ key }) => key);
}

/** Two names of one thing, or one inside the other: by what is known of them, or by their very words. */
export function akin(shelf: Shelf, category: Category, a: string, b: string): boolean {
  return (
    holds(a, b) ||
    holds(b, a) ||
    (category === 'wine_name' && sameBottle(a, b)) ||
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

/** Words that a label may have or leave out. */
const trimmings = /^(chateau|domaine|the|le|la|les|l|de|du|des|d|1[6-9]\d\d|20\d\d)$/;

/** Whether one is called all that the other is, in any order: Mouton Rothschild 2010, Château Mouton Rothschild. */
function sameBottle(a: string, b: string): boolean {
  const [some, others] = [a, b].map((key) => {
    const words = key.split(' ');
    const telling = words.filter((word) => !trimmings.test(word));
    return telling.length > 0 ? telling : words;
  }) as [string[], string[]];
  return some.every((word) => others.includes(word)) || others.every((word) => some.includes(word));
}

/** The answer's own entry; of one that the catalogue does not have, the entry that its words or the wine speak of. */
function placed(shelf: Shelf, asked: Asked): Entry {
  const { category, answer, wine } = asked;
  const key = spelled(answer);
  const unknown: Entry = { name: answer, key, listed: false, above: [], grapes: [] };
  const spoken = entriesIn(shelf, category, [answer]);
  if (category === 'grape_variety') {
    const skin = wine && skinFor(shelf, wine.color);
    // A blend's name stands for grapes of either colour.
    const found = spoken.find(({ color }) => color === skin) ?? spoken[0] ?? entryIn(shelf, category, ...saidOf(asked));
    return found ?? { ...unknown, color: skin };
  }
  if (category === 'wine_name' && spoken.length === 0) {
    const color = entryIn(shelf, 'color', wine?.color ?? '')?.key ?? spelled(wine?.color ?? '');
    return { ...unknown, color, ...placeOf(shelf, wine?.region ?? '') };
  }
  if (landsOf(shelf, asked).length > 0) return unknown;
  return spoken[0] ?? entryIn(shelf, category, ...saidOf(asked)) ?? unknown;
}

/** Where a wine is from; of a host's own words perhaps no more than the country. */
function placeOf(shelf: Shelf, text: string): Pick<Entry, 'region' | 'country'> {
  const region = entryIn(shelf, 'region', text);
  return { region: region?.key, country: region?.country ?? countriesIn(shelf, text)[0]?.key };
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
      // A host may ask for the country alone.
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
  const { country } = placeOf(shelf, wine.region);
  const like = entryIn(shelf, 'color', wine.color)?.key;
  const kind = wines.filter(({ color }) => color === like);
  return [grapesOf(kind.filter((entry) => entry.country === country)), grapesOf(kind)];
}

function neighbours(shelf: Shelf, a: Entry, b: Entry): boolean {
  const { entries } = shelf.racks.region;
  const [one, other] = [a, b].map(({ region }) => entries.get(region ?? ''));
  if (!one || !other) return false;
  return (
    one === other ||
    (one.parent !== undefined && one.parent === other.parent) ||
    akin(shelf, 'region', one.key, other.key)
  );
}

/** The grapes that such a wine is mostly made of. */
function skinFor(shelf: Shelf, color: string): string | undefined {
  const entry = entryIn(shelf, 'color', color);
  const root = entry?.above.at(-1) ?? entry?.key;
  return root && (['white', 'blanc', 'orange'].includes(root) ? 'white' : 'red');
}
