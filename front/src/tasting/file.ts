// A tasting as a file: JSON in the form of `POST /sessions`, or CSV for a spreadsheet, a row per wine.
import type { CreateSession } from '../protocol/CreateSession';
import { fromCsv, toCsv } from './csv';
import { readJson } from './json';
import { faulty, MOST_BYTES, type ReadTasting } from './rules';

export type { FileFault, ReadTasting } from './rules';

/** How the files of Excel, Numbers and LibreOffice begin. */
const ZIP = 'PK\u0003\u0004';

/** JSON or CSV, told apart by its first character. Only a CSV needs the reader of spreadsheets, which is loaded then. */
export async function readTasting(text: string): Promise<ReadTasting> {
  const bare = text.replace(/^\uFEFF/, '').trimStart();
  if (bare.startsWith(ZIP)) return faulty({ rule: 'spreadsheet' });
  if (new TextEncoder().encode(text).length > MOST_BYTES) return faulty({ rule: 'tooLarge' });
  if (!bare) return faulty({ rule: 'emptyFile' });
  // What a decoder leaves of bytes that were not UTF-8, as spreadsheets on Windows like to write them.
  if (/[\uFFFD\0]/.test(bare)) return faulty({ rule: 'notUtf8' });
  return /^[{[]/.test(bare) ? readJson(bare) : fromCsv(text.replace(/^\uFEFF/, ''));
}

/** Field by field: neither the host's credentials nor what a form keeps beside a wine goes with the file. */
export function tastingAsJson({ title, timerSeconds, wines = [] }: CreateSession): string {
  const poured = wines.map(({ name, questions }) => ({
    name,
    questions: questions.map(({ category, correctAnswer, distractors }) => ({ category, correctAnswer, distractors })),
  }));
  return `${JSON.stringify({ title, timerSeconds, wines: poured }, null, 2)}\n`;
}

/** As the spreadsheets of the reader's country part their cells. */
export const tastingAsCsv = (tasting: CreateSession, language?: string): Promise<string> =>
  toCsv(tasting, writesDecimalCommas(language) ? ';' : ',');

const writesDecimalCommas = (language?: string) => new Intl.NumberFormat(language).format(1.5).includes(',');
