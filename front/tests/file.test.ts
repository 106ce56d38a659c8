// A tasting as a file and back again, and what is said of one that cannot be read.
import { describe, expect, it } from 'vitest';
import type { CreateSession } from '../src/protocol/CreateSession';
import type { WineDraft } from '../src/protocol/WineDraft';
import { readTasting, tastingAsCsv, tastingAsJson, type FileFault } from '../src/tasting/file';
import { draftOfWine, seeded } from '../src/tasting/pick';
import { categories } from '../src/tasting/shelf';
import { hostWords } from '../src/words/host';
import { realCatalogue, realShelf, THIS_YEAR } from './cellar';

/** A wine whose every text is its own. */
function bottle(name: string, texts: Partial<Record<string, string[]>> = {}): WineDraft {
  return {
    name,
    questions: categories.map((category) => {
      const [correctAnswer = '', ...distractors] =
        texts[category] ?? ['A', 'B', 'C', 'D'].map((text) => `${category} ${text}`);
      return { category, correctAnswer, distractors };
    }),
  };
}

const tasting = (...wines: WineDraft[]) => ({ title: 'An Evening', timerSeconds: 45, wines });
const awkward = tasting(
  bottle('Château “L’Évangile”, "the other"', {
    color: ['=SUM(A1:A9)', '+39 red', '-5', '@home'],
    region: ["'=quoted", "''@twice", "'", "'plain'"],
    grape_variety: ['a,b', 'a;b', 'a\u0020b', '🍇 , "🍷"'],
    vintage_year: ['2015', '2016', '2017', 'NV'],
    wine_name: ['＝wide', 'Weißer', 'ẞ', '東京'],
  }),
  bottle('title'),
  bottle('{"a": 1}'),
);

const both = [
  ['JSON', (given: CreateSession) => Promise.resolve(tastingAsJson(given))],
  ['CSV', (given: CreateSession) => tastingAsCsv(given, 'en')],
] as const;

const faultsIn = async (text: string): Promise<FileFault[]> => {
  const read = await readTasting(text);
  return read.ok ? [] : read.faults;
};

describe.each(both)('as %s', (_, written) => {
  it('comes back as it was, with quotes, marks, formulas and emoji', async () => {
    expect(await readTasting(await written(awkward))).toEqual({ ok: true, tasting: awkward });
    expect(await readTasting((await written(awkward)).replaceAll('\r\n', '\n'))).toEqual({
      ok: true,
      tasting: awkward,
    });
  });

  it('comes back with twenty known wines', async () => {
    const wines = realCatalogue.wines
      .slice(0, 20)
      .map((wine, at) => draftOfWine(realShelf, wine, THIS_YEAR, seeded(at)));
    expect(await readTasting(await written(tasting(...wines)))).toEqual({ ok: true, tasting: tasting(...wines) });
  });

  it('needs neither title nor timer', async () => {
    const bare = { wines: [bottle('One')] };
    const read = { title: '', timerSeconds: 60, wines: [bottle('One')] };
    expect(await readTasting(await written(bare))).toEqual({ ok: true, tasting: read });
  });

  it('comes back half-finished: what is empty is the form’s to name', async () => {
    const half = tasting(bottle('', { region: ['', '', '', ''], color: ['Red', '', 'White', ''] }), bottle('Two'));
    const read = await readTasting(await written(half));
    const called = written === both[0][1] ? '' : 'wine_name A';
    expect(read).toEqual({
      ok: true,
      tasting: { ...half, wines: [{ ...half.wines[0], name: called }, half.wines[1]] },
    });
  });

  it('holds nothing that only the host may know', async () => {
    const secret = { ...tasting({ ...bottle('One'), key: 7 } as WineDraft), hostId: 'DRY-HERON', hostKey: 'hush-hush' };
    expect(await written(secret)).not.toMatch(/hush|HERON|hostKey|"key"/);
  });
});

