// What a big screen shows after each thing the room says. Pure: no socket, no storage, no clock.
import type { Category } from '../protocol/Category';
import type { Frame } from '../protocol/Frame';
import type { QuestionView } from '../protocol/QuestionView';
import type { RankingEntry } from '../protocol/RankingEntry';
import type { RevealView } from '../protocol/RevealView';
import type { ScreenSnapshot } from '../protocol/ScreenSnapshot';
import { countdownOf, running, standing, timed, type Countdown } from './countdown';
import { samePlace, type Place } from './place';
import { movedOn } from './rev';

export interface ScreenRoom {
  /** The last transition of the room that this screen knows of. */
  rev: number;
  code: string;
  /** Handles, in the order they came; fewer than `count` in a very large room. */
  participants: string[];
  names: Record<string, string | undefined>;
  count: number;
  /** Nobody new may join. */
  locked: boolean;
  /** How many of them have no line to the room. */
  away: number;
  answeredCount: number;
  /** The standings told last. */
  rankings: RankingEntry[];
  /** The wine on the table, as far as its answers were revealed here. */
  wine: { roundIndex: number; known: WineCard };
  /** When the clock of the break shows zero, while there is one. */
  onBreakUntil: number | null;
  screen: BigScreen;
}

export type WineCard = Partial<Record<Category, string>>;

export type BigScreen =
  | { at: 'arriving' }
  | { at: 'lobby' }
  | { at: 'question'; question: QuestionView; countdown: Countdown }
  | { at: 'reveal'; question: QuestionView; reveal: RevealView }
  | {
      at: 'question_standings' | 'round_standings';
      rankings: RankingEntry[];
      /** The standings that were told before: where the lines move from. */
      before: RankingEntry[];
      place: Place | null;
    }
  | { at: 'final'; rankings: RankingEntry[] };

export const screenArrives: ScreenRoom = {
  rev: 0,
  code: '',
  participants: [],
  names: {},
  count: 0,
  locked: false,
  away: 0,
  answeredCount: 0,
  rankings: [],
  wine: { roundIndex: 0, known: {} },
  onBreakUntil: null,
  screen: { at: 'arriving' },
};

export function reduceScreen(room: ScreenRoom, said: Frame): ScreenRoom {
  if (said.type === 'screen:state_snapshot') return fromSnapshot(room, said, said.rev ?? room.rev);
  const now = movedOn(room, said);
  if (!now) return room;
  const { screen } = now;

  switch (said.type) {
    case 'lobby:updated': {
      const { participants, count, names, locked = false } = said;
      return { ...now, participants, count, names, locked };
    }
    case 'lobby:presence':
      return { ...now, away: said.count };
    case 'game:question':
      return {
        ...now,
        answeredCount: 0,
        wine: wineOf(now, said),
        screen: { at: 'question', question: said, countdown: countdownOf(said) },
      };
    case 'game:timer_paused':
      if (screen.at !== 'question') return now;
      return { ...now, screen: timed(screen, said.timerMs, standing(said.remainingMs)) };
    case 'game:timer_resumed':
      if (screen.at !== 'question') return now;
      return { ...now, screen: timed(screen, said.timerMs, running(said.endsAt)) };
    case 'game:break':
      return { ...now, onBreakUntil: said.until };
    case 'game:participant_answered': {
      const { answeredCount, totalCount: count, presentCount } = said;
      return { ...now, answeredCount, count, away: count - presentCount };
    }
    case 'game:answer_revealed':
      return screen.at === 'question' || screen.at === 'reveal' ? revealed(now, screen.question, said) : now;
    case 'game:question_leaderboard':
      return ranked(room, now, 'question_standings', said.rankings, said);
    case 'game:round_leaderboard':
      return ranked(room, now, 'round_standings', said.rankings, said);
    case 'game:final_leaderboard':
      return { ...now, rankings: said.rankings, screen: { at: 'final', rankings: said.rankings } };
    case 'server:state_snapshot':
    case 'game:started':
    case 'game:timer_tick':
    case 'session:ended':
    case 'session:created':
    case 'sessions:list':
    case 'error':
    case 'participant:joined':
    case 'participant:removed':
    case 'participant:review':
    case 'host:seat_link':
    case 'participant:answer_recorded':
    case 'participant:state_snapshot':
    case 'host:session_updated':
    case 'host:state_snapshot':
      return now;
    default:
      // A newer server may say things that this page does not know.
      said satisfies never;
      return room;
  }
}

/** What is known of the wine that this question is about. */
function wineOf({ wine }: ScreenRoom, { roundIndex }: QuestionView): ScreenRoom['wine'] {
  return wine.roundIndex === roundIndex ? wine : { roundIndex, known: {} };
}

function revealed(room: ScreenRoom, question: QuestionView, reveal: RevealView): ScreenRoom {
  const { roundIndex, known } = wineOf(room, question);
  const right = question.options.find(({ id }) => id === reveal.correctOptionId)?.text;
  const wine = { roundIndex, known: { ...known, [question.category]: right } };
  return { ...room, wine, screen: { at: 'reveal', question, reveal } };
}

/** The same standings may be told twice, after a snapshot or without who was removed: then nothing moves anew. */
function ranked(
  was: ScreenRoom,
  now: ScreenRoom,
  at: 'question_standings' | 'round_standings',
  rankings: RankingEntry[],
  place: Place | null,
): ScreenRoom {
  const { screen } = was;
  const again = screen.at === at && (was.rev === now.rev || samePlace(screen.place, place)) ? screen : null;
  // Before anybody has a point the order is that of arrival, and a line that leaves it has not fallen.
  const before = was.rankings.some(({ score }) => score > 0) ? was.rankings : [];
  return {
    ...now,
    rankings,
    screen: { at, rankings, before: again?.before ?? before, place: place ?? again?.place ?? null },
  };
}

function fromSnapshot(room: ScreenRoom, said: ScreenSnapshot, rev: number): ScreenRoom {
  const { code, participants, count, answeredCount, rankings, onBreakUntil } = said;
  const now = { ...room, rev, code, participants, count, answeredCount, onBreakUntil };
  switch (said.phase) {
    case 'waiting':
      return { ...now, screen: { at: 'lobby' } };
    case 'question_open':
    case 'question_paused': {
      const { question, remainingMs } = said;
      if (!question) return now;
      const screen = { at: 'question', question, countdown: countdownOf(question, remainingMs) } as const;
      return { ...now, rankings, wine: wineOf(now, question), screen };
    }
    case 'question_revealed': {
      // These standings have the question's points already: the lines would have nowhere to move from.
      const { question, revealData } = said;
      return question && revealData ? revealed(now, question, revealData) : now;
    }
    case 'question_leaderboard':
      return ranked(room, now, 'question_standings', rankings, null);
    case 'round_leaderboard':
      return ranked(room, now, 'round_standings', rankings, null);
    case 'ended':
      return { ...now, rankings, screen: { at: 'final', rankings } };
    default:
      said.phase satisfies never;
      return now;
  }
}
