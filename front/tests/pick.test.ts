// Wrong answers that are plausible and never right: the rules are told here once more, without the picker's own words.
import { describe, expect, it } from 'vitest';
import type { CatalogueWine } from '../src/protocol/CatalogueWine';
import type { Category } from '../src/protocol/Category';
import type { WineDraft } from '../src/protocol/WineDraft';
import { distractorsFor, draftOfWine, sampleWine, seeded, wineOf } from '../src/tasting/pick';
import { caller } from '../src/tasting/called';
import { emptyShelf, isKnown, shelve, suggestionsFor, type Lists, type Shelf } from '../src/tasting/shelf';
import { cellar } from '../src/words/french/cellar';
import { realCatalogue, realLists, realShelf, THIS_YEAR } from './cellar';

const { colors, regions, grapes, wines } = realCatalogue;
const order = ['color', 'region', 'grape_variety', 'vintage_year', 'wine_name'];

const plain = (text: string) =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

const named = <T extends { name: string }>(things: T[]) => new Map(things.map((thing) => [thing.name, thing]));
const [colorNamed, regionNamed, grapeNamed, wineNamed] = [named(colors), named(regions), named(grapes), named(wines)];

function over(things: Map<string, { name: string; parent?: string | undefined }>, name: string): string[] {
  const parent = things.get(name)?.parent;
  return parent ? [parent, ...over(things, parent)] : [];
}

const nested = (things: Map<string, { name: string; parent?: string | undefined }>, a: string, b: string) =>
  a === b || over(things, a).includes(b) || over(things, b).includes(a);

/** All names that a value goes by. */
const namesOf = (category: string, value: string) => {
  const synonyms = { region: regionNamed, grape_variety: grapeNamed }[category]?.get(value)?.synonyms ?? [];
  return [value, ...synonyms].map(plain);
};

/** What is wrong with a question made for a wine; nothing, if all is well. */
const rules: Record<string, (wine: CatalogueWine, answer: string, wrong: string) => boolean> = {
  color: (wine, answer, wrong) => answer === wine.color && colorNamed.has(wrong) && !nested(colorNamed, answer, wrong),
  region: (wine, answer, wrong) =>
    answer === wine.region &&
    regionNamed.get(wrong)?.country === regionNamed.get(answer)?.country &&
    !nested(regionNamed, answer, wrong),
  grape_variety: (wine, answer, wrong) =>
    answer === wine.grapes[0] &&
    grapeNamed.get(wrong)?.color === grapeNamed.get(answer)?.color &&
    !wine.grapes.some((grape) =>
      namesOf('grape_variety', grape).some((one) => namesOf('grape_variety', wrong).includes(one)),
    ),
  vintage_year: (_, answer, wrong) =>
    [answer, wrong].every((year) => /^\d{4}$/.test(year) && Number(year) >= 1945 && Number(year) <= THIS_YEAR) &&
    Math.abs(Number(wrong) - Number(answer)) <= 6,
  wine_name: (wine, answer, wrong) => {
    const other = wineNamed.get(wrong);
    const countryOf = (one?: CatalogueWine) => regionNamed.get(one?.region ?? '')?.country;
    return answer === wine.name && other?.color === wine.color && countryOf(other) === countryOf(wine);
  },
};

function faultsOf(wine: CatalogueWine, draft: WineDraft): string[] {
  const faults: string[] = [];
  if (draft.name !== wine.name) faults.push(`called ${draft.name}`);
  if (draft.questions.map(({ category }) => category).join() !== order.join()) faults.push('not the five questions');
  for (const { category, correctAnswer, distractors } of draft.questions) {
    const options = [correctAnswer, ...distractors];
    const said = `${wine.name}, ${category}: ${options.join(' | ')}`;
    if (distractors.length !== 3 || options.some((option) => !option.trim() || option.length > 120)) faults.push(said);
    const names = options.map((option) => namesOf(category, option));
    const twins = names.some((mine, at) =>
      names.slice(at + 1).some((other) => mine.some((one) => other.includes(one))),
    );
    if (twins) faults.push(`alike: ${said}`);
    for (const wrong of distractors)
      if (!rules[category]?.(wine, correctAnswer, wrong)) faults.push(`${wrong}? ${said}`);
  }
  return faults;
}

