// What a room says in the evening that the variants show: two sample wines, and as many guests as a row needs.
import type { Frame } from '../../src/protocol/Frame';
import type { HostSnapshot } from '../../src/protocol/HostSnapshot';
import type { ParticipantSnapshot } from '../../src/protocol/ParticipantSnapshot';
import type { QuestionView } from '../../src/protocol/QuestionView';
import type { RankingEntry } from '../../src/protocol/RankingEntry';
import type { RevealView } from '../../src/protocol/RevealView';
import { samples } from '../../src/tasting/samples';
import { categories } from '../../src/tasting/shelf';

/** The moment of every picture. */
export const NOW = Date.UTC(2026, 10, 21, 20, 0, 0);
export const CODE = '5720';
export const HOST = { hostId: 'TANNIC-FALCON', hostKey: 'Zm9yIGRvY3VtZW50YXRpbw' };
export const ME = 'RUBY-RESERVE';
export const TOKEN = 'YSBzZWF0IGF0IHRoZSB0YWI';
export const wines = samples.slice(0, 2);

const adjectives = [
  'RUBY',
  'RICH',
  'SMOKY',
  'VELVET',
  'BRIGHT',
  'GOLDEN',
  'EARTHY',
  'CRISP',
  'NOBLE',
  'AMBER',
  'SILKY',
];
const nouns = ['RESERVE', 'VINTAGE', 'CASK', 'DECANTER', 'CORK', 'TERROIR', 'BOUQUET', 'CELLAR', 'MAGNUM', 'HARVEST'];

/** The first is the one whose phone is shown. */
export const guests = (count: number) =>
  Array.from({ length: count }, (_, at) => {
    const round = Math.floor(at / 110);
    const name = `${adjectives[at % 11] ?? ''}-${nouns[at % 10] ?? ''}`;
    return round ? `${name}-${String(round + 1)}` : name;
  });

export const names: Record<string, string> = {
  'RICH-VINTAGE': 'Camille',
  'VELVET-DECANTER': 'Jean-Baptiste & Éléonore',
};
const named = (pseudonym: string) => (names[pseudonym] ? { displayName: names[pseudonym] } : {});

/** Equal scores share a place; the room sends no more than these. */
export function ranked(scores: number[], count = scores.length): RankingEntry[] {
  return guests(count)
    .map((pseudonym, at) => ({ pseudonym, score: scores[at] ?? 0, ...named(pseudonym) }))
    .sort((a, b) => b.score - a.score)
    .map((entry, _, all) => ({ ...entry, rank: all.findIndex(({ score }) => score === entry.score) + 1 }))
    .slice(0, count > 50 ? 20 : 50);
}

/** Question `number` of the evening, from 0; the clock stands where `leftMs` is null. */
export function asked(number = 0, leftMs: number | null = 42_000): QuestionView {
  const [roundIndex, questionIndex] = [Math.floor(number / 5), number % 5];
  const { correctAnswer = '', distractors = [] } = wines[roundIndex]?.questions[questionIndex] ?? {};
  const texts = [...distractors.slice(0, 2), correctAnswer, ...distractors.slice(2)];
  return {
    questionId: `q${String(number)}`,
    prompt: '',
    category: categories[questionIndex] ?? 'color',
    options: texts.map((text, at) => ({ id: optionId(at, number), text })),
    ...{ roundIndex, questionIndex, totalQuestions: 5, totalRounds: wines.length, timerMs: 60_000, serverTime: NOW },
    ...(leftMs === null ? {} : { endsAt: NOW + leftMs }),
  };
}

export const optionId = (at: number, question = 0) => `q${String(question)}-${'abcd'[at] ?? ''}`;
/** Where `asked` puts the right answer. */
export const RIGHT = 2;

/** How many chose A, B, C and D. */
export function told(counts: number[], more: Partial<RevealView> = {}, question = 0): RevealView {
  const distribution = counts.map((count, at) => ({ optionId: optionId(at, question), count }));
  return { correctOptionId: optionId(RIGHT, question), distribution, ...more };
}

export function hostAt(count: number, more: Partial<HostSnapshot> = {}): Frame {
  return {
    type: 'host:state_snapshot',
    rev: 1,
    ...{ code: CODE, hostId: HOST.hostId, phase: 'waiting', title: 'Friday night', allowNames: true, wines },
    ...{ participants: guests(Math.min(count, 200)), names, timerSeconds: 60, currentRound: 0, currentQuestion: 0 },
    ...{ question: null, remainingMs: null, answeredCount: 0, answered: [], totalCount: count, rankings: [] },
    ...{ revealData: null, away: [], locked: false, autoReveal: false, onBreakUntil: null, reopenableUntil: null },
    serverTime: NOW,
    ...more,
  };
}

export function seatAt(more: Partial<ParticipantSnapshot> = {}): Frame {
  return {
    type: 'participant:state_snapshot',
    rev: 1,
    ...{ pseudonym: ME, score: 0, phase: 'waiting', question: null, remainingMs: null, selectedOptionId: null },
    ...{
      rankings: [],
      me: { pseudonym: ME, score: 0, rank: 1 },
      totalCount: 12,
      revealData: null,
      onBreakUntil: null,
      serverTime: NOW,
    },
    ...more,
  };
}

export const lobby = (count: number, more: { locked?: true } = {}): Frame => ({
  type: 'lobby:updated',
  participants: guests(Math.min(count, 200)),
  ...{ count, names, rev: 1 },
  ...more,
});

export const question = (number = 0, leftMs: number | null = 42_000): Frame => ({
  type: 'game:question',
  rev: 2,
  ...asked(number, leftMs),
});
export const paused: Frame = { type: 'game:timer_paused', remainingMs: 42_000, rev: 3 };
export const recorded = (at: number, number = 0): Frame => ({
  type: 'participant:answer_recorded',
  questionId: `q${String(number)}`,
  optionId: optionId(at, number),
});
export const revealed = (counts: number[], more: Partial<RevealView> = {}, number = 0): Frame => ({
  type: 'game:answer_revealed',
  rev: 3,
  ...told(counts, more, number),
});
export const refused = (code: Extract<Frame, { type: 'error' }>['code'], replyTo: string): Frame => ({
  ...{ type: 'error', code, message: '', replyTo },
});

const place = { questionIndex: 2, totalQuestions: 5, roundIndex: 0, totalRounds: wines.length };
function mine(rankings: RankingEntry[], me: RankingEntry | null) {
  const own = me ?? rankings.find(({ pseudonym }) => pseudonym === ME);
  const beside = rankings.some(({ rank, pseudonym }) => rank === own?.rank && pseudonym !== ME);
  return own && beside ? { ...own, shared: true } : own;
}

/** After the third question, or the last where `last` is said; `me` is for whoever is not among the best. */
export function standings(rankings: RankingEntry[], me: RankingEntry | null = null, last = false): Frame {
  const where = { ...place, ...(last ? { questionIndex: 4 } : {}) };
  return { type: 'game:question_leaderboard', rev: 4, rankings, ...where, me: mine(rankings, me) };
}
export function wineStandings(rankings: RankingEntry[], roundIndex = 0): Frame {
  return { type: 'game:round_leaderboard', rev: 5, rankings, roundIndex, totalRounds: 2, me: mine(rankings, null) };
}
export function final(rankings: RankingEntry[], me: RankingEntry | null = null): Frame {
  return { type: 'game:final_leaderboard', rev: 6, rankings, me: mine(rankings, me) };
}
