// The evening's questions, as this browser saw them end or as the room tells them: one's own answer and the right one.
import type { Category } from '../protocol/Category';
import type { QuestionView } from '../protocol/QuestionView';
import type { ReviewedQuestion } from '../protocol/ReviewedQuestion';
import type { RevealView } from '../protocol/RevealView';
import { samePlace } from './place';

export interface Reviewed {
  /** Which wine, from 0. */
  roundIndex: number;
  /** Which question of the wine, from 0. */
  questionIndex: number;
  totalQuestions: number;
  category: Category;
  /** The text of one's own answer; none if there was none. */
  mine: string | null;
  /** The text of the right answer; none where the host left the question out and the room has not told it. */
  right: string | null;
  points: number;
  /** The host left it out. */
  skipped?: boolean;
}

/** The questions of one wine in their order; `null` is one that this browser was away for. */
export interface WineReview {
  roundIndex: number;
  /** The wine's name, once it was asked for. */
  name: string | null;
  questions: (Reviewed | null)[];
}

/** A question that is revealed again, after a reload or corrected, stands where it stood. */
export function review(seen: Reviewed[], question: QuestionView, recorded: string | null, reveal: RevealView) {
  const right = textOf(question, reveal.correctOptionId);
  return right === null ? seen : seenToEnd(seen, question, recorded, { right, points: reveal.myPoints ?? 0 });
}

/** A question that the host left out, without its answer. */
export const leftOut = (seen: Reviewed[], question: QuestionView, recorded: string | null) =>
  seenToEnd(seen, question, recorded, { right: null, points: 0, skipped: true });

function seenToEnd(
  seen: Reviewed[],
  question: QuestionView,
  recorded: string | null,
  end: Pick<Reviewed, 'right' | 'points' | 'skipped'>,
): Reviewed[] {
  const { roundIndex, questionIndex, totalQuestions, category } = question;
  const now = { roundIndex, questionIndex, totalQuestions, category, mine: textOf(question, recorded), ...end };
  return [...seen.filter((one) => !samePlace(one, now)), now].sort(byPlace);
}

/** As the room tells it once the evening is over: all that was played, also what this browser was away for. */
export function fromRoom(played: ReviewedQuestion[]): Reviewed[] {
  const first = played[0]?.roundIndex;
  // Every wine before the last one was asked all its questions, in their order.
  const totalQuestions = played.filter(({ roundIndex }) => roundIndex === first).length;
  return played.map((question, at) => {
    const { roundIndex, category, selectedOptionId, correctOptionId, points, skipped } = question;
    return {
      ...{ roundIndex, questionIndex: at - played.findIndex((one) => one.roundIndex === roundIndex) },
      ...{ totalQuestions, category, mine: textOf(question, selectedOptionId) },
      ...{ right: textOf(question, correctOptionId), points, skipped },
    };
  });
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

const textOf = ({ options }: Pick<QuestionView, 'options'>, option: string | null) =>
  options.find(({ id }) => id === option)?.text ?? null;

const byPlace = (a: Reviewed, b: Reviewed) => a.roundIndex - b.roundIndex || a.questionIndex - b.questionIndex;