const ask = (category: Category, answer: string, seed: number, more: { shelf?: Shelf; wine?: CatalogueWine } = {}) =>
  distractorsFor(more.shelf ?? realShelf, { category, answer, wine: more.wine }, THIS_YEAR, seeded(seed));
const seeds = Array.from({ length: 200 }, (_, at) => at);
const everOffered = (category: Category, answer: string, more: { shelf?: Shelf; wine?: CatalogueWine } = {}) =>
  new Set(seeds.flatMap((seed) => ask(category, answer, seed, more)));
const wine = (name: string): CatalogueWine => {
  const found = wineNamed.get(name);
  if (!found) throw new Error(`${name} is not in the catalogue`);
  return found;
};

describe('a known wine', () => {
  it('of the catalogue is a whole question sheet, ten thousand times over', { timeout: 60_000 }, () => {
    const random = seeded(20_260_101);
    const faults = new Set<string>();
    for (let at = 0; at < 10_000; at += 1) {
      // Every wine in turn, then by chance.
      const chosen = wines[at < wines.length ? at : Math.floor(random() * wines.length)] as CatalogueWine;
      const draft = draftOfWine(realShelf, chosen, THIS_YEAR, seeded(Math.floor(random() * 2 ** 32)));
      for (const fault of faultsOf(chosen, draft)) faults.add(fault);
    }
    expect([...faults].slice(0, 20)).toEqual([]);
  });

  it('is drawn alike from one seed and differently from others', () => {
    const latour = wine('Château Latour');
    const draw = (seed: number) => draftOfWine(realShelf, latour, THIS_YEAR, seeded(seed));
    expect(draw(7)).toEqual(draw(7));
    expect(new Set(seeds.map((seed) => JSON.stringify(draw(seed)))).size).toBeGreaterThan(150);
  });

  it('is poured at an age that becomes it', () => {
    const years = (color: string) =>
      wines
        .filter((one) => one.color === color)
        .flatMap((one) =>
          seeds
            .slice(0, 3)
            .map((seed) => Number(draftOfWine(realShelf, one, THIS_YEAR, seeded(seed)).questions[3]?.correctAnswer)),
        );
    for (const year of years('White')) expect(THIS_YEAR - year).toBeLessThanOrEqual(4);
    for (const year of years('Red')) expect(THIS_YEAR - year).toBeGreaterThanOrEqual(4);
  });
});

describe('regions', () => {
  it('never hold the answer, nor lie in it', () => {
    const offered = everOffered('region', 'Margaux');
    for (const right of ['Margaux', 'Haut-Médoc', 'Médoc', 'Bordeaux']) expect(offered).not.toContain(right);
    const inside = everOffered('region', 'Bordeaux');
    for (const right of ['Margaux', 'Pauillac', 'Médoc', 'Sauternes', 'Barsac']) expect(inside).not.toContain(right);
  });

  it('are mostly neighbours', () => {
    const siblings = new Set(regions.filter(({ parent }) => parent === 'Haut-Médoc').map(({ name }) => name));
    for (const seed of seeds) for (const one of ask('region', 'Pauillac', seed)) expect(siblings).toContain(one);
  });

  it('are not nested in each other', () => {
    for (const { name } of regions.filter(({ country }) => country === 'France')) {
      const offered = ask('region', name, 3);
      offered.forEach((one, at) =>
        offered.slice(at + 1).forEach((other) => expect(nested(regionNamed, one, other)).toBe(false)),
      );
    }
  });

  it('take an answer by its other name, or inside a known one', () => {
    expect(everOffered('region', 'Bourgogne')).not.toContain('Burgundy');
    expect(everOffered('region', 'Bourgogne')).not.toContain('Chablis');
    const premier = everOffered('region', 'Chablis Premier Cru Montmains');
    for (const right of ['Chablis', 'Burgundy']) expect(premier).not.toContain(right);
    for (const one of premier) expect(regionNamed.get(one)?.country).toBe('France');
  });

  it('are countries where a country is asked for', () => {
    const offered = everOffered('region', 'france', { wine: wine('Château Latour') });
    expect(offered).toContain('Italy');
    for (const one of offered) expect(regionNamed.has(one)).toBe(false);
    expect(offered).not.toContain('France');
  });

  it('never include the wine’s own, whatever the host wrote', () => {
    const latour = wine('Château Latour');
    for (const answer of ['Left Bank', 'Bordeaux Left Bank', 'Saint-Julien']) {
      const offered = everOffered('region', answer, { wine: latour });
      expect(offered.size).toBeGreaterThan(3);
      for (const right of [latour.region, ...over(regionNamed, latour.region)]) expect(offered).not.toContain(right);
    }
  });
});

