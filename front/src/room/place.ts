// Where in the tasting something is: which wine, which question of it.

export interface Place {
  /** Which wine, from 0. */
  roundIndex: number;
  totalRounds: number;
  /** Which question of the wine, from 0; missing where a whole wine is meant. */
  questionIndex?: number;
  totalQuestions?: number;
}

type At = Pick<Place, 'roundIndex' | 'questionIndex'>;

export const samePlace = (one: At | null, other: At | null) =>
  one !== null && one.roundIndex === other?.roundIndex && one.questionIndex === other.questionIndex;

export const isLastQuestion = ({ questionIndex = 0, totalQuestions = 5 }: Place) => questionIndex + 1 >= totalQuestions;

export const isLastWine = ({ roundIndex, totalRounds }: Place) => roundIndex + 1 >= totalRounds;
