// What is suggested while a host types, and which two texts mean the same.
import { describe, expect, it } from 'vitest';
import { folded, sameCase, spelled } from '../src/tasting/fold';
import {
  alike,
  emptyShelf,
  isKnown,
  isListed,
  nameAndYear,
  shelve,
  suggestionsFor,
  wineCalled,
  type Lists,
} from '../src/tasting/shelf';
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

  it('have all words of the text, in any order', () => {
    expect(suggestionsFor(realShelf, 'wine_name', 'margaux chateau')).toEqual([
      'Château Margaux',
      'Pavillon Blanc du Château Margaux',
    ]);
    expect(suggestionsFor(realShelf, 'wine_name', 'roth mout')).toEqual(['Château Mouton Rothschild']);
    expect(suggestionsFor(realShelf, 'wine_name', 'margaux latour')).toEqual([]);
    expect(suggestionsFor(realShelf, 'region', 'valley napa')).toEqual(['Napa Valley']);
  });

  it('of a wine may have a vintage behind the name, also while it is typed', () => {
    for (const typed of ['sassicaia 2', 'sassicaia 201', 'Sassicaia 2018', 'sassicaia (2018)'])
      expect(suggestionsFor(realShelf, 'wine_name', typed)).toEqual(['Sassicaia']);
    expect(suggestionsFor(realShelf, 'wine_name', 'Alvear Solera 1927')).toEqual(['Alvear Solera 1927']);
    expect(suggestionsFor(realShelf, 'region', 'napa 2018')).toEqual([]);
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

  it('is known when the lists have it under any of its names', () => {
    for (const [category, value] of [
      ['grape_variety', 'shiraz'],
      ['grape_variety', 'Syrah'],
      ['region', 'Saint Emilion'],
      ['grape_variety', 'petite  sirah'],
    ] as const)
      expect(isKnown(shelf, category, value), value).toBe(true);
    // The catalogue knows them, and the lists do not.
    for (const value of ['Moscato', 'Muscat Blanc']) expect(isKnown(shelf, 'grape_variety', value)).toBe(false);
    expect(isKnown(shelf, 'wine_name', "Château d'Yquem 1988")).toBe(false);
    expect(isKnown(realShelf, 'wine_name', 'Sassicaia 2018')).toBe(true);
    expect(isKnown(realShelf, 'grape_variety', 'GSM')).toBe(false);
    expect(isKnown(shelf, 'region', 'My Hill')).toBe(false);
  });

  it('finds a known wine however its apostrophe is typed', () => {
    expect(wineCalled(shelf, "chateau d'yquem")?.region).toBe('Sauternes');
    expect(wineCalled(shelf, 'Yquem')).toBeUndefined();
  });

  it('finds it with its words in any order and a vintage behind them', () => {
    for (const typed of ['Sassicaia 2018', 'sassicaia, 2018', 'Sassicaia (2018)', 'Sassicaia – 2018']) {
      expect(wineCalled(realShelf, typed)?.name).toBe('Sassicaia');
      expect(nameAndYear(realShelf, typed)).toEqual({ name: typed.slice(0, 9), year: '2018' });
    }
    expect(wineCalled(realShelf, 'margaux chateau 2015')?.name).toBe('Château Margaux');
    expect(wineCalled(realShelf, 'Margaux')).toBeUndefined();
    expect(wineCalled(realShelf, 'Buitenverwachting 1769 2012')?.name).toBe('Buitenverwachting 1769');
    expect(nameAndYear(realShelf, 'Buitenverwachting 1769')).toEqual({ name: 'Buitenverwachting 1769' });
    const listed = shelve({ ...none, wine_name: ['Cuvée 1900'] }, null);
    expect(nameAndYear(listed, 'cuvee 1900')).toEqual({ name: 'cuvee 1900' });
    for (const typed of ['2018', 'Bin 707', 'Sassicaia 20189'])
      expect(nameAndYear(realShelf, typed).year).toBeUndefined();
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