describe('grapes', () => {
  it('never are the answer by another name', () => {
    for (const answer of ['Syrah', 'Shiraz', 'shiraz ']) {
      const offered = everOffered('grape_variety', answer);
      for (const right of ['Syrah', 'Shiraz']) expect(offered).not.toContain(right);
      for (const one of offered) expect(grapeNamed.get(one)?.color).toBe('red');
    }
  });

  it('never are another grape of the blend', () => {
    const blend = { name: 'A Côtes du Rhône', color: 'Red', region: 'Côtes du Rhône', source: '' };
    const grapesOfIt = ['Grenache', 'Shiraz', 'Mourvèdre', 'Cinsaut', 'Carignan'];
    const offered = everOffered('grape_variety', 'Grenache', { wine: { ...blend, grapes: grapesOfIt } });
    for (const right of ['Grenache', 'Syrah', 'Mourvèdre', 'Cinsault', 'Carignan'])
      expect(offered).not.toContain(right);
    for (const one of wines.filter(({ grapes: blended }) => blended.length > 1)) {
      for (const seed of [1, 2, 3]) {
        const drawn = ask('grape_variety', one.grapes[0] ?? '', seed, { wine: one });
        for (const right of one.grapes) expect(drawn).not.toContain(right);
      }
    }
  });

  it('are what such wines are made of', () => {
    const italian = { name: 'x', color: 'Red', region: 'Barolo', grapes: ['Nebbiolo'], source: '' };
    const used = new Set(
      wines
        .filter((one) => one.color === 'Red' && regionNamed.get(one.region)?.country === 'Italy')
        .flatMap((one) => one.grapes),
    );
    for (const one of everOffered('grape_variety', 'Nebbiolo', { wine: italian })) expect(used).toContain(one);
  });

  it('that nobody knows have the colour of the wine', () => {
    const white = { name: '', color: 'Sweet white', region: '', grapes: ['Solaris'], source: '' };
    for (const one of everOffered('grape_variety', 'Solaris', { wine: white }))
      expect(grapeNamed.get(one)?.color).toBe('white');
  });
});

describe('vintages', () => {
  const years = (answer: string, seed: number, shelf = realShelf) =>
    ask('vintage_year', answer, seed, { shelf }).map(Number);

  it('are neither ahead nor before 1945', () => {
    for (const seed of seeds) {
      for (const year of years(String(THIS_YEAR), seed)) expect(year).toBeLessThan(THIS_YEAR);
      for (const year of years('1945', seed)) expect(year).toBeGreaterThan(1945);
      expect(new Set(years('1946', seed)).size).toBe(3);
    }
  });

  it('leave the answer at any place among the four', () => {
    const places = [0, 0, 0, 0];
    for (let seed = 0; seed < 4000; seed += 1) {
      const place = years('2012', seed).filter((year) => year < 2012).length;
      places[place] = (places[place] ?? 0) + 1;
    }
    for (const times of places) expect(Math.abs(times - 1000)).toBeLessThan(120);
  });

  it('are recent where the answer is no year, or one that nobody can have', () => {
    for (const answer of ['NV', 'Non-vintage', '🍾', String(THIS_YEAR + 9)]) {
      const drawn = years(answer, 1);
      expect(new Set(drawn).size).toBe(3);
      for (const year of drawn) expect(THIS_YEAR - year).toBeLessThanOrEqual(10);
    }
    expect(years('1893', 1).every((year) => Math.abs(year - 1893) <= 6)).toBe(true);
  });

  it('are those that the lists have, as long as there are enough', () => {
    const shelf = shelve(
      { ...realLists, vintage_year: ['2008', '2011', '2012', '2014', '2015', '2016'] },
      realCatalogue,
    );
    for (const seed of seeds)
      for (const year of years('2012', seed, shelf))
        expect([2008, 2011, 2014, 2015, 2016, 2007, 2009, 2010, 2006]).toContain(year);
  });
});

