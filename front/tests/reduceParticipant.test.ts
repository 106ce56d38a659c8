// A participant's picture of the room, over the recorded evening and in the corners it does not reach.
import { describe, expect, it } from 'vitest';
import type { Frame } from '../src/protocol/Frame';
import type { ParticipantSnapshot } from '../src/protocol/ParticipantSnapshot';
import {
  choose,
  keepsake,
  participantArrives,
  recall,
  reduceParticipant,
  type ParticipantRoom,
  unconfirmed,
} from '../src/room/reduceParticipant';
import { evening } from './evening';

const after = (frames: Frame[], from: ParticipantRoom = participantArrives) => frames.reduce(reduceParticipant, from);

const firstQuestion = evening.participant.findIndex(({ type }) => type === 'game:question');
const asking = after(evening.participant.slice(0, firstQuestion + 1));

function asked(room: ParticipantRoom) {
  if (room.screen.at !== 'question') throw new Error(`not asked anything: ${room.screen.at}`);
  return room.screen;
}

const [right, wrong] = asked(asking).question.options.map(({ id }) => id) as [string, string];
const { questionId } = asked(asking).question;
const recorded = (optionId: string): Frame => ({ type: 'participant:answer_recorded', questionId, optionId });

function snapshot(changes: Partial<ParticipantSnapshot>): Frame {
  const me = { pseudonym: 'RUBY-RESERVE', score: 0, rank: 1 };
  const { question } = asked(asking);
  return {
    type: 'participant:state_snapshot',
    ...{ pseudonym: me.pseudonym, score: 0, phase: 'question_open', question, remainingMs: 9_000, me, rankings: [me] },
    totalCount: 1,
    ...{ selectedOptionId: null, revealData: null, onBreakUntil: null, serverTime: 0 },
    ...changes,
  };
}

describe('the recorded evening', () => {
  const rooms = evening.participant.map((_, at) => after(evening.participant.slice(0, at + 1)));

  it('goes from the lobby through every screen to the final standings', () => {
    const screens = rooms.map(({ screen }) => screen.at).filter((at, index, all) => at !== all[index - 1]);
    const aWine = [...Array.from({ length: 5 }, () => ['question', 'reveal', 'question_standings']).flat()];
    const once = (list: string[]) => list.filter((at, index) => at !== list[index - 1]);
    expect(once(screens.filter((at) => at !== 'arriving' && at !== 'waiting'))).toEqual(
      once([...aWine, 'round_standings', ...aWine, 'round_standings', 'final']),
    );
  });

  it('ends with the score that the last standings give', () => {
    const last = rooms.at(-1);
    if (last?.screen.at !== 'final') throw new Error('not at the end');
    expect(last.screen.me?.pseudonym).toBe(last.pseudonym);
    expect(last.screen.me?.score).toBe(last.score);
    expect(last.score).toBeGreaterThan(0);
  });

  it('shows every confirmed answer as chosen and recorded', () => {
    evening.participant.forEach((said, at) => {
      if (said.type !== 'participant:answer_recorded') return;
      expect(asked(rooms[at] as ParticipantRoom)).toMatchObject({ chosen: said.optionId, recorded: said.optionId });
    });
  });

  it('stands still while paused and runs again after', () => {
    const paused = evening.participant.findIndex(({ type }) => type === 'game:timer_paused');
    const resumed = evening.participant.findIndex(({ type }) => type === 'game:timer_resumed');
    expect(asked(rooms[paused] as ParticipantRoom).countdown.runs).toBe(false);
    expect(asked(rooms[resumed] as ParticipantRoom).countdown.runs).toBe(true);
  });
});

