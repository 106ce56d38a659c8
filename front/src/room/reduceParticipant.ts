// What a participant sees after each thing the room says. Pure: no socket, no storage, no clock.
import type { ErrorCode } from '../protocol/ErrorCode';
import type { Frame } from '../protocol/Frame';
import type { ParticipantSnapshot } from '../protocol/ParticipantSnapshot';
import type { QuestionView } from '../protocol/QuestionView';
import type { RankingEntry } from '../protocol/RankingEntry';
import type { RevealView } from '../protocol/RevealView';
import { countdownOf, running, standing, timed, type Countdown } from './countdown';
import type { Evening, Seat, Unsent } from './memory';
import { samePlace, type Place } from './place';
import { ranksOf, type Ranks } from './ranks';
import { movedOn } from './rev';
import { fromRoom, leftOut, review, type Reviewed } from './review';

export interface ParticipantRoom {
  /** The last transition of the room that this browser knows of. */
  rev: number;
  pseudonym: string;
  score: number;
  company: { participants: string[]; count: number; names: Record<string, string | undefined>; allowNames: boolean };
  /** The ranks after the last question and after the last wine that this browser saw the standings of. */
  ranks: { question_standings: Ranks | null; round_standings: Ranks | null };
  /** Every question that this browser saw to its end; once the evening is over, all that the room knows of. */
  review: Reviewed[];
  /** When the clock of the break shows zero, while there is one. */
  onBreakUntil: number | null;
  /** The host left out the question before what is shown. */
  skipped: boolean;
  screen: ParticipantScreen;
}

export interface AskedScreen {
  at: 'question';
  question: QuestionView;
  countdown: Countdown;
  /** What was tapped last. */
  chosen: string | null;
  /** What the room has confirmed. */
  recorded: string | null;
  /** The last tap of this browser awaits its confirmation. A tap back to what was confirmed before is one, too. */
  open: boolean;
  /** Why the last tap did not count. */
  refused: ErrorCode | null;
  /** What the host has added to its time while it was on this screen. */
  addedMs: number;
}

export interface StandingsScreen {
  at: 'question_standings' | 'round_standings';
  rankings: RankingEntry[];
  me: RankingEntry | null;
  place: Place | null;
  /** The ranks of the standings of this kind before these. */
  before: Ranks | null;
}

export type ParticipantScreen =
  /** With an answer that an earlier page of this browser did not get through. */
  | { at: 'arriving'; unsent?: Unsent }
  | { at: 'waiting' }
  | AskedScreen
  | {
      at: 'reveal';
      question: QuestionView;
      recorded: string | null;
      /** The last tap was made in time and came too late to count. */
      missed: boolean;
      reveal: RevealView;
    }
  | StandingsScreen
  /** `fresh`: it has just been announced. */
  | { at: 'final'; rankings: RankingEntry[]; me: RankingEntry | null; fresh: boolean };

export const participantArrives: ParticipantRoom = {
  rev: 0,
  pseudonym: '',
  score: 0,
  company: { participants: [], count: 0, names: {}, allowNames: false },
  ranks: { question_standings: null, round_standings: null },
  review: [],
  onBreakUntil: null,
  skipped: false,
  screen: { at: 'arriving' },
};

/** What this browser still knows of a seat, before the room has said anything. */
export function recall({ id, evening }: Seat): ParticipantRoom {
  const { review = [], unsent, standings } = evening ?? {};
  const screen = { at: 'arriving', unsent } as const;
  const room = { ...participantArrives, pseudonym: id, review, screen };
  return standings
    ? { ...room, score: standings.me?.score ?? 0, screen: { at: 'final', ...standings, fresh: false } }
    : room;
}

/** What it will know. */
export function keepsake({ review, screen }: ParticipantRoom): Evening {
  if (screen.at === 'final') return { review, standings: { rankings: screen.rankings, me: screen.me } };
  return { review, unsent: unconfirmed({ screen }) ?? undefined };
}

/** The only local change: a choice shows before the room has confirmed it. */
export function choose(room: ParticipantRoom, optionId: string): ParticipantRoom {
  if (room.screen.at !== 'question') return room;
  return { ...room, screen: { ...room.screen, chosen: optionId, open: true, refused: null } };
}

/** The answer that the room has yet to confirm. */
export function unconfirmed({ screen }: Pick<ParticipantRoom, 'screen'>): Unsent | null {
  if (screen.at === 'arriving') return screen.unsent ?? null;
  if (screen.at !== 'question' || !screen.open || screen.chosen === null) return null;
  return { questionId: screen.question.questionId, optionId: screen.chosen };
}