describe('wines and colours', () => {
  it('share colour and country, the region before all', () => {
    const latour = wine('Château Latour');
    for (const seed of seeds) {
      for (const one of ask('wine_name', latour.name, seed, { wine: latour })) {
        expect(wine(one).color).toBe('Red');
        expect(over(regionNamed, wine(one).region)).toContain('Bordeaux');
      }
    }
  });

  it('of a wine that nobody knows are wines of its colour and country', () => {
    const mine = { name: 'Grandma’s Best', color: 'Red', region: 'Chianti', grapes: ['Sangiovese'], source: '' };
    const offered = everOffered('wine_name', mine.name, { wine: mine });
    expect(offered.size).toBeGreaterThan(3);
    for (const one of offered)
      expect([wine(one).color, regionNamed.get(wine(one).region)?.country]).toEqual(['Red', 'Italy']);
    expect(ask('wine_name', mine.name, 1)).toHaveLength(3);
  });

  it('are always three colours, none a kind of the answer', () => {
    for (const { name } of colors) {
      for (const seed of seeds) {
        const offered = ask('color', name, seed);
        expect(new Set(offered).size).toBe(3);
        for (const one of offered) expect(nested(colorNamed, name, one)).toBe(false);
      }
    }
    const ruby = everOffered('color', 'Ruby red');
    for (const right of ['Red', 'Sparkling red', 'Fortified red', 'Sweet red']) expect(ruby).not.toContain(right);
  });
});

describe('the lists', () => {
  it('decide before the catalogue: what an admin took off is not offered', () => {
    const off = ['Saint-Julien', 'Pomerol', 'Margaux'];
    const shelf = shelve(
      { ...realLists, region: realLists.region.filter((name) => !off.includes(name)) },
      realCatalogue,
    );
    const offered = everOffered('region', 'Pauillac', { shelf });
    for (const name of off) expect(offered).not.toContain(name);
  });

  it('are ignored where they would leave a field empty', () => {
    const shelf = shelve({ ...realLists, region: ['Pauillac'], color: [] }, realCatalogue);
    expect(ask('region', 'Pauillac', 1, { shelf })).toHaveLength(3);
    expect(ask('color', 'Red', 1, { shelf })).toHaveLength(3);
  });

  it('alone are enough for wrong answers', () => {
    const lists: Lists = {
      ...emptyShelf.lists,
      color: ['Red', 'Sparkling red', 'White', 'Rosé', 'Orange'],
      region: ['Rhône', 'Rhone', 'Jura', 'Wachau'],
    };
    const shelf = shelve(lists, null);
    for (const seed of seeds) {
      const offered = ask('color', 'Red', seed, { shelf });
      expect([...offered].sort()).toEqual(['Orange', 'Rosé', 'White']);
      expect(ask('region', 'RHÔNE', seed, { shelf }).sort()).toEqual(['Jura', 'Wachau']);
    }
    expect(ask('region', '  ', 1)).toEqual([]);
    expect(ask('grape_variety', 'Riesling', 1, { shelf: emptyShelf })).toEqual([]);
  });
});

