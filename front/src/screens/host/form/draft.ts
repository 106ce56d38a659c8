// The tasting that the form holds while it is written, and what is still wrong with it.
import type { Category } from '../../../protocol/Category';
import type { CreateSession } from '../../../protocol/CreateSession';
import type { QuestionDraft } from '../../../protocol/QuestionDraft';
import type { WineDraft } from '../../../protocol/WineDraft';
import { sameCase } from '../../../tasting/fold';
import { TIMER } from '../../../tasting/rules';
import { categories, isKnown, type Shelf } from '../../../tasting/shelf';

/** A wine of the form. It has a key of its own, so that moving or removing one leaves the others alone. */
export interface Bottle extends WineDraft {
  key: number;
  /** The right answers that nobody has written or looked at: of a sample all, of a picked wine the vintage. */
  unsure: Category[];
  /** The questions whose wrong answers were written by hand, which are not drawn anew unasked. */
  byHand: Category[];
  /** Each right answer when the wrong ones were last made to fit it. */
  settled: Partial<Record<Category, string>>;
  /** It came from a room or a file: its wrong answers may be somebody's own. */
  given: boolean;
  /** It is called other than what its wine-name answer says. */
  ownName: boolean;
}

export interface Draft {
  title: string;
  timerSeconds: number;
  bottles: Bottle[];
  /** The form has no fields for these: a copy keeps its original's, an edit says nothing of the room's. */
  switches: Pick<CreateSession, 'allowNames' | 'autoReveal'>;
}

/** What a fault is, and where: a key into the words. */
export interface Fault {
  bottle: number;
  category: Category;
  rule: 'missing' | 'missingWrong' | 'alike';
}

let keys = 0;

export function bottled(wine: WineDraft, rest: Partial<Bottle> = {}): Bottle {
  const settled = Object.fromEntries(wine.questions.map(({ category, correctAnswer }) => [category, correctAnswer]));
  const ownName = wine.name.trim() !== '' && wine.name !== answerOf(wine, 'wine_name');
  return { ...wine, unsure: [], byHand: [], settled, given: false, ownName, ...rest, key: (keys += 1) };
}

export const draftOf = ({ title = '', timerSeconds = TIMER.usual, wines = [], ...rest }: CreateSession): Draft => ({
  title,
  timerSeconds,
  bottles: wines.map((wine) => bottled(wine, { given: true })),
  switches: { allowNames: rest.allowNames, autoReveal: rest.autoReveal },
});

/** What this browser kept of a draft; null if it is none, or an older page's. */
export function restored(said: unknown): Draft | null {
  try {
    const { title, timerSeconds, bottles, switches = {} } = said as Draft;
    for (const bottle of bottles) {
      const { unsure, byHand, settled } = bottle;
      const whole = [unsure, byHand].every(Array.isArray) && settled && typeof bottle.name === 'string';
      if (!whole || asked.some((category) => questionOf(bottle, category).distractors.length !== 3)) return null;
    }
    return {
      title: String(title),
      timerSeconds: Number(timerSeconds),
      bottles: bottles.map((one) => bottled(one, one)),
      switches,
    };
  } catch {
    return null;
  }
}

export const isSample = ({ unsure }: Bottle) => unsure.length === categories.length;

/** The right answers to look at; while a name is being typed nothing is said of the others. */
export function toCheck(bottle: Bottle): Category[] {
  const typing = answerOf(bottle, 'wine_name') !== bottle.settled.wine_name;
  return isSample(bottle) || typing ? [] : bottle.unsure;
}

/** The right answers of a wine that nobody has looked at; a sample that was left alone is meant as it is. */
export const unchecked = ({ bottles }: Draft) =>
  bottles
    .filter((bottle) => bottle.unsure.length > 0 && !isSample(bottle))
    .map(({ key, unsure }) => ({ bottle: key, categories: asked.filter((category) => unsure.includes(category)) }));

export const questionOf = ({ questions }: WineDraft, category: Category) =>
  questions.find((question) => question.category === category) as QuestionDraft;

export const answerOf = (wine: WineDraft, category: Category) => questionOf(wine, category).correctAnswer;

export const without = (draft: Draft, key: number): Draft => ({
  ...draft,
  bottles: draft.bottles.filter((bottle) => bottle.key !== key),
});

export const withBottle = (draft: Draft, changed: Bottle): Draft => ({
  ...draft,
  bottles: draft.bottles.map((bottle) => (bottle.key === changed.key ? changed : bottle)),
});

