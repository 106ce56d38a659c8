// Plausible wrong answers, and whole wines made of known ones; chance is handed in, so that a test can repeat it.
import type { CatalogueWine } from '../protocol/CatalogueWine';
import type { Category } from '../protocol/Category';
import type { WineDraft } from '../protocol/WineDraft';
import { one, seeded, shuffled, type Random } from './chance';
import { spelled } from './fold';
import { akin, nearest } from './near';
import { samples } from './samples';
import { categories, isListed, means, wineCalled, type Candidate, type Shelf } from './shelf';
import { agesOf, otherYears } from './years';

export { seeded, type Random };

export interface Asked {
  category: Category;
  answer: string;
  /** The wine that is asked about, or what is known of it. */
  wine?: CatalogueWine | undefined;
}

const WRONG = 3;

/** Up to three; fewer when the shelf has no more that are surely wrong. */
export function distractorsFor(shelf: Shelf, asked: Asked, thisYear: number, random: Random): string[] {
  if (!spelled(asked.answer)) return [];
  if (asked.category === 'vintage_year') {
    const listed = (year: number) => isListed(shelf, 'vintage_year', String(year));
    return otherYears(asked.answer, thisYear, listed, random).slice(0, WRONG);
  }
  const { category } = asked;
  const rings = nearest(shelf, asked);
  const chosen: Candidate[] = [];
  for (const { fits, clash } of passes) {
    if (chosen.length === WRONG) break;
    const fitting = rings.map((ring) => ring.filter(fits));
    for (const candidate of drawn(fitting, random)) {
      if (chosen.length === WRONG) break;
      if (!chosen.some((other) => clash(shelf, category, other.key, candidate.key))) chosen.push(candidate);
    }
  }
  return chosen.map(({ name }) => name);
}

/** What an admin took off the lists, and a region inside another wrong one, are only better than an empty field. */
const passes = [
  { fits: ({ listed }: Candidate) => listed, clash: akin },
  { fits: () => true, clash: akin },
  { fits: () => true, clash: means },
];

/** From this many on, a ring of candidates is enough of a choice. */
const ENOUGH = 4;

/** All candidates, the nearest ring mostly first: out of a small one only now and then, or every draw were the same. */
function* drawn<T>(rings: T[][], random: Random): Generator<T> {
  const left = rings.map((ring) => ({ ring: shuffled(ring, random), share: ring.length / ENOUGH }));
  for (;;) {
    const full = left.filter(({ ring }) => ring.length > 0);
    const next = (full.find(({ share }) => random() < share) ?? full[0])?.ring.pop();
    if (next === undefined) return;
    yield next;
  }
}

/** Five answers and their distractors; a distractor that nothing is known for is an empty text. */
export function draftOfWine(shelf: Shelf, wine: CatalogueWine, thisYear: number, random: Random): WineDraft {
  const answers: Record<Category, string> = {
    color: wine.color,
    region: wine.region,
    grape_variety: wine.grapes[0] ?? '',
    vintage_year: String(thisYear - one(agesOf(wine.color), random)),
    wine_name: wine.name,
  };
  const questions = categories.map((category) => {
    const found = distractorsFor(shelf, { category, answer: answers[category], wine }, thisYear, random);
    const distractors = Array.from({ length: WRONG }, (_, at) => found[at] ?? '');
    return { category, correctAnswer: answers[category], distractors };
  });
  return { name: wine.name, questions };
}

/** What can be said of a wine that a host wrote: what the catalogue knows, else what stands in the other answers. */
export function wineOf(shelf: Shelf, { name, questions }: WineDraft): CatalogueWine {
  const answer = (category: Category) =>
    questions.find((question) => question.category === category)?.correctAnswer ?? '';
  const known = wineCalled(shelf, answer('wine_name')) ?? wineCalled(shelf, name);
  if (known) return known;
  return {
    name: answer('wine_name'),
    color: answer('color'),
    region: answer('region'),
    grapes: [answer('grape_variety')],
    source: '',
  };
}

/** A wine that is not in the tasting yet, as long as there is one. */
export function sampleWine(shelf: Shelf, poured: string[], thisYear: number, random: Random): WineDraft {
  const taken = new Set(poured.map(spelled));
  const fresh = (wine: { name: string }) => !taken.has(spelled(wine.name));
  const { wines } = shelf.catalogue;
  const listed = wines.filter(({ name }) => isListed(shelf, 'wine_name', name));
  const pool = [listed.filter(fresh), wines.filter(fresh), wines].find((some) => some.length > 0);
  if (!pool) return one(samples.filter(fresh).length > 0 ? samples.filter(fresh) : samples, random);
  // A wine with a gap is a fault of the data; the next one has none.
  let draft = draftOfWine(shelf, one(pool, random), thisYear, random);
  for (let tries = 0; tries < 8 && !complete(draft); tries += 1) {
    draft = draftOfWine(shelf, one(pool, random), thisYear, random);
  }
  return draft;
}

const complete = ({ questions }: WineDraft) => questions.every(({ distractors }) => distractors.every(Boolean));
