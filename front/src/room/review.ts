// The evening's questions as this browser saw them revealed: what was asked, one's own answer, the right one.
import type { Category } from '../protocol/Category';
import type { QuestionView } from '../protocol/QuestionView';
import type { RevealView } from '../protocol/RevealView';

export interface Reviewed {
  /** Which wine, from 0. */
  roundIndex: number;
  /** Which question of the wine, from 0. */
  questionIndex: number;
  totalQuestions: number;
  category: Category;
  /** The text of one's own answer; none if there was none. */
  mine: string | null;
  /** The text of the right answer. */
  right: string;
  points: number;
}

/** The questions of one wine in their order; `null` is one that this browser did not see revealed. */
export interface WineReview {
  roundIndex: number;
  /** The wine's name, once it was asked for. */
  name: string | null;
  questions: (Reviewed | null)[];
}

/** A question that is revealed again, after a reload or corrected, stands where it stood. */
export function review(seen: Reviewed[], question: QuestionView, recorded: string | null, reveal: RevealView) {
  const { roundIndex, questionIndex, totalQuestions, category, options } = question;
  const textOf = (option: string | null) => options.find(({ id }) => id === option)?.text ?? null;
  const right = textOf(reveal.correctOptionId);
  if (right === null) return seen;
  const points = reveal.myPoints ?? 0;
  const now = { roundIndex, questionIndex, totalQuestions, category, mine: textOf(recorded), right, points };
  return [...seen.filter((one) => !samePlace(one, now)), now].sort(byPlace);
}

/** By wine, with a gap for each question before the last one seen: what was asked after that nobody here knows. */
export function byWine(seen: Reviewed[]): WineReview[] {
  const last = seen.at(-1);
  if (!last) return [];
  return Array.from({ length: last.roundIndex + 1 }, (_, roundIndex) => {
    const asked = roundIndex === last.roundIndex ? last.questionIndex + 1 : last.totalQuestions;
    const questions = Array.from(
      { length: asked },
      (_, questionIndex) => seen.find((one) => samePlace(one, { roundIndex, questionIndex })) ?? null,
    );
    const name = questions.find((one) => one?.category === 'wine_name')?.right ?? null;
    return { roundIndex, name, questions };
  });
}

type At = Pick<Reviewed, 'roundIndex' | 'questionIndex'>;

const samePlace = (one: At, other: At) =>
  one.roundIndex === other.roundIndex && one.questionIndex === other.questionIndex;

const byPlace = (a: At, b: At) => a.roundIndex - b.roundIndex || a.questionIndex - b.questionIndex;
