// The variants of the big screen: a row for each place one can be in, or it does not compile.
import type { Frame } from '../../src/protocol/Frame';
import type { ScreenSnapshot } from '../../src/protocol/ScreenSnapshot';
import type { BigScreen } from '../../src/room/reduceScreen';
import type { useScreen } from '../../src/room/screen';
import * as say from './frames';
import { CODE, NOW, TOKEN } from './frames';
import type { Row, Rows, Step } from './row';

type Where = ReturnType<typeof useScreen.getState>['where'];
export type ScreenPlace = Exclude<Where, 'watching'> | BigScreen['at'];

/** A television opens the host's link, and hears this. */
const watching = (...steps: Step[]): Row => ({ opens: `/screen?code=${CODE}#key=${TOKEN}`, steps });

function screenAt(count: number, more: Partial<ScreenSnapshot> = {}): Frame {
  return {
    type: 'screen:state_snapshot',
    rev: 1,
    ...{ code: CODE, phase: 'waiting', question: null, remainingMs: null, rankings: [], revealData: null },
    ...{ participants: say.guests(Math.min(count, 200)), count, answeredCount: 0, totalCount: count },
    ...{ onBreakUntil: null, serverTime: NOW },
    ...more,
  };
}

/** Beyond 200 the room lists those who came last. */
const latest: Frame = {
  type: 'lobby:updated',
  participants: say.guests(260).slice(-50),
  ...{ count: 260, names: {}, rev: 1 },
};
const answered = (answeredCount: number, totalCount: number, presentCount = totalCount): Frame => ({
  type: 'game:participant_answered',
  ...{ answeredCount, totalCount, presentCount, rev: 2 },
});
const lobby = (count: number): Step[] => [screenAt(count), say.lobby(count)];
const scores = [940, 1210, 1210, 700, 430, 380, 0];
const ahead = say.ranked([1350, 1210, 980, 700, 430, 380, 0]);
const many = say.ranked(Array.from({ length: 30 }, (_, at) => 1_400 - 100 * Math.floor(at / 2)));
const rest: Frame = { type: 'game:break', until: NOW + 272_000 };
/** A wine whose every answer was revealed here. */
const wine: Step[] = [0, 1, 2, 3, 4].flatMap((number) => [
  { ...say.question(number), rev: 2 },
  { ...say.revealed([1, 2, 4, 0], {}, number), rev: 2 },
]);

export const screen = {
  unlinked: { plain: { opens: '/screen' } },
  refused: { plain: watching(say.refused('UNAUTHORIZED', 'watch_session')) },
  gone: { plain: watching(say.refused('SESSION_NOT_FOUND', 'watch_session')) },
  arriving: { plain: watching(), offline: watching({ see: 'h1' }, { offline: true }) },
  lobby: {
    plain: watching(...lobby(7)),
    nobody: watching(...lobby(0)),
    crowd: watching(...lobby(40)),
    full: watching(...lobby(200)),
    fuller: watching(screenAt(260), latest),
    locked: watching(...lobby(7), say.lobby(7, { locked: true })),
    lockedCrowd: watching(...lobby(40), say.lobby(40, { locked: true })),
    offline: watching(...lobby(7), { offline: true }),
    lockedOffline: watching(...lobby(7), say.lobby(7, { locked: true }), { offline: true }),
    rests: watching(...lobby(7), rest),
  },
  question: {
    plain: watching(...lobby(8), say.question(1), answered(5, 8, 7)),
    longest: watching(...lobby(8), say.question(9)),
    hurry: watching(...lobby(8), say.question(1, 7_000), answered(5, 8)),
    everybody: watching(...lobby(8), say.question(1), answered(8, 8)),
    paused: watching(...lobby(8), say.question(1), answered(5, 8), say.paused),
    over: watching(...lobby(8), say.question(1, 0), answered(5, 8)),
  },
  reveal: {
    plain: watching(...lobby(8), say.question(1), say.revealed([1, 2, 5, 0], {}, 1)),
    longest: watching(...lobby(8), say.question(9), say.revealed([8, 0, 0, 0], {}, 9)),
    nobody: watching(...lobby(8), say.question(1), say.revealed([0, 0, 0, 0], {}, 1)),
    corrected: watching(...lobby(8), say.question(1), say.revealed([1, 2, 5, 0], { corrected: true }, 1)),
  },
  question_standings: {
    plain: watching(...lobby(7), say.question(2), say.standings(say.ranked(scores))),
    many: watching(...lobby(30), say.question(2), say.standings(many)),
    rests: watching(...lobby(30), say.question(2), say.standings(many), rest),
    start: watching(...lobby(3), say.question(), say.standings(say.ranked([0, 0, 0]))),
  },
  round_standings: {
    plain: watching(...lobby(7), ...wine, say.wineStandings(ahead)),
    rests: watching(...lobby(7), ...wine, say.wineStandings(ahead), rest),
    reloaded: watching(screenAt(7, { phase: 'round_leaderboard', rankings: ahead })),
  },
  final: {
    plain: watching(...lobby(7), say.final(ahead)),
    shared: watching(...lobby(7), say.final(say.ranked(scores))),
    many: watching(...lobby(30), say.final(many)),
    pointless: watching(...lobby(3), say.final(say.ranked([0, 0, 0]))),
  },
} satisfies Record<ScreenPlace, Rows>;
