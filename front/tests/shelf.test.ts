// What is suggested while a host types, and which two texts mean the same.
import { describe, expect, it } from 'vitest';
import { folded, sameCase, spelled } from '../src/tasting/fold';
import { alike, emptyShelf, isListed, shelve, suggestionsFor, wineCalled, type Lists } from '../src/tasting/shelf';
import { realCatalogue, realShelf } from './cellar';

const none: Lists = { color: [], region: [], grape_variety: [], vintage_year: [], wine_name: [] };
const regions = ['Saint-Émilion', 'Châteauneuf-du-Pape', 'Margaux', 'Haut-Médoc', 'Médoc', 'Marlborough'];
const shelf = shelve(
  {
    ...none,
    region: regions,
    grape_variety: ['Syrah', 'Petite Sirah', 'Riesling'],
    vintage_year: ['1945', '2010', '2024'],
  },
  {
    colors: [],
    countries: [],
    regions: [],
    blends: [],
    grapes: [
      { name: 'Syrah', color: 'red', synonyms: ['Shiraz'], source: '' },
      { name: 'Muscat Blanc', color: 'white', synonyms: ['Muscat', 'Moscato'], source: '' },
      { name: 'Muscat Ottonel', color: 'white', synonyms: ['Muscat'], source: '' },
    ],
    wines: [{ name: 'Château d’Yquem', color: 'Sweet white', region: 'Sauternes', grapes: ['Sémillon'], source: '' }],
  },
);

describe('texts', () => {
  it('fold as the Workers fold them', () => {
    expect(folded('  Gewürz\u200Btraminer ')).toBe('gewurztraminer');
    expect(folded('ROSE\u0301')).toBe(folded('rosé'));
    expect(folded('Weißer   Riesling')).toBe('weisser riesling');
    expect(folded('WEIẞER')).toBe(folded('weisser'));
    expect(sameCase('Rosé')).not.toBe(sameCase('Rose'));
    expect(sameCase('ROSÉ')).toBe(sameCase('Rose\u0301'));
  });

  it('are spelled without hyphens and apostrophes, unless there is nothing else', () => {
    expect(spelled('Châteauneuf-du-Pape')).toBe('chateauneuf du pape');
    expect(spelled('Nero d’Avola')).toBe(spelled("Nero d'Avola"));
    expect(spelled('?!')).toBe('?!');
    expect(spelled('🍷')).not.toBe(spelled('🍇'));
    expect(spelled('  ')).toBe('');
  });
});

describe('suggestions', () => {
  it('put first what begins with the text, then a word that does, then what contains it', () => {
    expect(suggestionsFor(shelf, 'region', 'm')).toEqual([
      'Margaux',
      'Marlborough',
      'Médoc',
      'Haut-Médoc',
      'Saint-Émilion',
    ]);
  });

  it('do not ask for accents, hyphens or case', () => {
    expect(suggestionsFor(shelf, 'region', 'SAINT EMI')).toEqual(['Saint-Émilion']);
    expect(suggestionsFor(shelf, 'region', 'chateauneuf du')).toEqual(['Châteauneuf-du-Pape']);
  });

  it('find a grape by its other name', () => {
    expect(suggestionsFor(shelf, 'grape_variety', 'shi')).toEqual(['Syrah']);
  });

  it('are the whole list for an empty field, the youngest vintage first', () => {
    expect(suggestionsFor(shelf, 'vintage_year', '')).toEqual(['2024', '2010', '1945']);
    expect(suggestionsFor(shelf, 'region', '', 2)).toHaveLength(2);
    expect(suggestionsFor(emptyShelf, 'region', 'x')).toEqual([]);
    expect(suggestionsFor(shelf, 'region', 'nowhere')).toEqual([]);
  });

  it('are the best fifty of two thousand, in every category', () => {
    const many = (what: string) => Array.from({ length: 2000 }, (_, at) => `${what} Nº ${at}`);
    const lists: Lists = {
      color: many('Colour'),
      region: many('Côte'),
      grape_variety: many('Grape'),
      vintage_year: many('Year'),
      wine_name: many('Château'),
    };
    const full = shelve(lists, realCatalogue);
    for (const category of ['color', 'region', 'grape_variety', 'vintage_year', 'wine_name'] as const) {
      expect(suggestionsFor(full, category, '')).toHaveLength(50);
      expect(suggestionsFor(full, category, '1')).toHaveLength(50);
      expect(suggestionsFor(full, category, 'Nº 1999')).toEqual([lists[category][1999]]);
    }
  });
});

describe('what means the same', () => {
  it('is alike by folding, by spelling, by synonym, through either name', () => {
    expect(alike(shelf, 'grape_variety', 'SYRAH', 'shiraz')).toBe(true);
    expect(alike(shelf, 'region', 'Saint Emilion', 'Saint-Émilion')).toBe(true);
    expect(alike(shelf, 'grape_variety', 'Muscat', 'Muscat Ottonel')).toBe(true);
    expect(alike(shelf, 'grape_variety', 'Muscat', 'Moscato')).toBe(true);
    expect(alike(shelf, 'grape_variety', 'Muscat Ottonel', 'Moscato')).toBe(false);
    expect(alike(shelf, 'grape_variety', 'Syrah', 'Petite Sirah')).toBe(false);
    expect(alike(shelf, 'region', 'Syrah', 'Shiraz')).toBe(false);
  });

  it('is listed when the lists would call it a duplicate', () => {
    expect(isListed(shelf, 'region', ' saint-emilion ')).toBe(true);
    expect(isListed(shelf, 'region', 'Bandol')).toBe(false);
  });

  it('finds a known wine however its apostrophe is typed', () => {
    expect(wineCalled(shelf, "chateau d'yquem")?.region).toBe('Sauternes');
    expect(wineCalled(shelf, 'Yquem')).toBeUndefined();
  });

  it('never holds of two entries of the catalogue', () => {
    for (const [category, entries] of [
      ['color', realCatalogue.colors],
      ['region', realCatalogue.regions],
      ['grape_variety', realCatalogue.grapes],
      ['wine_name', realCatalogue.wines],
    ] as const) {
      const names = entries.map(({ name }) => name);
      const twins = names.flatMap((name, at) =>
        names
          .slice(at + 1)
          .filter((other) => alike(realShelf, category, name, other))
          .map((other) => [name, other]),
      );
      expect(twins).toEqual([]);
    }
  });
});