describe('a sample', () => {
  it('is a known wine that is not poured yet', () => {
    const poured: string[] = [];
    for (let at = 0; at < 20; at += 1) {
      const drawn = sampleWine(realShelf, poured, THIS_YEAR, seeded(at));
      expect(poured).not.toContain(drawn.name);
      expect(faultsOf(wine(drawn.name), drawn)).toEqual([]);
      poured.push(drawn.name);
    }
    expect(sampleWine(realShelf, realLists.wine_name, THIS_YEAR, seeded(1)).questions).toHaveLength(5);
  });

  it('is one of six that the page brings along when nothing is known', () => {
    const poured: string[] = [];
    for (let at = 0; at < 6; at += 1) {
      const drawn = sampleWine(emptyShelf, poured, THIS_YEAR, seeded(at));
      expect(poured).not.toContain(drawn.name);
      poured.push(drawn.name);
      for (const { category, correctAnswer, distractors } of drawn.questions) {
        const names = [correctAnswer, ...distractors].map((option) => namesOf(category, option));
        expect(distractors).toHaveLength(3);
        expect(new Set(names.flat()).size).toBe(names.flat().length);
        if (category === 'wine_name' || category === 'vintage_year') continue;
        // What the page brings along speaks the catalogue's language, and keeps its rules.
        const things = { color: colorNamed, region: regionNamed, grape_variety: grapeNamed }[category] ?? regionNamed;
        for (const one of distractors) {
          expect(things.has(one), one).toBe(true);
          expect(nested(things, correctAnswer, one), one).toBe(false);
          expect(regionNamed.get(one)?.country).toBe(regionNamed.get(correctAnswer)?.country);
          expect(grapeNamed.get(one)?.color).toBe(grapeNamed.get(correctAnswer)?.color);
        }
      }
    }
    expect(sampleWine(emptyShelf, poured, THIS_YEAR, seeded(1)).questions).toHaveLength(5);
  });

  it('leaves a hint for a wine that the host writes', () => {
    const draft = draftOfWine(realShelf, wine('Château Latour'), THIS_YEAR, seeded(1));
    expect(wineOf(realShelf, draft)).toBe(wine('Château Latour'));
    const renamed = {
      name: 'Mine',
      questions: draft.questions.map((one) => (one.category === 'wine_name' ? { ...one, correctAnswer: 'Mine' } : one)),
    };
    expect(wineOf(realShelf, renamed)).toMatchObject({ name: 'Mine', color: 'Red', region: 'Pauillac' });
  });
});

describe('in French', () => {
  const { lists, catalogue } = caller(cellar);
  const french = shelve(lists(realLists), catalogue(realCatalogue));
  const inEnglish = new Map(Object.entries(cellar).map(([english, name]) => [name, english]));
  const back = (text: string) => inEnglish.get(text) ?? text;

  it('everything has a name of its own, and none is of something that is not there', () => {
    expect(inEnglish.size).toBe(Object.keys(cellar).length);
    const all = [...colors, ...realCatalogue.countries, ...regions, ...grapes].map(({ name }) => name);
    expect(Object.keys(cellar).filter((name) => !all.includes(name))).toEqual([]);
    expect(Object.values(cellar).filter((name) => all.includes(name))).toEqual([]);
  });

  it('a known wine is a whole question sheet in French, by the same rules', () => {
    const faults = wines.flatMap((one, at) => {
      const drawn = draftOfWine(french, french.catalogue.wines[at] as CatalogueWine, THIS_YEAR, seeded(at));
      const options = drawn.questions.flatMap(({ correctAnswer, distractors }) => [correctAnswer, ...distractors]);
      const questions = drawn.questions.map((question) => ({
        ...question,
        correctAnswer: back(question.correctAnswer),
        distractors: question.distractors.map(back),
      }));
      return [...options.filter((option) => option in cellar), ...faultsOf(one, { ...drawn, questions })];
    });
    expect(faults).toEqual([]);
  });

  it('a wine is poured at the age, and from the grapes, that it has in English', () => {
    wines.forEach((one, at) => {
      const year = (shelf: Shelf) =>
        draftOfWine(shelf, shelf.catalogue.wines[at] as CatalogueWine, THIS_YEAR, seeded(at)).questions[3];
      expect(year(french)?.correctAnswer, one.name).toBe(year(realShelf)?.correctAnswer);
    });
    const wine = { name: '', color: 'Blanc doux', region: '', grapes: ['Solaris'], source: '' };
    for (const one of everOffered('grape_variety', 'Solaris', { shelf: french, wine }))
      expect(grapeNamed.get(back(one))?.color).toBe('white');
  });

  it('what a French form has written is known in English', () => {
    const kinds = [
      ['color', colors],
      ['region', regions],
      ['grape_variety', grapes],
    ] as const;
    const called = kinds.flatMap(([kind, all]) => all.map(({ name }) => [kind, cellar[name] ?? name] as const));
    expect(called.filter(([kind, name]) => !isKnown(realShelf, kind, name))).toEqual([]);
  });

  it('the English name is known, too, and both on one list are offered once', () => {
    expect(isKnown(french, 'region', 'Burgundy')).toBe(true);
    expect(everOffered('region', 'Burgundy', { shelf: french })).not.toContain('Bourgogne');
    expect(lists({ ...realLists, region: ['Bourgogne', 'Burgundy', 'Jura'] }).region).toEqual(['Bourgogne', 'Jura']);
    expect(suggestionsFor(french, 'color', 'spark')).toContain('Blanc effervescent');
  });
});
