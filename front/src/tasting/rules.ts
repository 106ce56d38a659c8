// What the rooms accept as a tasting, told fault by fault; where each one stands is the file's to say.
import type { CreateSession } from '../protocol/CreateSession';
import type { WineDraft } from '../protocol/WineDraft';
import { sameCase } from './fold';

export interface FileFault {
  /** As a spreadsheet counts: the header is row 1. */
  row?: number;
  /** As the header calls it. */
  column?: string;
  /** In a JSON file: `wines[0].questions[2].distractors[1]`. */
  path?: string;
  /** A key of the `file` words. */
  rule: FileRule;
  /** What the words speak of: the text that is there twice, the field that is missing. */
  text?: string;
}

export type FileRule =
  | 'emptyFile'
  | 'tooLarge'
  | 'notUtf8'
  | 'spreadsheet'
  | 'notJson'
  | 'notObject'
  | 'notList'
  | 'notText'
  | 'badQuotes'
  | 'otherColumns'
  | 'missingColumn'
  | 'columnTwice'
  | 'tooManyCells'
  | 'noWines'
  | 'tooManyWines'
  | 'fiveQuestions'
  | 'wrongCategory'
  | 'threeDistractors'
  | 'badTimer'
  | 'empty'
  | 'tooLong'
  | 'control'
  | 'alike';

export type ReadTasting = { ok: true; tasting: CreateSession } | { ok: false; faults: FileFault[] };

export const MOST_BYTES = 256 * 1024;
export const MOST_WINES = 20;
export const LONGEST_TEXT = 120;
export const LONGEST_TITLE = 100;
export const TIMER = { least: 15, most: 120, usual: 60 };
/** More would not be read. */
const MOST_FAULTS = 20;

/** Where something stands in the file: a cell, or a JSON path. */
export type Place = Pick<FileFault, 'row' | 'column' | 'path'>;

export const faulty = (...faults: FileFault[]): ReadTasting => ({ ok: false, faults: faults.slice(0, MOST_FAULTS) });

/** The texts of a tasting as they are kept, and the faults that were met on the way. */
export function makeChecker() {
  const faults: FileFault[] = [];
  const fault = (place: Place, rule: FileRule, text?: string) => {
    faults.push({ ...place, rule, ...(text === undefined ? {} : { text: excerpt(text) }) });
  };

  function text(said: unknown, place: Place, longest = LONGEST_TEXT): string {
    if (typeof said !== 'string') {
      fault(place, said === undefined || said === null ? 'empty' : 'notText');
      return '';
    }
    const kept = said.trim().normalize('NFC');
    // A tasting may be put by half-finished: what is empty is the form's to name.
    if (/^[\s\p{Default_Ignorable_Code_Point}]*$/u.test(kept)) return '';
    if ([...kept].length > longest) fault(place, 'tooLong', String(longest));
    else if (/[\p{Cc}\u202A-\u202E\u2066-\u2069]/u.test(kept)) fault(place, 'control');
    return kept;
  }

  /** An empty title is none: the tasting is then called after its first wine. */
  const title = (said: unknown, place: Place): string =>
    said === undefined || said === null || (typeof said === 'string' && !said.trim())
      ? ''
      : text(said, place, LONGEST_TITLE);

  function timer(said: unknown, place: Place): number {
    if (said === undefined || said === null || said === '') return TIMER.usual;
    const seconds = typeof said === 'string' && /^\s*\d+\s*$/.test(said) ? Number(said) : said;
    if (Number.isInteger(seconds) && Number(seconds) >= TIMER.least && Number(seconds) <= TIMER.most)
      return Number(seconds);
    fault(place, 'badTimer', String(said));
    return TIMER.usual;
  }

  /** The right answer first; alike is what the rooms call alike. */
  function options(texts: string[], places: Place[]) {
    const seen = new Set<string>();
    texts.forEach((one, at) => {
      const key = sameCase(one);
      if (key && seen.has(key)) fault(places[at] ?? {}, 'alike', one);
      seen.add(key);
    });
  }

  function count(wines: number, place: Place) {
    if (wines === 0) fault(place, 'noWines');
    if (wines > MOST_WINES) fault(place, 'tooManyWines', String(wines));
  }

  const done = (tasting: { title: string; timerSeconds: number; wines: WineDraft[] }): ReadTasting =>
    faults.length > 0 ? faulty(...faults) : { ok: true, tasting };

  return { fault, faulty: () => faults.length > 0, text, title, timer, options, count, done };
}

export type Checker = ReturnType<typeof makeChecker>;

const excerpt = (text: string) => {
  const letters = [...text];
  return letters.length > 40 ? `${letters.slice(0, 40).join('')}…` : text;
};
