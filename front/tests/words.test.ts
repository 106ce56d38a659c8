// The catalogues: French says everything that English says, and a page speaks what its reader chose.
import { runInNewContext } from 'node:vm';
import { describe, expect, it, vi } from 'vitest';
import chooseLanguage from '../src/layouts/language.js?raw';
import { speak } from '../src/room/language';
import { fr as participant } from '../src/words/french/participant';
import { fr as results } from '../src/words/french/results';
import { fr as shared } from '../src/words/french/shared';
import { english } from '../src/words/pages';

const all = import.meta.glob<Record<string, object | undefined>>('../src/words/**/*.ts', { eager: true });

/** In Node there is no document to say otherwise: what is spoken is English. */
const catalogues = Object.entries(all).flatMap(([path, { fr }]): [string, object, object][] => {
  const name = /french\/(\w+)/.exec(path)?.[1];
  if (!fr || !name) return [];
  const spoken = all[`../src/words/${name}.ts`]?.[`${name}Words`];
  return [[name, name === 'pages' ? english : (spoken ?? {}), fr]];
});

/** The same in both languages, and rightly so. */
const alike = new Set([
  'participant.reveal.gained',
  'host.dashboard.people',
  'host.form.suggestions',
  'host.form.wrongEmpty',
  'host.room.joinAt',
  'host.lobby.whatsapp',
  'host.lobby.participants',
  'host.question.pause',
  'shared.name',
  'shared.podium',
  'shared.seconds',
  'shared.points',
  'shared.pointsOnly',
  'admin.removeSign',
  'admin.undoKeys',
  'pages.home.title',
]);

/** What a sentence is given that needs something else than numbers. */
const given: Record<string, unknown[]> = {
  'host.dashboard.day': [new Date(0)],
  'host.form.leftover': [7, ['A', 'B']],
  'host.lobby.codeLabel': ['5720'],
  'screen.join.code': ['5720'],
  'shared.wineOf': [{ roundIndex: 0, totalRounds: 5 }],
  'shared.questionOf': [{ questionIndex: 0, totalQuestions: 5 }],
  'admin.day': [new Date(0)],
};

function sentences(words: object, at: string): [path: string, text: string][] {
  return Object.entries(words).flatMap(([name, said]: [string, unknown]) => {
    const path = `${at}.${name}`;
    if (typeof said === 'string') return [[path, said]];
    if (typeof said === 'function') return [[path, String(said(...(given[path] ?? [7, 7, 7, 7])))]];
    return sentences(said as object, path);
  });
}

describe.each(catalogues)('the words of %s', (name, inEnglish, inFrench) => {
  const english = new Map(sentences(inEnglish, name));
  const french = sentences(inFrench, name);
  const those = (wrong: (text: string, path: string) => boolean) => french.filter(([path, text]) => wrong(text, path));

  it('are French, and not the English ones but for those that are rightly alike', () => {
    expect(french.length).toBe(english.size);
    expect(those((text, path) => (text === english.get(path)) !== alike.has(path))).toEqual([]);
  });

  it('say something, with what they are given in it', () => {
    expect(those((text) => text.trim() === '' || /undefined|NaN/.test(text))).toEqual([]);
  });

  it('are set as French is', () => {
    expect(those((text) => /[ '"][;:!?»]|« |'/.test(text))).toEqual([]);
  });
});

describe('French counts', () => {
  it.each([
    [0, '0 point', '0 sur 9 a trouvé'],
    [1, '1 point', '1 sur 9 a trouvé'],
    [2, '2 points', '2 sur 9 ont trouvé'],
  ])('%i', (many, points, right) => {
    expect(shared.points(many)).toBe(points);
    expect(participant.reveal.share(many, 9)).toBe(right);
  });

  it.each([
    [1, '1er'],
    [2, '2e'],
    [11, '11e'],
    [21, '21e'],
  ])('place %i', (rank, named) => expect(results.final.place(rank)).toBe(`Vous terminez au ${named} rang`));
});

describe('the language of a page', () => {
  const page = (chosen: string | null, preferred: string[]) => {
    const documentElement = { lang: 'en', dataset: { languages: 'en fr' } };
    const localStorage = { getItem: (key: string) => (key === 'sommelierArena:language' ? chosen : null) };
    runInNewContext(chooseLanguage, {
      document: { documentElement },
      localStorage,
      navigator: { languages: preferred },
    });
    return documentElement.lang;
  };

  it.each([
    ['English without any wish', null, [], 'en'],
    ['the first that there are words in', null, ['de-AT', 'fr-CA', 'en-US'], 'fr'],
    ['English where there are words in none', null, ['de', 'frr'], 'en'],
    ['what was chosen here, whatever the browser prefers', 'en', ['fr-FR'], 'en'],
    ['what the browser prefers, when what was chosen is no language', 'xx', ['fr-FR'], 'fr'],
  ])('is %s', (_, chosen, preferred, lang) => expect(page(chosen, preferred)).toBe(lang));

  it('is what was chosen, once the page has opened anew', () => {
    const kept = new Map<string, string>();
    const reload = vi.fn();
    vi.stubGlobal('window', { localStorage: { setItem: kept.set.bind(kept) }, location: { reload } });
    speak('fr');
    vi.unstubAllGlobals();
    expect(reload).toHaveBeenCalledOnce();
    expect([...kept]).toEqual([['sommelierArena:language', 'fr']]);
  });

  it('costs no seat that only the page remembers, where nothing can be kept', () => {
    const reload = vi.fn();
    const setItem = () => {
      throw new DOMException('denied', 'SecurityError');
    };
    vi.stubGlobal('window', { localStorage: { setItem }, location: { reload } });
    speak('fr');
    vi.unstubAllGlobals();
    expect(reload).not.toHaveBeenCalled();
  });
});