describe('an answer', () => {
  it('shows at once and counts as recorded only when the room says so', () => {
    const tapped = choose(asking, right);
    expect(asked(tapped)).toMatchObject({ chosen: right, recorded: null });
    expect(unconfirmed(tapped)).toEqual({ questionId, optionId: right });
    const confirmed = reduceParticipant(tapped, recorded(right));
    expect(asked(confirmed)).toMatchObject({ chosen: right, recorded: right });
    expect(unconfirmed(confirmed)).toBeNull();
  });

  it('that is changed again before the first is confirmed stays the last one tapped', () => {
    const confirmed = reduceParticipant(choose(choose(asking, right), wrong), recorded(right));
    expect(asked(confirmed)).toMatchObject({ chosen: wrong, recorded: right });
  });

  it('that goes back to what was recorded before is said again, whatever is confirmed in between', () => {
    const there = choose(after([recorded(right)], choose(asking, right)), wrong);
    const back = choose(there, right);
    expect(unconfirmed(back)).toEqual({ questionId, optionId: right });
    const between = after([recorded(wrong)], back);
    expect(asked(between)).toMatchObject({ chosen: right, recorded: wrong });
    expect(unconfirmed(between)).toEqual({ questionId, optionId: right });
    expect(unconfirmed(after([recorded(right)], between))).toBeNull();
    const returned = after([snapshot({ selectedOptionId: wrong })], back);
    expect(unconfirmed(returned)).toEqual({ questionId, optionId: right });
  });

  it('that crosses a pause is kept for when the clock runs again', () => {
    const paused: Frame = { type: 'game:timer_paused', remainingMs: 9_000 };
    const late: Frame = { type: 'error', code: 'WRONG_PHASE', message: '', replyTo: 'submit_answer' };
    const crossed = after([paused, late], choose(asking, wrong));
    expect(asked(crossed)).toMatchObject({ chosen: wrong, refused: null });
    expect(unconfirmed(crossed)).toEqual({ questionId, optionId: wrong });
  });

  it('given on another device of the same seat is followed', () => {
    const here = reduceParticipant(choose(asking, right), recorded(right));
    expect(asked(reduceParticipant(here, recorded(wrong)))).toMatchObject({ chosen: wrong, recorded: wrong });
  });

  it('that was never confirmed outlives a lost line', () => {
    const back = reduceParticipant(choose(asking, right), snapshot({}));
    expect(unconfirmed(back)).toEqual({ questionId, optionId: right });
  });

  it('that was never confirmed outlives the page, too, for its own question only', () => {
    const evening = keepsake(choose(asking, right));
    const arriving = recall({ id: 'TANNIC-FALCON', code: '5720', evening });
    const back = reduceParticipant(arriving, snapshot({}));
    expect(unconfirmed(back)).toEqual({ questionId, optionId: right });
    const unsent = { questionId: 'another', optionId: right };
    expect(keepsake(reduceParticipant(choose(asking, right), recorded(right))).unsent).toBeUndefined();
    const later = recall({ id: 'TANNIC-FALCON', code: '5720', evening: { ...evening, unsent } });
    expect(unconfirmed(reduceParticipant(later, snapshot({})))).toBeNull();
  });

  it('that was confirmed is what a snapshot says', () => {
    const here = reduceParticipant(choose(asking, right), recorded(right));
    expect(asked(reduceParticipant(here, snapshot({ selectedOptionId: wrong })))).toMatchObject({ chosen: wrong });
  });

  it('that came too late gives way to the one that counts', () => {
    const here = choose(reduceParticipant(choose(asking, right), recorded(right)), wrong);
    const refusal: Frame = { type: 'error', code: 'WRONG_PHASE', message: '', replyTo: 'submit_answer' };
    expect(asked(reduceParticipant(here, refusal))).toMatchObject({ chosen: right, refused: 'WRONG_PHASE' });
  });

  it('to a question that the host left out does not count against the next one', () => {
    const next: Frame = { ...asked(asking).question, type: 'game:question', questionId: 'next' };
    const here = reduceParticipant(choose(asking, right), next);
    const refusal: Frame = { type: 'error', code: 'UNKNOWN_QUESTION', message: '', replyTo: 'submit_answer' };
    expect(asked(reduceParticipant(here, refusal)).refused).toBeNull();
    expect(asked(reduceParticipant(choose(here, wrong), refusal))).toMatchObject({ chosen: wrong, open: true });
  });

  it('that waited for the line until after the reveal is said to have missed it, and one that was recorded is not', () => {
    const revealData = { correctOptionId: right, distribution: [], myPoints: 0, myTotalScore: 0 };
    const tapped = choose(asking, right);
    const reloaded = recall({ id: 'TANNIC-FALCON', code: '5720', evening: keepsake(tapped) });
    for (const before of [tapped, reloaded]) {
      const back = (selectedOptionId: string | null) =>
        reduceParticipant(
          before,
          snapshot({ phase: 'question_revealed', revealData, selectedOptionId } as Partial<ParticipantSnapshot>),
        ).screen;
      expect(back(null)).toMatchObject({ at: 'reveal', recorded: null, missed: true });
      expect(back(right)).toMatchObject({ at: 'reveal', recorded: right, missed: false });
    }
  });

  it('that could not be written down yet is kept, to be said again', () => {
    const refusal: Frame = { type: 'error', code: 'STORAGE', message: '', replyTo: 'submit_answer' };
    expect(unconfirmed(reduceParticipant(choose(asking, right), refusal))).toEqual({ questionId, optionId: right });
  });
});