export function reduceParticipant(room: ParticipantRoom, said: Frame): ParticipantRoom {
  if (said.type === 'participant:state_snapshot') return fromSnapshot(room, said, said.rev ?? room.rev);
  const now = movedOn(room, said);
  if (!now) return room;
  const { screen } = now;

  switch (said.type) {
    case 'participant:joined':
      return { ...now, pseudonym: said.pseudonym, screen: screen.at === 'arriving' ? { at: 'waiting' } : screen };
    case 'lobby:updated':
      return { ...now, company: companyOf(said) };
    case 'game:question':
      return { ...passedOver(now, said), screen: asked(said, countdownOf(said)) };
    case 'game:timer_paused':
      if (screen.at !== 'question') return now;
      return { ...now, screen: retimed(screen, said.timerMs, standing(said.remainingMs)) };
    case 'game:timer_resumed':
      if (screen.at !== 'question') return now;
      return { ...now, screen: retimed(screen, said.timerMs, running(said.endsAt)) };
    case 'game:break':
      return { ...now, onBreakUntil: said.until };
    case 'participant:answer_recorded': {
      if (screen.at !== 'question' || screen.question.questionId !== said.questionId) return now;
      // A tap of this browser that is still on its way stays; one from another device of this seat is followed.
      const chosen = screen.open ? screen.chosen : said.optionId;
      const open = screen.open && chosen !== said.optionId;
      return { ...now, screen: { ...screen, chosen, open, recorded: said.optionId } };
    }
    case 'game:answer_revealed': {
      const score = said.myTotalScore ?? now.score;
      if (screen.at !== 'question' && screen.at !== 'reveal') return { ...now, score };
      return revealed({ ...now, score }, screen.question, screen.recorded, said);
    }
    case 'game:question_leaderboard':
      return standings(now, 'question_standings', said, room.rev);
    case 'game:round_leaderboard':
      return standings(screen.at === 'question' ? passedOver(now) : now, 'round_standings', said, room.rev);
    case 'game:final_leaderboard': {
      // Said again after a snapshot it is no news.
      const fresh = screen.at === 'final' ? screen.fresh : true;
      const { rankings, me = null } = said;
      return { ...now, score: me?.score ?? now.score, screen: { at: 'final', rankings, me, fresh } };
    }
    case 'participant:review':
      return { ...now, review: fromRoom(said.questions) };
    case 'error':
      if (said.replyTo !== 'submit_answer' || screen.at !== 'question' || !closesTheAnswer(said.code)) return now;
      // The pause was quicker than the tap, which is said when the clock runs again.
      if (said.code === 'WRONG_PHASE' && !screen.countdown.runs) return now;
      return { ...now, screen: { ...screen, chosen: screen.recorded, open: false, refused: said.code } };
    case 'server:state_snapshot':
    case 'game:started':
    case 'game:timer_tick':
    case 'game:participant_answered':
    case 'session:ended':
    case 'session:created':
    case 'participant:removed':
    case 'host:seat_link':
    case 'sessions:list':
    case 'lobby:presence':
    case 'host:session_updated':
    case 'host:state_snapshot':
    case 'screen:state_snapshot':
      return now;
    default:
      // A newer server may say things that this page does not know.
      said satisfies never;
      return room;
  }
}

function companyOf(said: Extract<Frame, { type: 'lobby:updated' }>): ParticipantRoom['company'] {
  const { participants, count, names } = said;
  return { participants, count, names, allowNames: 'allowNames' in said && said.allowNames === true };
}

function asked(question: QuestionView, countdown: Countdown): AskedScreen {
  const unanswered = { chosen: null, recorded: null, open: false, refused: null };
  return { at: 'question', question, countdown, ...unanswered, addedMs: 0 };
}

function retimed(screen: AskedScreen, timerMs: number | undefined, countdown: Countdown): AskedScreen {
  const addedMs = screen.addedMs + (timerMs ?? screen.question.timerMs) - screen.question.timerMs;
  return { ...timed(screen, timerMs, countdown), addedMs };
}

/** A question that is followed by something else than its answer was left out: the room has no other word for it. */
function passedOver(room: ParticipantRoom, next?: QuestionView): ParticipantRoom {
  const { screen } = room;
  if (screen.at !== 'question' || screen.question.questionId === next?.questionId) return { ...room, skipped: false };
  return { ...room, skipped: true, review: leftOut(room.review, screen.question, screen.recorded) };
}

