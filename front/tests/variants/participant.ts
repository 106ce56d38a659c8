// The variants of the participant's page: a row for each place one can be in, or it does not compile.
import type { Frame } from '../../src/protocol/Frame';
import type { useParticipant } from '../../src/room/participant';
import type { ParticipantScreen } from '../../src/room/reduceParticipant';
import * as say from './frames';
import { CODE, ME, NOW, optionId, RIGHT, TOKEN } from './frames';
import type { Row, Rows, Step } from './row';

type Where = ReturnType<typeof useParticipant.getState>['where']['at'];
export type ParticipantPlace = Exclude<Where, 'seated'> | ParticipantScreen['at'];

const seat = (id = ME, code = CODE) => ({
  'sommelierArena:rejoin': JSON.stringify({ id, code, token: TOKEN }),
});
/** Somebody who has a seat comes back to it, and hears this. */
const seated = (...steps: Step[]): Row => ({ opens: `/play?code=${CODE}&id=${ME}`, remembers: seat(), steps });
/** Somebody opens the host's one-time link to their seat, and hears this. */
const reseated = (...steps: Step[]): Row => ({ opens: `/play?code=${CODE}&id=${ME}#seatKey=${TOKEN}`, steps });
/** Somebody types the code, and hears this. */
const joining = (...steps: Step[]): Row => ({
  opens: '/play',
  steps: [{ fill: '#code', with: CODE }, { press: 'button[type=submit]' }, ...steps],
});

/** A second question comes later than the first, whatever `rev` its words carry. */
const later = (...frames: Frame[]): Frame[] => frames.map((said) => ({ ...said, rev: undefined }));

const rests = (leftMs = 754_000): Frame => ({ type: 'game:break', until: NOW + leftMs, rev: 9 });
const extended: Frame = {
  type: 'game:timer_resumed',
  ...{ remainingMs: 72_000, endsAt: NOW + 72_000, timerMs: 90_000, rev: 3 },
};
const ready = say.seatAt();
/** Standings and the final page are parts of their own. */
const ranked: Step = { see: 'main ol' };
const option = (at: number): Step => ({ press: `button[aria-pressed] >> nth=${String(at)}` });
const close = say.ranked([940, 1210, 1210, 700, 430, 380, 0]);
const crowd = say.ranked([310, ...Array.from({ length: 199 }, (_, at) => 1_400 - 7 * at)], 200);
const farBelow = { pseudonym: ME, score: 310, rank: 157 };
const ahead = say.ranked([1350, 1210, 980, 700, 430, 380, 0]);
const wineEnds = say.wineStandings(close);
const shared = say.ranked([1210, 1210, 980, 980, 430, 380, 0]);

/** Six questions, of which the third was left out. */
const looksBack: Frame = {
  type: 'participant:review',
  rev: 9,
  questions: [RIGHT, null, 0, RIGHT, 1, RIGHT].map((chosen, number) => ({
    ...{ questionId: `q${String(number)}`, prompt: '', category: say.asked(number).category },
    ...{ roundIndex: say.asked(number).roundIndex, options: say.asked(number).options },
    selectedOptionId: chosen === null ? null : optionId(chosen, number),
    correctOptionId: optionId(RIGHT, number),
    points: chosen === RIGHT ? 100 : 0,
    ...(number === 2 && { skipped: true }),
  })),
};

