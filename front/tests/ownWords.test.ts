// A right answer is never offered as a wrong one, whatever words a host wrote it in.
import { describe, expect, it } from 'vitest';
import type { CatalogueWine } from '../src/protocol/CatalogueWine';
import type { Category } from '../src/protocol/Category';
import { one, seeded } from '../src/tasting/chance';
import { distractorsFor } from '../src/tasting/pick';
import { realCatalogue, realShelf, THIS_YEAR } from './cellar';

const { blends, colors, countries, grapes, regions, wines } = realCatalogue;
const seeds = Array.from({ length: 60 }, (_, at) => at);

/** All that is ever offered as wrong; there are always three. */
function offered(category: Category, answer: string, wine: Partial<CatalogueWine> = {}, times = seeds): string[] {
  const own = { name: '', color: '', region: '', grapes: [], source: '', ...wine };
  const drawn = times.map((seed) =>
    distractorsFor(realShelf, { category, answer, wine: own }, THIS_YEAR, seeded(seed)),
  );
  for (const three of drawn) expect(new Set(three).size, answer).toBe(3);
  return [...new Set(drawn.flat())];
}

interface Nested {
  name: string;
  parent?: string | undefined;
}
const chain = (things: Nested[], name: string): string[] => {
  const parent = things.find((thing) => thing.name === name)?.parent;
  return parent ? [name, ...chain(things, parent)] : [name];
};
/** All that is in it or around it, itself too. */
const family = (things: Nested[], name: string) =>
  things
    .map((thing) => thing.name)
    .filter((other) => chain(things, name).includes(other) || chain(things, other).includes(name));

const expectNone = (category: Category, answer: string, right: string[], wine?: Partial<CatalogueWine>) => {
  const wrong = offered(category, answer, wine);
  expect(
    right.filter((name) => wrong.includes(name)),
    answer,
  ).toEqual([]);
};

describe('a colour', () => {
  it.each([
    ['Red', 'Rouge,rosso,TINTO,Tinta,Rotwein,Vin rouge,Deep ruby,Garnet,Vino rosso fermo'],
    ['White', 'Blanc,Bianco,blanco,Branco,Weiß,weiss,WEISSWEIN,Vin blanc sec,Straw yellow,White wine'],
    ['Rosé', 'Pink,rose,Rosado,Rosato,Blush,Pale salmon,Vin gris'],
    ['Orange', 'Amber,Skin-contact,skin contact white,Amber wine'],
    ['Sparkling rosé', 'Crémant rosé,Rosé sparkling,Mousseux rosé,Cava rosado'],
    ['Sparkling white', 'Blanc de blancs,Prosecco,Sparkling wine (white),White sparkling'],
    ['Sweet white', 'Moelleux blanc,Trockenbeerenauslese,White late harvest'],
    ['Fortified red', 'Tawny,Ruby Port,Vintage port'],
    ['Fortified white', 'Fino Sherry,Amontillado'],
  ])('is %s in other words, and of its kind', (name, answers) => {
    for (const answer of answers.split(',')) expectNone('color', answer, family(colors, name), { color: answer });
  });

  it('that a style leaves open may be any of the style', () => {
    for (const answer of ['Sparkling', 'Mousseux', 'Sparkling wine', 'Sekt', 'Champagne'])
      expectNone('color', answer, ['Sparkling white', 'Sparkling rosé', 'Sparkling red', 'White', 'Rosé', 'Red']);
    for (const answer of ['Fortified', 'Vin doux naturel'])
      expectNone('color', answer, ['Fortified white', 'Fortified red', 'White', 'Red']);
  });

  it('in other words is still a colour for the other questions', () => {
    const mine = { name: 'Mine', color: 'Vino rosso', region: 'Toskana', grapes: ['Hausrebe'] };
    for (const name of offered('wine_name', 'Mine', mine)) {
      const known = wines.find((wine) => wine.name === name);
      expect(known?.color).toBe('Red');
      expect(regions.find((region) => region.name === known?.region)?.country).toBe('Italy');
    }
    for (const name of offered('grape_variety', 'Hausrebe', mine))
      expect(grapes.find((grape) => grape.name === name)?.color).toBe('red');
  });
});

describe('a grape', () => {
  it.each([
    ['Cabernet & Merlot', 'Cabernet Sauvignon,Cabernet Franc,Merlot'],
    ['Cabernet Merlot', 'Cabernet Sauvignon,Cabernet Franc,Merlot'],
    ['Cab Sauv', 'Cabernet Sauvignon,Cabernet Franc,Sauvignon Blanc'],
    ['Shiraz-Viognier', 'Syrah,Viognier'],
    ['Garnacha and Monastrell', 'Grenache,Mourvèdre'],
    ['Grenache, Shiraz und Mataro', 'Grenache,Syrah,Mourvèdre'],
    ['70% Sangiovese / 30% Merlot', 'Sangiovese,Merlot'],
    ['Old-vine Zin', 'Zinfandel'],
    ['Touriga', 'Touriga Nacional,Touriga Franca'],
    ['Weißburgunder trocken', 'Pinot Blanc'],
    ['GSM', 'Grenache,Syrah,Mourvèdre'],
    ['A classic GSM blend', 'Grenache,Syrah,Mourvèdre'],
    ['Bordeaux blend', 'Cabernet Sauvignon,Merlot,Cabernet Franc,Petit Verdot,Malbec,Sauvignon Blanc,Sémillon'],
    ['Meritage', 'Cabernet Sauvignon,Merlot,Cabernet Franc,Petit Verdot'],
    ['Champagne blend', 'Chardonnay,Pinot Noir,Pinot Meunier'],
    ['Rhône blend', 'Grenache,Syrah,Mourvèdre,Viognier,Roussanne,Marsanne'],
    ['Super Tuscan', 'Sangiovese,Cabernet Sauvignon,Merlot'],
  ])('is each that is meant by “%s”', (answer, right) => {
    for (const color of ['', 'Red', 'White']) expectNone('grape_variety', answer, right.split(','), { color });
  });

  it('of a white blend has white ones beside it', () => {
    for (const name of offered('grape_variety', 'Bordeaux blend', { color: 'Blanc' }))
      expect(grapes.find((grape) => grape.name === name)?.color).toBe('white');
  });

  it('of a field blend may be any', () => {
    expect(offered('grape_variety', 'Field blend', { color: 'Red' }).length).toBeGreaterThan(20);
  });
});