/** Whether the last tap on this question is not what was recorded, for all the room says now. */
function missed(before: ParticipantScreen, { questionId }: QuestionView, recorded: string | null): boolean {
  // Made on an earlier page, which never heard whether it got through.
  if (before.at === 'arriving') return before.unsent?.questionId === questionId && before.unsent.optionId !== recorded;
  if ((before.at !== 'question' && before.at !== 'reveal') || before.question.questionId !== questionId) return false;
  if (before.at === 'reveal') return before.missed;
  return before.refused !== null || (before.open && before.chosen !== recorded);
}

/**
 * Refusals that no second try can change; after any other the answer is simply said again. An unknown question is never
 * the one on the screen: the room told of that one before it refused an answer to the one before.
 */
function closesTheAnswer(code: ErrorCode): boolean {
  return code === 'WRONG_PHASE' || code === 'UNKNOWN_OPTION' || code === 'NOT_JOINED';
}

function revealed(room: ParticipantRoom, question: QuestionView, recorded: string | null, reveal: RevealView) {
  return {
    ...room,
    skipped: false,
    review: review(room.review, question, recorded, reveal),
    screen: { at: 'reveal' as const, question, recorded, missed: missed(room.screen, question, recorded), reveal },
  };
}

interface Told {
  rankings: RankingEntry[];
  me?: RankingEntry | null;
}

/**
 * `rev` is the transition that the screen before belongs to: standings that are told twice are the same ones, and so
 * are those of the same question without somebody whom the host has removed.
 */
function standings(
  room: ParticipantRoom,
  at: StandingsScreen['at'],
  { rankings, me = null, ...place }: Told & Partial<Place>,
  rev: number,
): ParticipantRoom {
  const { screen } = room;
  const { roundIndex, totalRounds, questionIndex, totalQuestions } = place;
  const known = roundIndex !== undefined && totalRounds !== undefined;
  const told = known ? { roundIndex, totalRounds, questionIndex, totalQuestions } : null;
  const again = screen.at === at && (rev === room.rev || samePlace(screen.place, told)) ? screen : null;
  return {
    ...room,
    score: me?.score ?? room.score,
    ranks: { ...room.ranks, [at]: ranksOf(rankings, me) },
    screen: {
      ...{ at, rankings, me },
      place: told ?? again?.place ?? null,
      before: again ? again.before : room.ranks[at],
    },
  };
}

function fromSnapshot(before: ParticipantRoom, said: ParticipantSnapshot, rev: number): ParticipantRoom {
  const { pseudonym, score, phase, question, selectedOptionId: recorded, rankings, me, revealData } = said;
  const room = { ...before, rev, pseudonym, score, onBreakUntil: said.onBreakUntil, skipped: false };
  switch (phase) {
    case 'waiting':
      return { ...room, screen: { at: 'waiting' } };
    case 'question_open':
    case 'question_paused':
      if (!question) return { ...room, screen: { at: 'waiting' } };
      return {
        ...room,
        // Nothing has changed since the standings that this browser may have missed.
        ranks: { ...room.ranks, question_standings: ranksOf(rankings, me) },
        screen: askedAgain(before.screen, said, question),
      };
    case 'question_revealed':
      if (!question || !revealData) return { ...room, screen: { at: 'waiting' } };
      return revealed(room, question, recorded, revealData);
    case 'question_leaderboard':
      return standings(room, 'question_standings', { rankings, me }, before.rev);
    case 'round_leaderboard':
      return standings(room, 'round_standings', { rankings, me }, before.rev);
    case 'ended':
      return { ...room, screen: { at: 'final', rankings, me, fresh: false } };
    default:
      phase satisfies never;
      return room;
  }
}

function askedAgain(before: ParticipantScreen, said: ParticipantSnapshot, question: QuestionView): AskedScreen {
  const { remainingMs, selectedOptionId: recorded } = said;
  const fresh = { ...asked(question, countdownOf(question, remainingMs)), chosen: recorded, recorded };
  const unsent = unconfirmed({ screen: before });
  if (unsent?.questionId !== question.questionId) return fresh;
  // A tap that never reached the room outlives the line it was lost on, and the page.
  return { ...fresh, chosen: unsent.optionId, open: unsent.optionId !== recorded };
}