export const participant = {
  form: {
    plain: { opens: '/play' },
    linked: { opens: `/play?code=${CODE}` },
    joining: joining(),
    wrongCode: joining({ close: 4004 }),
    started: joining(say.refused('GAME_STARTED', 'join_session')),
    full: joining(say.refused('SESSION_FULL', 'join_session')),
    locked: joining(say.refused('LOBBY_LOCKED', 'join_session')),
    removed: seated(ready, { type: 'participant:removed' }),
    spentLink: reseated(say.refused('INVALID_PSEUDONYM', 'rejoin_session')),
    stranger: {
      opens: `/play?code=${CODE}&id=RICH-VINTAGE`,
      steps: [say.refused('INVALID_PSEUDONYM', 'rejoin_session')],
    },
    back: { opens: '/play?code=8143', remembers: seat() },
  },
  choice: {
    plain: { opens: `/play?code=${CODE}&id=RICH-VINTAGE#token=${TOKEN}`, remembers: seat() },
    otherTasting: { opens: `/play?code=8143&id=RICH-VINTAGE#token=${TOKEN}`, remembers: seat() },
  },
  elsewhere: { plain: seated(ready, { close: 4001 }) },
  arriving: { plain: seated(), offline: seated({ see: 'h1' }, { offline: true }) },
  waiting: {
    plain: seated(ready, say.lobby(12)),
    first: seated(ready, say.lobby(1)),
    unnamed: seated(ready, { ...say.lobby(3), allowNames: true } as Frame, { see: '#name' }),
    reseated: reseated(ready, say.lobby(12)),
    rests: seated(ready, say.lobby(12), rests()),
    keepSeat: seated(ready, say.lobby(3), { press: 'summary' }, { see: 'svg[role=img]' }),
    offline: seated(ready, say.lobby(3), { offline: true }),
  },
  question: {
    plain: seated(ready, say.question()),
    hurry: seated(ready, say.question(2, 7_000)),
    longest: seated(ready, say.question(9)),
    sending: seated(ready, say.question(), option(1)),
    recorded: seated(ready, say.question(), option(1), say.recorded(1)),
    changing: seated(ready, say.question(), option(1), say.recorded(1), option(3)),
    refused: seated(ready, say.question(), option(1), say.refused('WRONG_PHASE', 'submit_answer')),
    paused: seated(ready, say.question(), say.paused),
    pausedRecorded: seated(ready, say.question(), option(0), say.recorded(0), say.paused),
    extended: seated(ready, say.question(), option(1), say.recorded(1), extended),
    skipped: seated(ready, say.question(), ...later(say.question(1))),
    over: seated(ready, say.question(0, 0)),
    overRecorded: seated(ready, say.question(), option(0), say.recorded(0), say.question(0, 0), say.recorded(0)),
    offline: seated(ready, say.question(), { offline: true }),
    offlineKept: seated(ready, say.question(), { offline: true }, option(2)),
  },
  reveal: {
    plain: seated(
      ...[ready, say.question(), option(RIGHT), say.recorded(RIGHT)],
      say.revealed([2, 1, 8, 1], { myPoints: 100, myTotalScore: 100 }),
    ),
    wrong: seated(
      ...[say.seatAt({ score: 430 }), say.question(9), option(1), say.recorded(1, 9)],
      say.revealed([0, 12, 1, 0], { myPoints: 0, myTotalScore: 430 }, 9),
    ),
    none: seated(ready, say.question(), say.revealed([2, 1, 8, 1], { myPoints: 0, myTotalScore: 0 })),
    nobody: seated(ready, say.question(), say.revealed([0, 0, 0, 0], { myPoints: 0, myTotalScore: 0 })),
    corrected: seated(
      ...[ready, say.question(), option(1), say.recorded(1)],
      say.revealed([2, 1, 8, 1], { myPoints: 0, myTotalScore: 0 }),
      say.revealed([2, 1, 8, 1], {
        ...{ correctOptionId: optionId(1), corrected: true, myPoints: 100, myTotalScore: 100 },
      }),
    ),
    rests: seated(ready, say.question(), say.revealed([2, 1, 8, 1], { myPoints: 0, myTotalScore: 0 }), rests()),
  },
  question_standings: {
    plain: seated(ready, say.question(2), say.standings(close), ranked),
    far: seated(ready, say.question(2), say.standings(crowd, farBelow), ranked),
    moved: seated(
      ready,
      say.question(1),
      say.standings(ahead),
      ...later(say.question(2), say.standings(close)),
      ranked,
    ),
    start: seated(ready, say.question(), say.standings(say.ranked([0, 0, 0, 0])), ranked),
    rests: seated(ready, say.question(2), say.revealed([2, 1, 8, 1], {}, 2), say.standings(close), rests(), ranked),
    restedLong: seated(
      ready,
      say.question(2),
      say.revealed([2, 1, 8, 1], {}, 2),
      say.standings(close),
      rests(0),
      ranked,
    ),
    reloaded: seated(say.seatAt({ phase: 'question_leaderboard', rankings: close, me: close[2], score: 940 }), ranked),
  },
  round_standings: {
    plain: seated(
      ready,
      say.question(4),
      say.revealed([2, 1, 8, 1], {}, 4),
      say.standings(close, null, true),
      wineEnds,
      ranked,
    ),
    skipped: seated(ready, say.question(4), wineEnds, ranked),
  },
  final: {
    plain: seated(ready, say.question(9), say.final(ahead), ranked),
    shared: seated(ready, say.question(9), say.final(shared), ranked),
    far: seated(ready, say.question(9), say.final(crowd, { ...farBelow, shared: true }), ranked),
    alone: seated(ready, say.question(9), say.final(say.ranked([500])), ranked),
    pointless: seated(ready, say.question(9), say.final(say.ranked([0, 0, 0])), ranked),
    /** Who was away for a question, said nothing to another, and reads it all again. */
    review: seated(
      ...[ready, say.question(0), option(RIGHT), say.recorded(RIGHT), say.revealed([2, 1, 8, 1], { myPoints: 100 })],
      ...later(say.question(2), say.recorded(1, 2), say.revealed([0, 12, 1, 0], { myPoints: 0 }, 2)),
      ...later(say.question(4), say.revealed([0, 2, 3, 0], { myPoints: 0 }, 4), say.final(shared)),
      ranked,
    ),
    /** The same evening as the room tells it: nothing is missing, and one question was left out. */
    reviewed: seated(ready, say.question(4), say.final(shared), looksBack, ranked),
  },
} satisfies Record<ParticipantPlace, Rows>;