describe('a region', () => {
  it.each([
    ['Bourgogne Rouge', 'Burgundy'],
    ['Burgund', 'Burgundy'],
    ['Toskana IGT', 'Tuscany'],
    ['Côtes du Rhône Villages Séguret', 'Côtes du Rhône'],
    ['Rhône, France', 'Rhône Valley'],
    ['Maipo', 'Maipo Valley'],
    ['Napa, California', 'Napa Valley'],
    ['Bordeaux Left Bank', 'Bordeaux'],
    ['Rive gauche', 'Bordeaux'],
    ['Margaux, Bordeaux', 'Margaux'],
    ['Barsac/Sauternes', 'Barsac'],
  ])('“%s” is %s, with what it lies in and what lies in it', (answer, name) => {
    expectNone('region', answer, family(regions, name), { region: answer });
  });

  it('of which two are named is both', () => {
    expectNone('region', 'Barolo & Chianti, Tuscany', ['Barolo', 'Langhe', 'Piedmont', ...family(regions, 'Chianti')]);
  });

  it('has its neighbours beside it, also where its parent is named too', () => {
    expect(offered('region', 'Margaux, Bordeaux')).toContain('Pauillac');
  });

  it('that is a country in other words is no region of it', { timeout: 60_000 }, () => {
    for (const { name, synonyms = [] } of countries) {
      const inside = regions.filter(({ country }) => country === name).map((region) => region.name);
      for (const word of [name, ...synonyms]) {
        for (const answer of [word, `Northern ${word}`]) {
          const wrong = offered('region', answer, { region: answer }, [1, 2]);
          expect(
            wrong.filter((one) => inside.includes(one) || one === name),
            answer,
          ).toEqual([]);
        }
      }
    }
    expect(offered('region', 'Frankreich')).toContain('Italy');
  });
});

describe('a wine', () => {
  it.each([
    ['Mouton Rothschild 2010', 'Château Mouton Rothschild'],
    ['Margaux Chateau', 'Château Margaux'],
    ['Latour', 'Château Latour'],
    ['Sassicaia, Tenuta San Guido 2018', 'Sassicaia'],
    ['Grange Penfolds', 'Penfolds Grange'],
    ['Domaine de la Romanée-Conti La Tâche Grand Cru', 'La Tâche'],
  ])('“%s” is %s', (answer, name) => {
    expectNone('wine_name', answer, [name], { name: answer, color: 'Red', region: '' });
  });
});

it('holds for any name of the catalogue among any other words', { timeout: 60_000 }, () => {
  const random = seeded(20_261_121);
  const frames = ['# Reserve', 'Old-vine #', 'Domaine X, #', '# (2018)', 'zz # zz', 'X & #', '# und Y', '#/Z'];
  const framed = (...names: string[]) => {
    const turned = one(
      [names.join(' & '), names.join(', '), names.join('-'), names.join(' '), names.join(' e ')],
      random,
    );
    return one(frames, random).replace('#', one([turned, turned.toUpperCase(), turned.normalize('NFD')], random));
  };
  const called = ({ name, synonyms = [] }: { name: string; synonyms?: string[] | undefined }) =>
    one([name, ...synonyms], random);
  const faults: string[] = [];
  const check = (category: Category, answer: string, right: string[], wine: Partial<CatalogueWine> = {}) => {
    const wrong = offered(category, answer, wine, [Math.floor(random() * 1e9)]);
    for (const name of wrong.filter((name) => right.includes(name))) faults.push(`${name}, where “${answer}” is right`);
  };
  for (let at = 0; at < 600; at += 1) {
    const [some, other] = [one(grapes, random), one(grapes, random)];
    const color = one(['', 'Red', 'Bianco'], random);
    check('grape_variety', framed(called(some), called(other)), [some.name, other.name], { color });
    const blend = one(blends, random);
    check('grape_variety', framed(called(blend)), blend.grapes, { color });
    const region = one(regions, random);
    check('region', framed(called(region)), family(regions, region.name));
    const hue = one(colors, random);
    // A style's word leaves open which of its colours is meant.
    check('color', framed(hue.name), family(colors, hue.name));
    check('color', framed(called(hue)), [hue.name]);
    const wine = one(wines, random);
    check('wine_name', framed(wine.name), [wine.name], wine);
  }
  expect(faults.slice(0, 20)).toEqual([]);
});
