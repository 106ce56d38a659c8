// What this browser keeps of the evening's questions.
import { describe, expect, it } from 'vitest';
import { participantArrives, reduceParticipant } from '../src/room/reduceParticipant';
import type { ReviewedQuestion } from '../src/protocol/ReviewedQuestion';
import { byWine, fromRoom } from '../src/room/review';
import { evening } from './evening';

const over = evening.participant.reduce(reduceParticipant, participantArrives);
const lateBy = (kinds: string[]) =>
  evening.participant.filter(({ type }) => !kinds.includes(type)).reduce(reduceParticipant, participantArrives);

/** The first questions of the recorded evening as the room would tell them. */
const told = (count: number): ReviewedQuestion[] =>
  over.review.slice(0, count).map(({ roundIndex, category, mine, right, points }, at) => ({
    ...{ questionId: String(at), prompt: '', roundIndex, category, points },
    options: [mine, right, 'neither', 'nor'].map((text, n) => ({
      id: `${String(at)}${'abcd'[n] ?? ''}`,
      text: text ?? '',
    })),
    ...{ selectedOptionId: mine === null ? null : `${String(at)}a`, correctOptionId: `${String(at)}b` },
  }));

describe('the review that the room tells', () => {
  it('is the one of whoever saw every reveal', () => {
    expect(fromRoom(told(10))).toEqual(over.review);
    const room = reduceParticipant(lateBy(['game:answer_revealed']), {
      type: 'participant:review',
      questions: told(10),
    });
    expect(room.review).toEqual(over.review);
  });

  it('has whole wines before the one in which the evening ended', () => {
    expect(byWine(fromRoom(told(7))).map(({ questions }) => questions.length)).toEqual([5, 2]);
    expect(byWine(fromRoom(told(2))).map(({ questions }) => questions.length)).toEqual([2]);
    expect(fromRoom([])).toEqual([]);
  });

  it('says which question was left out, and what its answer was', () => {
    const [first] = told(1) as [ReviewedQuestion];
    expect(fromRoom([{ ...first, skipped: true, points: 0 }])).toMatchObject([
      { skipped: true, points: 0, right: over.review[0]?.right },
    ]);
  });
});

describe('the review', () => {
  it('has every question of the evening once, in its order, and its points make up the score', () => {
    const wines = byWine(over.review);
    expect(wines.map(({ questions }) => questions.length)).toEqual([5, 5]);
    expect(wines.flatMap(({ questions }) => questions)).toEqual(over.review);
    expect(over.review.reduce((sum, { points }) => sum + points, 0)).toBe(over.score);
    expect(over.score).toBeGreaterThan(0);
  });

  it('knows what was answered: a right answer is the one that brought points', () => {
    for (const { mine, right, points } of over.review) expect(mine === right).toBe(points > 0);
  });

  it('calls a wine by the answer to its last question', () => {
    for (const { name, questions } of byWine(over.review)) expect(name).toBe(questions[4]?.right);
  });

  it('has a gap where this browser was not there', () => {
    const [first, ...rest] = over.review;
    expect(first).toBeDefined();
    const wines = byWine(rest);
    expect(wines[0]?.questions[0]).toBeNull();
    expect(wines[0]?.questions.slice(1).every(Boolean)).toBe(true);
    expect(byWine([])).toEqual([]);
  });

  it('is empty for who never saw a reveal', () => {
    expect(lateBy(['game:answer_revealed']).review).toEqual([]);
  });
});
