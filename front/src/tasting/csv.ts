// A tasting in a spreadsheet: columns `title`, `timer_seconds` (first row only), `wine`, then for each category its
// answer (`color`, `region`, …) and `color_wrong_1` to `color_wrong_3`; in any order, parted by commas, semicolons or tabs.
import type { CreateSession } from '../protocol/CreateSession';
import { folded } from './fold';
import { faulty, makeChecker, type ReadTasting } from './rules';
import { categories } from './shelf';

const answerColumns = categories.map((category) => [category, ...[1, 2, 3].map((nth) => `${category}_wrong_${nth}`)]);
const columns = ['title', 'timer_seconds', 'wine', ...answerColumns.flat()];
/** A file may do without: the usual time, no title, a wine called what it is. */
const optional = ['title', 'timer_seconds', 'wine'];

export async function fromCsv(said: string): Promise<ReadTasting> {
  const { default: papa } = await import('papaparse');
  // Excel is told so how the cells are parted, and does not show the line: the header is row 1.
  const [told, mark] = /^"?sep=([,;\t])"?[,;\t]*\r?\n/i.exec(said) ?? [''];
  const text = said.slice(told.length);
  const { data, errors } = papa.parse<string[]>(text, { delimiter: mark ?? delimiterOf(text) });
  const check = makeChecker();
  for (const { row } of errors.filter(({ type }) => type === 'Quotes'))
    check.fault({ row: (row ?? 0) + 1 }, 'badQuotes');
  const header = (data[0] ?? []).map((name) => folded(name).replace(/[\s-]+/g, '_'));
  const missing = columns.filter((column) => !optional.includes(column) && !header.includes(column));
  if (missing.length > columns.length / 2) return faulty({ row: 1, rule: 'otherColumns' });
  for (const column of columns) {
    const times = header.filter((name) => name === column).length;
    if (missing.includes(column)) check.fault({ row: 1, column }, 'missingColumn');
    if (times > 1) check.fault({ row: 1, column }, 'columnTwice');
  }
  // Rows are only looked at under a good header, or every one of them would be told off for its faults.
  if (check.faulty()) return check.done({ title: '', timerSeconds: 0, wines: [] });

  const rows = data
    .map((cells, at) => ({ row: at + 1, cells: cells.map(unguarded) }))
    .slice(1)
    .filter(({ cells }) => cells.some((cell) => cell.trim()));
  const cell = ({ cells }: { cells: string[] }, column: string) => cells[header.indexOf(column)] ?? '';
  const first = rows[0];
  check.count(rows.length, { row: rows.at(-1)?.row ?? 1 });
  const title = first ? check.title(cell(first, 'title'), { row: first.row, column: 'title' }) : '';
  const timerSeconds = check.timer(first && cell(first, 'timer_seconds'), {
    row: first?.row ?? 2,
    column: 'timer_seconds',
  });
  const wines = rows.map((line) => {
    const { row, cells } = line;
    if (cells.slice(header.length).some((extra) => extra.trim())) check.fault({ row }, 'tooManyCells');
    const own = cell(line, 'wine').trim() ? 'wine' : 'wine_name';
    const name =
      own === 'wine' ? check.text(cell(line, own), { row, column: own }) : cell(line, own).trim().normalize('NFC');
    const questions = categories.map((category, at) => {
      const places = (answerColumns[at] ?? []).map((column) => ({ row, column }));
      const texts = places.map((place) => check.text(cell(line, place.column), place));
      check.options(texts, places);
      const [correctAnswer = '', ...distractors] = texts;
      return { category, correctAnswer, distractors };
    });
    return { name, questions };
  });
  return check.done({ title, timerSeconds, wines });
}

export async function toCsv(
  { title = '', timerSeconds, wines = [] }: CreateSession,
  delimiter: string,
): Promise<string> {
  const { default: papa } = await import('papaparse');
  const rows = wines.map(({ name, questions }, at) => [
    at === 0 ? title : '',
    at === 0 ? String(timerSeconds ?? '') : '',
    name,
    ...categories.flatMap((category) => {
      const question = questions.find((one) => one.category === category);
      return [0, 1, 2, 3].map((nth) => (nth === 0 ? question?.correctAnswer : question?.distractors[nth - 1]) ?? '');
    }),
  ]);
  // The mark at the beginning tells Excel that this is UTF-8.
  return `\uFEFF${papa.unparse([columns, ...rows.map((row) => row.map(guarded))], { newline: '\r\n', delimiter })}\r\n`;
}

/** What a spreadsheet would take for a formula: also by the wide letters that some of them read alike. */
const formula = /^'*[=+\-@\t\r\n＝＋－＠]/;
const guarded = (cell: string) => (formula.test(cell) ? `'${cell}` : cell);
const unguarded = (cell: string) => (cell.startsWith("'") && formula.test(cell) ? cell.slice(1) : cell);

/** By the header, which has none of the three in its names. */
function delimiterOf(text: string): string {
  const header = text.split(/[\r\n]/, 1)[0] ?? '';
  const times = (mark: string) => header.split(mark).length;
  return [',', ';', '\t'].reduce((best, mark) => (times(mark) > times(best) ? mark : best));
}