describe('what the host does to the pace', () => {
  const second = evening.participant.filter(({ type }) => type === 'game:question')[1] as Frame;
  const wine: Frame = {
    type: 'game:round_leaderboard',
    ...{ rankings: [{ pseudonym: 'RUBY-RESERVE', score: 0, rank: 1 }], roundIndex: 0, totalRounds: 2 },
  };
  const answer = (correctOptionId: string, myPoints: number, corrected?: boolean): Frame => ({
    type: 'game:answer_revealed',
    ...{ correctOptionId, distribution: [], myPoints, myTotalScore: myPoints, corrected },
  });
  const chosen = after([recorded(wrong)], choose(asking, wrong));

  it('calls a break that stays with them, also over a reload, until the host ends it', () => {
    const rests = reduceParticipant(chosen, { type: 'game:break', until: 9_000 });
    expect(rests).toEqual({ ...chosen, onBreakUntil: 9_000 });
    expect(after([wine], rests).onBreakUntil).toBe(9_000);
    expect(after([snapshot({ onBreakUntil: 7_000 })]).onBreakUntil).toBe(7_000);
    expect(after([{ type: 'game:break', until: null }], rests).onBreakUntil).toBeNull();
  });

  it('leaves a question out, which is said with what follows, once, and stands in the review without its answer', () => {
    const skipped = reduceParticipant(chosen, second);
    expect(skipped.skipped).toBe(true);
    expect(skipped.review).toMatchObject([{ questionIndex: 0, right: null, points: 0, skipped: true }]);
    expect(after([answer(right, 0)], skipped).skipped).toBe(false);
    const last = reduceParticipant(chosen, wine);
    expect(last).toMatchObject({ skipped: true, screen: { at: 'round_standings' } });
    expect(reduceParticipant(last, wine).skipped).toBe(true);
    expect(reduceParticipant(last, second).skipped).toBe(false);
  });

  it('has left nothing out where an answer was revealed, the same question is put again or the evening ends', () => {
    const again = { type: 'game:question', ...asked(asking).question } as Frame;
    const ends: Frame = { type: 'game:final_leaderboard', rankings: [] };
    for (const frames of [
      [answer(right, 0), second],
      [again],
      [ends],
      [snapshot({ phase: 'round_leaderboard' }), wine],
    ])
      expect(after(frames, chosen)).toMatchObject({ skipped: false });
    expect(after([ends], chosen).review).toEqual([]);
  });

  it('corrects an answer, and points and review are as if it had been so at first', () => {
    const revealed = after([answer(right, 0)], chosen);
    const corrected = after([answer(wrong, 100, true)], revealed);
    expect(corrected).toMatchObject({ score: 100, screen: { at: 'reveal', reveal: { corrected: true } } });
    expect(corrected.review).toEqual(after([answer(wrong, 100)], chosen).review);
  });

  it('adds time, running or paused: the ring has a new whole, and all that was added here is said', () => {
    const { timerMs } = asked(asking).question;
    const longer: Frame = { type: 'game:timer_resumed', remainingMs: 0, endsAt: 99, timerMs: timerMs + 30_000 };
    const longest: Frame = { type: 'game:timer_paused', remainingMs: 9, timerMs: timerMs + 60_000 };
    const resumed: Frame = { type: 'game:timer_resumed', remainingMs: 9, endsAt: 99 };
    expect(asked(after([longer], asking))).toMatchObject({ addedMs: 30_000, question: { timerMs: timerMs + 30_000 } });
    const twice = asked(after([longer, longest, resumed], asking));
    expect(twice).toMatchObject({
      addedMs: 60_000,
      countdown: { endsAt: 99 },
      question: { timerMs: timerMs + 60_000 },
    });
  });

  it('removes somebody from the standings, and everyone else has moved from where they stood before them', () => {
    const line = (score: number, rank: number) => ({ pseudonym: 'RUBY-RESERVE', score, rank });
    const after = (
      rankings: { pseudonym: string; score: number; rank: number }[],
      questionIndex: number,
      rev: number,
    ) =>
      ({
        type: 'game:question_leaderboard',
        ...{ rankings, questionIndex, totalQuestions: 5, roundIndex: 0, totalRounds: 2, me: rankings.at(-1), rev },
      }) as Frame;
    const other = { pseudonym: 'OAKY-OWL', score: 200, rank: 1 };
    const shown = [
      after([other, line(0, 3)], 0, 91),
      after([other, line(100, 2)], 1, 92),
      after([line(100, 1)], 1, 93),
    ];
    const { screen } = shown.reduce(reduceParticipant, asking);
    expect(screen).toMatchObject({ me: { rank: 1 }, before: { 'RUBY-RESERVE': 3 } });
  });
});

describe('the end', () => {
  const ends: Frame = { type: 'game:final_leaderboard', rankings: [] };
  const over = snapshot({ phase: 'ended', question: null, remainingMs: null });

  it('is news once: said again to whoever comes back it is none', () => {
    expect(after([ends], asking).screen).toMatchObject({ at: 'final', fresh: true });
    expect(after([over, ends], asking).screen).toMatchObject({ at: 'final', fresh: false });
  });
});

describe('a frame', () => {
  it('older than the room that is shown changes nothing', () => {
    const late: Frame = { type: 'game:timer_paused', remainingMs: 1, rev: asking.rev - 1 };
    expect(reduceParticipant(asking, late)).toBe(asking);
  });

  it('that only says where the room is leaves it to the snapshot after it', () => {
    const greeting: Frame = {
      type: 'server:state_snapshot',
      phase: 'question_open',
      code: '4821',
      serverTime: 1,
      rev: 99,
    };
    expect(reduceParticipant(asking, greeting)).toBe(asking);
  });

  it('of a kind that this page does not know changes nothing', () => {
    expect(reduceParticipant(asking, { type: 'game:fireworks', rev: 99 } as unknown as Frame)).toBe(asking);
  });
});
