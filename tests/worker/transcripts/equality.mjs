// What it means that two transcripts are the same. All that is left out of a comparison is left out here.
import assert from 'node:assert/strict';

/** By how much a time may be off. */
const SLACK_MS = 1_000;

/**
 * The masks: `serverTime`, `endsAt` and `remainingMs` are another in every run. Each is checked against when its
 * frame was heard and against the times before it, and then only its meaning is compared. Nothing else is masked:
 * the rooms' dice fall alike (see `entry.mjs`), so that handles, ids, orders and secrets are the same ones.
 */
export class Clock {
  /** The open question, when it shows zero, and, in a pause, what it has left. */
  #questionId = null;
  #endsAt = null;
  #left = null;
  #deadlines = 0;
  #pauses = 0;

  /** The frame with words in place of its times; it was said and heard between these two moments. */
  mask(frame, window) {
    const { serverTime, endsAt, remainingMs, question } = frame;
    const masked = { ...frame };
    if (question) masked.question = this.mask(question, window);
    if (serverTime !== undefined) {
      assertWithin(serverTime, window, frame);
      masked.serverTime = 'now';
    }
    if (endsAt !== undefined) masked.endsAt = this.#deadline(frame, window);
    if (typeof remainingMs === 'number') masked.remainingMs = this.#remaining(frame, window);
    return masked;
  }

  #deadline({ endsAt, questionId = this.#questionId, timerMs }, window) {
    if (endsAt !== this.#endsAt) {
      // A new one: the time of the question from now on, or what a pause has left of it.
      const length = questionId === this.#questionId && this.#left !== null ? this.#left : timerMs;
      assertWithin(endsAt - length, window, { endsAt, length });
      this.#questionId = questionId;
      this.#endsAt = endsAt;
      this.#left = null;
      this.#deadlines += 1;
    }
    return `deadline ${this.#deadlines}`;
  }

  #remaining({ type, remainingMs, serverTime, endsAt, question }, window) {
    if (endsAt !== undefined) {
      assert.equal(type, 'game:timer_resumed');
      assertWithin(endsAt - remainingMs, window, { type, endsAt, remainingMs });
      return `what pause ${this.#pauses} left`;
    }
    if (question?.endsAt !== undefined) {
      assert.equal(remainingMs, Math.max(0, question.endsAt - serverTime));
      return 'until then';
    }
    if (this.#left === null) {
      assertWithin(this.#endsAt - remainingMs, window, { type, remainingMs });
      this.#left = remainingMs;
      this.#pauses += 1;
    }
    assert.equal(remainingMs, this.#left, 'a countdown that stands still');
    return `what pause ${this.#pauses} left`;
  }
}

function assertWithin(at, [from, to], frame) {
  const is = at >= from - SLACK_MS && at <= to + SLACK_MS;
  assert.ok(is, `${at} is not within ${from}–${to}: ${JSON.stringify(frame)}`);
}

/**
 * What is no part of a transcript when everyone is thrown out and comes back: who is away and the host's list, which
 * are about the coming back itself. (When sockets stay, `lobby:presence` is compared like everything else.)
 */
const ABOUT_RETURNING = ['lobby:presence', 'sessions:list'];
export const isAboutReturning = ({ type }) => ABOUT_RETURNING.includes(type);

/** What a return brings, in this order: what every socket hears first, where the room is, and in these phases more. */
export const RETOLD = {
  waiting: 'lobby:updated',
  question_paused: 'game:timer_paused',
  question_leaderboard: 'game:question_leaderboard',
  round_leaderboard: 'game:round_leaderboard',
  ended: 'game:final_leaderboard',
};

/**
 * A frame that died with its socket must be told by the return: where, for each type. `back` is the snapshot, and what
 * was told after it. A type that is not here may not die.
 */
