// What a participant sees after each thing the room says. Pure: no socket, no storage, no clock.
import type { ErrorCode } from '../protocol/ErrorCode';
import type { Frame } from '../protocol/Frame';
import type { ParticipantSnapshot } from '../protocol/ParticipantSnapshot';
import type { QuestionView } from '../protocol/QuestionView';
import type { RankingEntry } from '../protocol/RankingEntry';
import type { RevealView } from '../protocol/RevealView';
import { countdownOf, running, standing, type Countdown } from './countdown';
import type { Place } from './place';

export interface ParticipantRoom {
  /** The last transition of the room that this browser knows of. */
  rev: number;
  pseudonym: string;
  score: number;
  company: { participants: string[]; count: number; names: Record<string, string | undefined> };
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
}

export type ParticipantScreen =
  | { at: 'arriving' }
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
  | {
      at: 'question_standings' | 'round_standings';
      rankings: RankingEntry[];
      me: RankingEntry | null;
      place: Place | null;
    }
  | { at: 'final'; rankings: RankingEntry[]; me: RankingEntry | null };

export const participantArrives: ParticipantRoom = {
  rev: 0,
  pseudonym: '',
  score: 0,
  company: { participants: [], count: 0, names: {} },
  screen: { at: 'arriving' },
};

/** The only local change: a choice shows before the room has confirmed it. */
export function choose(room: ParticipantRoom, optionId: string): ParticipantRoom {
  if (room.screen.at !== 'question') return room;
  return { ...room, screen: { ...room.screen, chosen: optionId, open: true, refused: null } };
}

/** The answer that the room has yet to confirm. */
export function unconfirmed({ screen }: ParticipantRoom): { questionId: string; optionId: string } | null {
  if (screen.at !== 'question' || !screen.open || screen.chosen === null) return null;
  return { questionId: screen.question.questionId, optionId: screen.chosen };
}

export function reduceParticipant(room: ParticipantRoom, said: Frame): ParticipantRoom {
  if (said.type === 'participant:state_snapshot') return fromSnapshot(room, said, said.rev ?? room.rev);
  // Of two sockets the older one may still deliver what the newer one has left behind.
  if (said.rev !== undefined && said.rev < room.rev) return room;
  const now = { ...room, rev: said.rev ?? room.rev };
  const { screen } = now;

  switch (said.type) {
    case 'participant:joined':
      return { ...now, pseudonym: said.pseudonym, screen: screen.at === 'arriving' ? { at: 'waiting' } : screen };
    case 'lobby:updated':
      return { ...now, company: { participants: said.participants, count: said.count, names: said.names } };
    case 'game:question':
      return { ...now, screen: asked(said, countdownOf(said)) };
    case 'game:timer_paused':
      return screen.at === 'question' ? { ...now, screen: { ...screen, countdown: standing(said.remainingMs) } } : now;
    case 'game:timer_resumed':
      return screen.at === 'question' ? { ...now, screen: { ...screen, countdown: running(said.endsAt) } } : now;
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
      const { question, recorded } = screen;
      return {
        ...now,
        score,
        screen: { at: 'reveal', question, recorded, missed: missed(screen, question, recorded), reveal: said },
      };
    }
    case 'game:question_leaderboard': {
      const { rankings, me = null } = said;
      return { ...now, screen: { at: 'question_standings', rankings, me, place: said } };
    }
    case 'game:round_leaderboard': {
      const { rankings, me = null } = said;
      return { ...now, screen: { at: 'round_standings', rankings, me, place: said } };
    }
    case 'game:final_leaderboard':
      return { ...now, screen: { at: 'final', rankings: said.rankings, me: said.me ?? null } };
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

function asked(question: QuestionView, countdown: Countdown): AskedScreen {
  return { at: 'question', question, countdown, chosen: null, recorded: null, open: false, refused: null };
}

/** Whether the last tap on this question is not what was recorded, for all the room says now. */
function missed(before: ParticipantScreen, { questionId }: QuestionView, recorded: string | null): boolean {
  if ((before.at !== 'question' && before.at !== 'reveal') || before.question.questionId !== questionId) return false;
  if (before.at === 'reveal') return before.missed;
  return before.refused !== null || (before.open && before.chosen !== recorded);
}

/** Refusals that no second try can change; after any other the answer is simply said again. */
function closesTheAnswer(code: ErrorCode): boolean {
  return code === 'WRONG_PHASE' || code === 'UNKNOWN_QUESTION' || code === 'UNKNOWN_OPTION' || code === 'NOT_JOINED';
}

function fromSnapshot(room: ParticipantRoom, said: ParticipantSnapshot, rev: number): ParticipantRoom {
  const { pseudonym, score } = said;
  return { ...room, rev, pseudonym, score, screen: screenOf(room.screen, said) };
}

function screenOf(before: ParticipantScreen, said: ParticipantSnapshot): ParticipantScreen {
  const { phase, question, remainingMs, selectedOptionId: recorded, rankings, me, revealData } = said;
  switch (phase) {
    case 'waiting':
      return { at: 'waiting' };
    case 'question_open':
    case 'question_paused': {
      if (!question) return { at: 'waiting' };
      const fresh = { ...asked(question, countdownOf(question, remainingMs)), chosen: recorded, recorded };
      const same = before.at === 'question' && before.question.questionId === question.questionId;
      // A tap that never reached the room outlives the line it was lost on.
      return same && before.open ? { ...fresh, chosen: before.chosen, open: before.chosen !== recorded } : fresh;
    }
    case 'question_revealed':
      if (!question || !revealData) return { at: 'waiting' };
      return { at: 'reveal', question, recorded, missed: missed(before, question, recorded), reveal: revealData };
    case 'question_leaderboard':
    case 'round_leaderboard': {
      const at = phase === 'round_leaderboard' ? 'round_standings' : 'question_standings';
      return { at, rankings, me, place: before.at === at ? before.place : null };
    }
    case 'ended':
      return { at: 'final', rankings, me };
    default:
      phase satisfies never;
      return before;
  }
}
