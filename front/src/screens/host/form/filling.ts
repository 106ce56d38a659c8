// What the lists fill in: a sample, a known wine, wrong answers for a right one. Pure: chance and the year are handed in.
import type { Category } from '../../../protocol/Category';
import { sameCase } from '../../../tasting/fold';
import { distractorsFor, draftOfWine, sampleWine, wineOf, type Random } from '../../../tasting/pick';
import { TIMER } from '../../../tasting/rules';
import { alike, categories, isListed, nameAndYear, wineCalled, type Shelf } from '../../../tasting/shelf';
import {
  answerOf,
  bottled,
  isSample,
  looked,
  questionOf,
  withAnswer,
  withQuestion,
  type Bottle,
  type Draft,
} from './draft';

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
  timerSeconds: TIMER.usual,
  bottles: [sampleFor(source, [])],
  switches: {},
});

/**
 * The known wine of this name in the bottle's place, if there is one. No list knows which vintage was bought, nor what
 * a host calls their bottle: what they wrote of either stays, and a year that they typed behind the name is the vintage.
 */
export function filled(source: Source, bottle: Bottle, typed = answerOf(bottle, 'wine_name')): Bottle | null {
  const { shelf, thisYear, random } = source;
  const wine = wineCalled(shelf, answerOf(bottle, 'wine_name'));
  if (!wine) return null;
  const { key, given, ownName, name, unsure, byHand, settled } = bottle;
  const fresh = bottled(draftOfWine(shelf, wine, thisYear, random), { unsure: ['vintage_year'], given, ownName });
  const named = { ...fresh, key, name: ownName ? name : fresh.name };
  if (unsure.includes('vintage_year') || !answerOf(bottle, 'vintage_year').trim()) {
    const { year } = nameAndYear(shelf, typed);
    if (!year || Number(year) > thisYear) return named;
    return redrawn(source, withAnswer(named, 'vintage_year', year), 'vintage_year');
  }
  return {
    ...withQuestion(looked(named, 'vintage_year'), questionOf(bottle, 'vintage_year')),
    byHand: byHand.filter((category) => category === 'vintage_year'),
    settled: { ...named.settled, vintage_year: settled.vintage_year },
  };
}

/** Whether leaving a known name fills in the rest, though nobody picked it: nothing that somebody wrote would go. */
export function fillable({ shelf }: Source, bottle: Bottle): boolean {
  const { given, byHand, unsure, settled } = bottle;
  const before = given ? undefined : wineCalled(shelf, settled.wine_name ?? '');
  const laid = { color: before?.color, region: before?.region, grape_variety: before?.grapes[0] };
  const nobodys = (category: keyof typeof laid) => {
    const answer = answerOf(bottle, category);
    return unsure.includes(category) || !answer.trim() || answer === laid[category];
  };
  return (
    wineCalled(shelf, answerOf(bottle, 'wine_name')) !== undefined &&
    byHand.every((category) => category === 'vintage_year') &&
    (['color', 'region', 'grape_variety'] as const).every(nobodys)
  );
}

const TRIES = 6;

/** Other wrong answers; where too few are known, earlier ones stay. The same wine when no others are known. */
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
  if (sameSet(distractors, question.distractors)) return bottle;
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
  if (!answer.trim()) return now;
  return [category, ...hanging(source.shelf, bottle, category)]
    .filter((one) => answerOf(now, one).trim() && drawnByUs(source.shelf, bottle, one))
    .reduce((wine, one) => redrawn(source, wine, one), now);
}

/** What passes for a wine that no list knows is told from its colour and its region. */
function hanging(shelf: Shelf, bottle: Bottle, category: Category): Category[] {
  if (wineCalled(shelf, answerOf(bottle, 'wine_name'))) return [];
  if (category === 'color') return ['wine_name', 'grape_variety'];
  return category === 'region' ? ['wine_name'] : [];
}

function drawnByUs(shelf: Shelf, bottle: Bottle, category: Category): boolean {
  if (bottle.byHand.includes(category)) return false;
  const { distractors } = questionOf(bottle, category);
  return !bottle.given || distractors.every((text) => isListed(shelf, category, text));
}