describe('JSON', () => {
  const json = (change: (said: Record<string, unknown>) => void) => {
    const said = JSON.parse(tastingAsJson(tasting(bottle('One'), bottle('Two')))) as Record<string, unknown>;
    change(said);
    return JSON.stringify(said);
  };
  const at = (said: Record<string, unknown>, wine: number) => (said.wines as WineDraft[])[wine] as WineDraft;

  it('is the form of POST /sessions; what else is in it is left out', async () => {
    const read = await readTasting(
      json((said) => Object.assign(said, { hostId: 'A-B', hostKey: 'k', rating: 5, allowNames: true })),
    );
    expect(read).toEqual({ ok: true, tasting: tasting(bottle('One'), bottle('Two')) });
  });

  it('names the path of every fault at once', async () => {
    const text = json((said) => {
      said.timerSeconds = 5;
      said.title = 'x'.repeat(101);
      at(said, 0).name = 'x\ny';
      Object.assign(at(said, 1).questions[2] ?? {}, { correctAnswer: 12, distractors: ['Same', 'same', 'a\u0007b'] });
      Object.assign(at(said, 1).questions[3] ?? {}, { category: 'grape', distractors: ['1', '2'] });
      at(said, 1).questions.pop();
    });
    expect(await faultsIn(text)).toEqual([
      { path: 'title', rule: 'tooLong', text: '100' },
      { path: 'timerSeconds', rule: 'badTimer', text: '5' },
      { path: 'wines[0].name', rule: 'control' },
      { path: 'wines[1].questions', rule: 'fiveQuestions', text: '4' },
      { path: 'wines[1].questions[2].correctAnswer', rule: 'notText' },
      { path: 'wines[1].questions[2].distractors[2]', rule: 'control' },
      { path: 'wines[1].questions[2].distractors[1]', rule: 'alike', text: 'same' },
      { path: 'wines[1].questions[3].category', rule: 'wrongCategory', text: 'vintage_year' },
      { path: 'wines[1].questions[3].distractors', rule: 'threeDistractors', text: '2' },
    ]);
  });

  it.each([
    ['{', 'notJson'],
    ['[1]', 'notObject'],
    ['{}', 'empty'],
    ['{"wines": 7}', 'notList'],
    ['{"wines": []}', 'noWines'],
    ['{"wines": [null]}', 'notObject'],
    ['{"wines": [{"name": "x", "questions": "five"}]}', 'notList'],
    ['{"wines": [{"name": "x", "questions": [1,2,3,4,5]}]}', 'notObject'],
    ['', 'emptyFile'],
    [' \r\n ', 'emptyFile'],
    ['{"title": "Ch\uFFFDteau"}', 'notUtf8'],
    ['P\0K', 'notUtf8'],
    ['PK\u0003\u0004\u0014\0\uFFFD', 'spreadsheet'],
    ['name,grape\nMargaux,Merlot', 'otherColumns'],
    ['{"wines": [{"questions": []}]}', 'empty'],
  ])('%s is refused: %s', async (text, rule) => {
    expect((await faultsIn(text))[0]?.rule).toBe(rule);
    expect(Object.keys(hostWords.file.rules)).toContain(rule);
  });

  it('is refused unread beyond 256 KB', async () => {
    expect(await faultsIn(`{"title": "${'é'.repeat(140_000)}"}`)).toEqual([{ rule: 'tooLarge' }]);
  });

  it('counts letters as people do, and at most twenty wines', async () => {
    const long = '🍷'.repeat(120);
    expect((await readTasting(tastingAsJson(tasting(bottle(long))))).ok).toBe(true);
    expect(await faultsIn(tastingAsJson(tasting(bottle(`${long}x`))))).toEqual([
      { path: 'wines[0].name', rule: 'tooLong', text: '120' },
    ]);
    const many = Array.from({ length: 21 }, (_, nth) => bottle(`Wine ${nth}`));
    expect(await faultsIn(tastingAsJson(tasting(...many)))).toEqual([
      { path: 'wines', rule: 'tooManyWines', text: '21' },
    ]);
    const bad = Array.from({ length: 20 }, () => bottle('', { region: [] }));
    expect(await faultsIn(tastingAsJson(tasting(...bad)))).toHaveLength(20);
  });

  it('brings a text into the one form that is kept', async () => {
    const read = await readTasting(tastingAsJson(tasting(bottle('  Rose\u0301 '))));
    expect(read.ok && read.tasting.wines?.[0]?.name).toBe('Rosé');
  });
});

