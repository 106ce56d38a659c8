// What this browser keeps of the evening's questions.
import { describe, expect, it } from 'vitest';
import { participantArrives, reduceParticipant } from '../src/room/reduceParticipant';
import { byWine } from '../src/room/review';
import { evening } from './evening';

const over = evening.participant.reduce(reduceParticipant, participantArrives);
const lateBy = (kinds: string[]) =>
  evening.participant.filter(({ type }) => !kinds.includes(type)).reduce(reduceParticipant, participantArrives);

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
