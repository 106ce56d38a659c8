// What a host sees after each thing the room says. Pure: no socket, no storage, no clock.
import type { Frame } from '../protocol/Frame';
import type { HostSnapshot } from '../protocol/HostSnapshot';
import type { QuestionView } from '../protocol/QuestionView';
import type { RankingEntry } from '../protocol/RankingEntry';
import type { RevealView } from '../protocol/RevealView';
import type { WineDraft } from '../protocol/WineDraft';
import { countdownOf, running, standing, timed, type Countdown } from './countdown';
import type { Place } from './place';
import { movedOn } from './rev';

export interface HostRoom {
  /** The last transition of the room that this browser knows of; commands carry it. */
  rev: number;
  code: string;
  title: string;
  wines: WineDraft[];
  timerSeconds: number;
  /** Handles, in the order they came; fewer than `count` in a very large room. */
  participants: string[];
  names: Record<string, string | undefined>;
  count: number;
  away: string[];
  /** How many have a socket and no part yet. */
  joining: number;
  /** Who has answered the open question, as far as this browser was told; never what. */
  answered: string[];
  answeredCount: number;
  /** Participants may add a name. */
  allowNames: boolean;
  /** Nobody new may join. */
  locked: boolean;
  /** What the host asked for last: a link that gives a seat once. */
  seatLink: { pseudonym: string; seatKey: string } | null;
  /** A question closes by itself once everyone present has answered. */
  autoReveal: boolean;
  /** When the clock of the break shows zero, while there is one. */
  onBreakUntil: number | null;
  /** Until when an evening that ended because its host was away can go on. */
  reopenableUntil: number | null;
  screen: HostScreen;
}

export type HostScreen =
  | { at: 'arriving' }
  | { at: 'lobby' }
  | { at: 'question'; question: QuestionView; countdown: Countdown }
  | { at: 'reveal'; question: QuestionView; reveal: RevealView }
  | { at: 'question_standings' | 'round_standings'; rankings: RankingEntry[]; place: Place }
  | { at: 'final'; rankings: RankingEntry[] };

export const hostArrives: HostRoom = {
  rev: 0,
  code: '',
  title: '',
  wines: [],
  timerSeconds: 60,
  participants: [],
  names: {},
  count: 0,
  away: [],
  joining: 0,
  answered: [],
  answeredCount: 0,
  allowNames: false,
  locked: false,
  seatLink: null,
  autoReveal: false,
  onBreakUntil: null,
  reopenableUntil: null,
  screen: { at: 'arriving' },
};

/** A title that only fell back to the first wine's name is an answer, and the host's screen may be in view. */
export const titleForAll = ({ title, wines }: HostRoom) => (title === wines[0]?.name ? '' : title);

export function reduceHost(room: HostRoom, said: Frame): HostRoom {
  if (said.type === 'host:state_snapshot') return fromSnapshot(room, said, said.rev ?? room.rev);
  const now = movedOn(room, said);
  if (!now) return room;
  const { screen } = now;

  switch (said.type) {
    case 'session:created':
      return { ...now, code: said.code };
    case 'host:session_updated': {
      const { wines, timerSeconds, sessionTitle: title, autoReveal = false } = said;
      return { ...now, wines, timerSeconds, title, autoReveal };
    }
    case 'lobby:updated': {
      const { participants, count, names, locked = false, allowNames = false } = said;
      return { ...now, participants, count, names, locked, allowNames };
    }
    case 'lobby:presence':
      return { ...now, away: said.away, joining: said.joining ?? 0 };
    case 'game:question':
      return {
        ...now,
        answered: [],
        answeredCount: 0,
        screen: { at: 'question', question: said, countdown: countdownOf(said) },
      };
    case 'game:timer_paused':
      if (screen.at !== 'question') return now;
      return { ...now, screen: timed(screen, said.timerMs, standing(said.remainingMs)) };
    case 'game:timer_resumed':
      if (screen.at !== 'question') return now;
      return { ...now, screen: timed(screen, said.timerMs, running(said.endsAt)) };
    case 'game:participant_answered': {
      const { pseudonym, answeredCount, totalCount: count } = said;
      const who = said.pseudonyms ?? (pseudonym ? [pseudonym] : []);
      const answered = [...new Set([...now.answered, ...who])];
      return { ...now, answered, answeredCount, count };
    }
    case 'game:answer_revealed':
      if (screen.at !== 'question' && screen.at !== 'reveal') return now;
      return { ...now, screen: { at: 'reveal', question: screen.question, reveal: said } };
    case 'game:question_leaderboard':
      return { ...now, screen: { at: 'question_standings', rankings: said.rankings, place: said } };
    case 'game:round_leaderboard':
      return { ...now, screen: { at: 'round_standings', rankings: said.rankings, place: said } };
    case 'game:final_leaderboard':
      return { ...now, screen: { at: 'final', rankings: said.rankings } };
    case 'game:break':
      return { ...now, onBreakUntil: said.until };
    case 'host:seat_link':
      return { ...now, seatLink: { pseudonym: said.pseudonym, seatKey: said.seatKey } };
    case 'server:state_snapshot':
    case 'game:started':
    case 'game:timer_tick':
    case 'participant:review':
    case 'session:ended':
    case 'sessions:list':
    case 'error':
    case 'participant:joined':
    case 'participant:removed':
    case 'participant:answer_recorded':
    case 'participant:state_snapshot':
    case 'screen:state_snapshot':
      return now;
    default:
      // A newer server may say things that this page does not know.
      said satisfies never;
      return room;
  }
}

function fromSnapshot(room: HostRoom, said: HostSnapshot, rev: number): HostRoom {
  const { code, title, wines, timerSeconds, participants, names, allowNames, locked, reopenableUntil } = said;
  const { autoReveal, onBreakUntil } = said;
  const { away, joining = 0, answered, answeredCount, totalCount: count } = said;
  return {
    ...{ rev, code, title, wines, timerSeconds, participants, names, allowNames, locked, reopenableUntil },
    ...{ away, joining, answered, answeredCount, count, autoReveal, onBreakUntil },
    seatLink: room.seatLink,
    screen: screenOf(room.screen, said),
  };
}

function screenOf(before: HostScreen, said: HostSnapshot): HostScreen {
  const { phase, question, remainingMs, rankings, revealData, wines, currentRound, currentQuestion } = said;
  const place = {
    roundIndex: currentRound,
    totalRounds: wines.length,
    questionIndex: currentQuestion,
    totalQuestions: 5,
  };
  switch (phase) {
    case 'waiting':
      return { at: 'lobby' };
    case 'question_open':
    case 'question_paused':
      return question ? { at: 'question', question, countdown: countdownOf(question, remainingMs) } : before;
    case 'question_revealed':
      return question && revealData ? { at: 'reveal', question, reveal: revealData } : before;
    case 'question_leaderboard':
      return { at: 'question_standings', rankings, place };
    case 'round_leaderboard':
      return { at: 'round_standings', rankings, place };
    case 'ended':
      return { at: 'final', rankings };
    default:
      phase satisfies never;
      return before;
  }
}