const TOLD_AGAIN = {
  'participant:joined': (frame, { joined, snapshot }) => {
    assert.equal(snapshot.pseudonym, frame.pseudonym);
    if (joined) assert.deepEqual(joined, frame);
  },
  'lobby:updated': (frame, { retold }) => assert.deepEqual(retold, frame),
  'host:session_updated': ({ wines, timerSeconds, sessionTitle }, { snapshot }) => {
    assert.deepEqual([snapshot.wines, snapshot.timerSeconds, snapshot.title], [wines, timerSeconds, sessionTitle]);
  },
  'game:started': (_, { snapshot }) => assert.equal(snapshot.phase, 'question_open'),
  'game:question': ({ type, rev, ...question }, { snapshot }) => {
    assert.deepEqual({ type, rev: snapshot.rev, ...snapshot.question }, { type, rev, ...question });
  },
  'participant:answer_recorded': ({ questionId, optionId }, { snapshot }) => {
    assert.deepEqual([snapshot.question.questionId, snapshot.selectedOptionId], [questionId, optionId]);
  },
  'game:participant_answered': ({ answeredCount, totalCount, pseudonym }, { snapshot }) => {
    assert.deepEqual([snapshot.answeredCount, snapshot.totalCount], [answeredCount, totalCount]);
    if (pseudonym) assert.ok(snapshot.answered.includes(pseudonym));
  },
  'game:timer_paused': (frame, { retold }) => assert.deepEqual(retold, frame),
  'game:timer_resumed': ({ endsAt, rev }, { snapshot }) => {
    assert.deepEqual([snapshot.phase, snapshot.question.endsAt, snapshot.rev], ['question_open', endsAt, rev]);
  },
  'game:answer_revealed': ({ type, rev, ...reveal }, { snapshot }) => {
    assert.deepEqual({ type, rev: snapshot.rev, ...snapshot.revealData }, { type, rev, ...reveal });
  },
  'game:question_leaderboard': (frame, { retold }) => assert.deepEqual(retold, frame),
  'game:round_leaderboard': (frame, { retold }) => assert.deepEqual(retold, frame),
  'game:final_leaderboard': (frame, { retold }) => assert.deepEqual(retold, frame),
  'session:ended': (_, { snapshot }) => assert.equal(snapshot.phase, 'ended'),
};

/** What was heard, and after it what died and was told again: the frames that `expected` has more. */
export function madeGood(heard, expected, back) {
  const died = expected.slice(heard.length);
  for (const frame of died) {
    assert.ok(TOLD_AGAIN[frame.type], `${frame.type} died, and nothing tells it again`);
    TOLD_AGAIN[frame.type](frame, back);
  }
  return [...heard, ...died];
}

/** Whoever came back was told what they were owed, whether or not it had died. */
function assertCaughtUp(owed, back) {
  const last = (types) => owed.findLast(({ type }) => types.includes(type));
  const latest = last(Object.keys(TOLD_AGAIN));
  if (latest) TOLD_AGAIN[latest.type](latest, back);
  const revealed = last(['game:answer_revealed']);
  if (back.snapshot.score !== undefined) assert.equal(back.snapshot.score, revealed?.myTotalScore ?? 0);
  const own = last(['game:question', 'participant:answer_recorded']);
  const { question, pseudonym, selectedOptionId = null } = back.snapshot;
  if (question && pseudonym) assert.equal(selectedOptionId, own.optionId ?? null);
}

/** The steps of an evening, their frames masked. */
export function masked({ steps }) {
  const clock = new Clock();
  return steps.map(({ from, to, heard, back = {} }) => {
    const mask = (frame) => frame && clock.mask(frame, [from, to]);
    const each = (object, change) => Object.fromEntries(Object.entries(object).map(([key, it]) => [key, change(it)]));
    return { heard: each(heard, (frames) => frames.map(mask)), back: each(back, (told) => each(told, mask)) };
  });
}

/** Everyone has heard the same in both evenings, in the same order. */
export function assertSame(evening, undisturbed, { thrownOut = false } = {}) {
  const [mine, theirs] = [masked(evening), masked(undisturbed)];
  const counts = (frame) => !(thrownOut && isAboutReturning(frame));
  for (const who of Object.keys(mine[0].heard)) {
    const expected = theirs.map(({ heard }) => heard[who].filter(counts));
    const heard = mine.map((step, number) => {
      const frames = step.heard[who].filter(counts);
      if (!step.back[who]) return frames;
      assertCaughtUp(expected.slice(0, number + 1).flat(), step.back[who]);
      return madeGood(frames, expected[number], step.back[who]);
    });
    assert.deepEqual(heard.flat(), expected.flat(), `what ${who} heard`);
  }
}
