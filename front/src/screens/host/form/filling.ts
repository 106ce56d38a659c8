// What the lists fill in: a sample, a known wine, wrong answers for a right one. Pure: chance and the year are handed in.
import type { Category } from '../../../protocol/Category';
import { sameCase } from '../../../tasting/fold';
import { distractorsFor, draftOfWine, sampleWine, wineOf, type Random } from '../../../tasting/pick';
import { alike, categories, isListed, wineCalled, type Shelf } from '../../../tasting/shelf';
import { answerOf, bottled, isSample, looked, questionOf, withQuestion, type Bottle, type Draft } from './draft';

/** What a draw draws from. */
export interface Source {
  shelf: Shelf;
  thisYear: number;
  random: Random;
}

export function sampleFor({ shelf, thisYear, random }: Source, bottles: Bottle[]): Bottle {
  const poured = bottles.map((bottle) => answerOf(bottle, 'wine_name'));
  return bottled(sampleWine(shelf, poured, thisYear, random), { unsure: categories });
}

export const freshDraft = (source: Source): Draft => ({
  title: '',
  timerSeconds: 60,
  bottles: [sampleFor(source, [])],
});

/** The known wine of this name in the bottle's place, if there is one; no list knows which vintage was bought. */
export function filled({ shelf, thisYear, random }: Source, bottle: Bottle): Bottle | null {
  const wine = wineCalled(shelf, answerOf(bottle, 'wine_name'));
  if (!wine) return null;
  const fresh = bottled(draftOfWine(shelf, wine, thisYear, random), { unsure: ['vintage_year'] });
  return { ...fresh, key: bottle.key };
}

const TRIES = 6;

/** Other wrong answers; where too few are known, earlier ones stay. */
export function redrawn({ shelf, thisYear, random }: Source, bottle: Bottle, category: Category): Bottle {
  const question = questionOf(bottle, category);
  const answer = question.correctAnswer;
  const wine = wineOf(shelf, bottle);
  const draw = () => distractorsFor(shelf, { category, answer, wine }, thisYear, random);
  let drawn = draw();
  for (let tries = 1; tries < TRIES && sameSet(drawn, question.distractors); tries += 1) drawn = draw();

  const kept = question.distractors.filter(
    (text) => text.trim() && ![answer, ...drawn].some((other) => alike(shelf, category, other, text)),
  );
  const next = [...drawn, ...kept];
  const distractors = question.distractors.map((_, at) => next[at] ?? '');
  return {
    ...withQuestion(bottle, { ...question, distractors }),
    byHand: bottle.byHand.filter((one) => one !== category),
    settled: { ...bottle.settled, [category]: answer },
  };
}

const sameSet = (some: string[], others: string[]) => some.every((one) => others.includes(one));

/** Somebody has left a right answer: what hangs on it follows, unless it was written by hand. */
export function settled(source: Source, bottle: Bottle, category: Category): Bottle {
  const answer = answerOf(bottle, category);
  if (isSample(bottle)) return bottle;
  if (sameCase(answer) === sameCase(bottle.settled[category] ?? '')) {
    return bottle.unsure.includes(category) ? looked(bottle, category) : bottle;
  }
  const now = looked({ ...bottle, settled: { ...bottle.settled, [category]: answer } }, category);
  return answer.trim() && drawnByUs(source.shelf, bottle, category) ? redrawn(source, now, category) : now;
}

function drawnByUs(shelf: Shelf, bottle: Bottle, category: Category): boolean {
  if (bottle.byHand.includes(category)) return false;
  const { distractors } = questionOf(bottle, category);
  return !bottle.given || distractors.every((text) => isListed(shelf, category, text));
}
