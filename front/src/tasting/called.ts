// The lists and the catalogue with their names in another language; what they called something is then a synonym of it.
import type { Catalogue } from '../protocol/Catalogue';
import { cellarWords } from '../words/cellar';
import type { Lists } from './shelf';

interface Named {
  name: string;
  synonyms?: string[];
}

export function caller(names: Record<string, string>) {
  const known = new Map(Object.entries(names));
  const called = (name: string) => known.get(name) ?? name;
  const renamed = <T extends Named>(one: T): T => {
    const name = called(one.name);
    const others = [...(one.synonyms ?? []), one.name].filter((other) => other !== name);
    return name === one.name ? one : { ...one, name, synonyms: others };
  };
  const within = <T extends { parent?: string }>(one: T): T =>
    one.parent === undefined ? one : { ...one, parent: called(one.parent) };
  // An admin may have put both names on a list.
  const each = (list: string[]) => [...new Set(list.map(called))];

  return {
    called,
    lists: (lists: Lists): Lists => ({
      ...lists,
      color: each(lists.color),
      region: each(lists.region),
      grape_variety: each(lists.grape_variety),
    }),
    catalogue: ({ colors, countries, regions, grapes, blends, wines }: Catalogue): Catalogue => ({
      colors: colors.map(renamed).map(within),
      countries: countries.map(renamed),
      regions: regions.map(renamed).map((one) => within({ ...one, country: called(one.country) })),
      grapes: grapes.map(renamed),
      blends: blends.map((blend) => ({ ...blend, grapes: blend.grapes.map(called) })),
      wines: wines.map((wine) => ({
        ...wine,
        color: called(wine.color),
        region: called(wine.region),
        grapes: wine.grapes.map(called),
      })),
    }),
  };
}

/** As the reader's language has them. */
export const here = caller(cellarWords);