/** Puts a wine right behind another, or last. */
export function withAnother(draft: Draft, bottle: Bottle, behind?: number): Draft {
  const at = draft.bottles.findIndex(({ key }) => key === behind);
  const place = at < 0 ? draft.bottles.length : at + 1;
  return { ...draft, bottles: draft.bottles.toSpliced(place, 0, bottle) };
}

/** Nothing moves beyond the ends. */
export function moved(draft: Draft, key: number, to: number): Draft {
  const { bottles } = draft;
  const from = bottles.findIndex((bottle) => bottle.key === key);
  const bottle = bottles[from];
  if (!bottle || to === from || to < 0 || to >= bottles.length) return draft;
  return { ...draft, bottles: bottles.toSpliced(from, 1).toSpliced(to, 0, bottle) };
}

/** The wine is called what it is, unless it has a name of its own. */
export function withAnswer(bottle: Bottle, category: Category, correctAnswer: string): Bottle {
  const changed = withQuestion(bottle, { ...questionOf(bottle, category), correctAnswer });
  const follows = category === 'wine_name' && !bottle.ownName;
  return { ...looked(changed, category), name: follows ? correctAnswer : bottle.name };
}

export function withWrong(bottle: Bottle, category: Category, at: number, text: string): Bottle {
  const question = questionOf(bottle, category);
  const distractors = question.distractors.with(at, text);
  const byHand = [...bottle.byHand.filter((one) => one !== category), category];
  // One who writes wrong answers has read the right one.
  return { ...looked(withQuestion(bottle, { ...question, distractors }), category), byHand };
}

/** Somebody has looked at this answer. */
export const looked = (bottle: Bottle, category: Category): Bottle => ({
  ...bottle,
  unsure: bottle.unsure.filter((one) => one !== category),
});

/** Without the right answers that are still the sample's. */
export function emptied(bottle: Bottle): Bottle {
  return bottle.unsure.reduce((now, category) => withAnswer(now, category, ''), bottle);
}

export const withQuestion = (bottle: Bottle, changed: QuestionDraft): Bottle => ({
  ...bottle,
  questions: bottle.questions.map((question) => (question.category === changed.category ? changed : question)),
});

/** As it is sent, or written to a file. */
export function tastingOf({ title, timerSeconds, bottles, switches }: Draft) {
  const wines: WineDraft[] = bottles.map((bottle) => ({
    name: bottle.name.trim() || answerOf(bottle, 'wine_name').trim(),
    questions: bottle.questions.map(({ category, correctAnswer, distractors }) => ({
      category,
      correctAnswer: correctAnswer.trim(),
      distractors: distractors.map((text) => text.trim()),
    })),
  }));
  return { title: title.trim(), timerSeconds, wines, ...switches };
}

/** What has to be put right, in the order it is met on the page. */
export const faultsOf = ({ bottles }: Draft): Fault[] => bottles.flatMap(faultsIn);

export const faultsIn = (bottle: Bottle): Fault[] =>
  asked.flatMap((category) => {
    const rule = ruleBroken(questionOf(bottle, category));
    return rule ? [{ bottle: bottle.key, category, rule }] : [];
  });

/** The order of the form: what stands on a label comes first, and may fill in the rest. */
export const asked: Category[] = ['wine_name', 'vintage_year', 'color', 'region', 'grape_variety'];

export function ruleBroken({ correctAnswer, distractors }: QuestionDraft): Fault['rule'] | null {
  const texts = [correctAnswer, ...distractors].map(sameCase);
  if (!texts[0]) return 'missing';
  if (texts.some((text) => !text)) return 'missingWrong';
  return new Set(texts).size < texts.length ? 'alike' : null;
}

export interface Own {
  category: Category;
  value: string;
}

/** The host's right answers that the lists lack, each once; of lists that are not known none can be said to lack. */
export function ownAnswers(shelf: Shelf, { bottles }: Draft): Own[] {
  const found = new Map<string, Own>();
  for (const bottle of bottles) {
    for (const { category: name, correctAnswer } of bottle.questions) {
      const category = name as Category;
      const value = correctAnswer.trim();
      const known = shelf.lists[category].length === 0 || isKnown(shelf, category, value);
      const key = `${category} ${sameCase(value)}`;
      if (value && !known && !bottle.unsure.includes(category) && !found.has(key)) found.set(key, { category, value });
    }
  }
  return [...found.values()];
}