describe('CSV', () => {
  const csv = (language = 'en') => tastingAsCsv(tasting(bottle('One'), bottle('Two')), language);
  const plain = { ok: true, tasting: tasting(bottle('One'), bottle('Two')) };

  it('opens in a spreadsheet: a header, a row per wine, marked as UTF-8', async () => {
    const lines = (await csv()).split('\r\n');
    expect(lines[0]).toMatch(/^\uFEFFtitle,timer_seconds,wine,color,color_wrong_1,color_wrong_2,color_wrong_3,region,/);
    expect(lines[0]).toMatch(/wine_name_wrong_3$/);
    expect(lines[1]).toMatch(/^An Evening,45,One,color A,/);
    expect(lines[2]).toMatch(/^,,Two,/);
    expect(lines).toHaveLength(4);
  });

  it('guards what a spreadsheet would run', async () => {
    const guarded = tasting(bottle('=HYPERLINK("x")', { color: ['@a', '+b', '-c', "'=d"] }));
    const text = await tastingAsCsv(guarded, 'en');
    expect(text).toContain('"\'=HYPERLINK(""x"")"');
    expect(text).toContain(",'@a,'+b,'-c,''=d,");
  });

  it.each([
    [';', /,/g],
    ['\t', /,/g],
  ])('is read when it is parted by “%s”', async (mark, commas) => {
    expect(await readTasting((await csv()).replace(commas, mark))).toEqual(plain);
  });

  it.each(['fr', 'de', 'it', 'es'])('is parted by semicolons where %s writes decimal commas', async (language) => {
    expect((await csv(language)).split('\r\n')[0]).toMatch(/^\uFEFFtitle;timer_seconds;wine;/);
    expect(await readTasting(await csv(language))).toEqual(plain);
    expect(await readTasting(await tastingAsCsv(awkward, language))).toEqual({ ok: true, tasting: awkward });
  });

  it('is read behind the line that tells Excel how it is parted', async () => {
    const [english, french] = (await Promise.all([csv(), csv('fr')])).map((text) => text.replace('\uFEFF', ''));
    for (const text of [`sep=;\r\n${french}`, `\uFEFFSEP=;\n${french}`, `"sep=,"\r\n${english}`, `sep=,\n${english}`])
      expect(await readTasting(text)).toEqual(plain);
    const long = `sep=;\r\n${french}`.replace('region A', 'x'.repeat(121));
    expect(await faultsIn(long)).toEqual([{ row: 2, column: 'region', rule: 'tooLong', text: '120' }]);
  });

  it('is read with columns in another order, headers in other letters, columns of one’s own and blank lines', async () => {
    const rows = (await csv())
      .replace('\uFEFF', '')
      .trim()
      .split('\r\n')
      .map((line) => line.split(','));
    const turned = rows.map((cells, row) => [row === 0 ? 'My notes' : 'tasty, really', ...cells.toReversed()]);
    const text = turned
      .map((cells, row) =>
        cells.map((cell) => `"${row === 0 ? cell.toUpperCase().replaceAll('_', ' ') : cell}"`).join(','),
      )
      .join('\n\n');
    expect(await readTasting(`\n${text}`.trimStart())).toEqual(plain);
  });

  it('calls a wine what it is when it has no column of its own', async () => {
    const rows = (await csv()).split('\r\n').map((line) => line.split(',').slice(3).join(','));
    const read = await readTasting(rows.join('\r\n'));
    expect(read.ok && read.tasting.wines?.map(({ name }) => name)).toEqual(['wine_name A', 'wine_name A']);
  });

  it('names row and column of every fault at once, as the spreadsheet counts', async () => {
    const faulty = {
      title: 'x'.repeat(101),
      timerSeconds: 7,
      wines: [
        bottle('One', { color: ['Red', 'White', 'rosé', 'ROSÉ'], vintage_year: ['2015', '', '2017', '2018'] }),
        bottle('Two\nlines', { region: ['x'.repeat(121), 'b', 'c', 'd'] }),
        bottle('Three', { region: ['a', 'b\u202E', 'c', 'd'] }),
      ],
    };
    const text = await tastingAsCsv(faulty, 'en');
    expect(await faultsIn(text.replace('\r\n,,"Two', '\r\n\r\n,,"Two'))).toEqual([
      { row: 2, column: 'title', rule: 'tooLong', text: '100' },
      { row: 2, column: 'timer_seconds', rule: 'badTimer', text: '7' },
      { row: 2, column: 'color_wrong_3', rule: 'alike', text: 'ROSÉ' },
      { row: 4, column: 'wine', rule: 'control' },
      { row: 4, column: 'region', rule: 'tooLong', text: '120' },
      { row: 5, column: 'region_wrong_1', rule: 'control' },
    ]);
  });

  it('names the columns that are missing or there twice, and no row then', async () => {
    const text = (await csv()).replace('color_wrong_2', 'region').replace('wine_name_wrong_3', 'x');
    expect(await faultsIn(text)).toEqual([
      { row: 1, column: 'color_wrong_2', rule: 'missingColumn' },
      { row: 1, column: 'region', rule: 'columnTwice' },
      { row: 1, column: 'wine_name_wrong_3', rule: 'missingColumn' },
    ]);
    expect(await faultsIn('just some words')).toEqual([{ row: 1, rule: 'otherColumns' }]);
  });

  it('names the row with a text too many, a quotation mark too few, and a file without wines', async () => {
    const text = await csv();
    expect(await faultsIn(text.replace('region A', 'region, A'))).toEqual([{ row: 2, rule: 'tooManyCells' }]);
    expect(await faultsIn(text.replace('Two', '"Two'))).toEqual([{ row: 3, rule: 'badQuotes' }]);
    expect(await faultsIn(text.split('\r\n')[0] ?? '')).toEqual([{ row: 1, rule: 'noWines' }]);
    const many = tasting(...Array.from({ length: 21 }, (_, nth) => bottle(`Wine ${nth}`)));
    expect(await faultsIn(await tastingAsCsv(many))).toEqual([{ row: 22, rule: 'tooManyWines', text: '21' }]);
  });
});
