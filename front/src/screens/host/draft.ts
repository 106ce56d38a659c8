// The tasting that the form holds while it is written, and what is still wrong with it.
import type { Category } from '../../protocol/Category';
import type { QuestionDraft } from '../../protocol/QuestionDraft';
import type { WineDraft } from '../../protocol/WineDraft';
import { sampleWine } from '../../samples/wines';
import { hostWords } from '../../words/host';
import { sharedWords } from '../../words/shared';

/** A wine with a name of its own for as long as the form is open, so that removing one leaves the others alone. */
export type Bottle = WineDraft & { key: number };

export interface Draft {
  title: string;
  timerSeconds: number;
  bottles: Bottle[];
}

let keys = 0;

const bottled = (wine: WineDraft): Bottle => ({ ...wine, key: (keys += 1) });

export const freshDraft = (): Draft => ({ title: '', timerSeconds: 60, bottles: [bottled(sampleWine(0))] });

export function draftOf({
  title,
  timerSeconds,
  wines,
}: {
  title: string;
  timerSeconds: number;
  wines: WineDraft[];
}): Draft {
  return { title, timerSeconds, bottles: wines.map(bottled) };
}

/** A new wine opens with the first sample that is not in the tasting yet. */
export function withAnother(draft: Draft): Draft {
  const poured = new Set(draft.bottles.map(({ name }) => name));
  const places = Array.from({ length: 20 }, (_, at) => draft.bottles.length + at);
  const at = places.find((place) => !poured.has(sampleWine(place).name)) ?? draft.bottles.length;
  return { ...draft, bottles: [...draft.bottles, bottled(sampleWine(at))] };
}

export const without = (draft: Draft, key: number): Draft => ({
  ...draft,
  bottles: draft.bottles.filter((bottle) => bottle.key !== key),
});

export const withBottle = (draft: Draft, changed: Bottle): Draft => ({
  ...draft,
  bottles: draft.bottles.map((bottle) => (bottle.key === changed.key ? changed : bottle)),
});

/** The wine is called what it is, unless it was given a name of its own. */
export function withQuestion(bottle: Bottle, at: number, changed: QuestionDraft): Bottle {
  const before = bottle.questions[at];
  const follows = changed.category === 'wine_name' && (bottle.name === before?.correctAnswer || !bottle.name);
  return {
    ...bottle,
    name: follows ? changed.correctAnswer : bottle.name,
    questions: bottle.questions.map((question, place) => (place === at ? changed : question)),
  };
}

/** As it is sent. */
export function winesOf({ bottles }: Draft): WineDraft[] {
  return bottles.map(({ name, questions }) => ({
    name: name.trim(),
    questions: questions.map(({ category, correctAnswer, distractors }) => ({
      category,
      correctAnswer: correctAnswer.trim(),
      distractors: distractors.map((text) => text.trim()),
    })),
  }));
}

/** What has to be put right, in the order it is met on the page. */
export function faultsOf({ bottles }: Draft): string[] {
  if (bottles.length === 0) return [hostWords.form.noWines];
  return bottles.flatMap(({ questions }, at) => questions.flatMap((question) => faultOf(question, at + 1)));
}

function faultOf({ category, correctAnswer, distractors }: QuestionDraft, wine: number): string[] {
  const words = hostWords.form;
  const name = sharedWords.categories[category as Category];
  const texts = [correctAnswer, ...distractors].map(folded);
  if (!texts[0]) return [words.missing(wine, name)];
  if (texts.some((text) => !text)) return [words.missingWrong(wine, name)];
  return new Set(texts).size < texts.length ? [words.alike(wine, name)] : [];
}

const folded = (text: string) => text.trim().normalize('NFC').toLowerCase();
