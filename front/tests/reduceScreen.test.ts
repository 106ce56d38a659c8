// A big screen's picture of the room, over the recorded evening and in the corners it does not reach.
import { describe, expect, it } from 'vitest';
import type { Frame } from '../src/protocol/Frame';
import type { RankingEntry } from '../src/protocol/RankingEntry';
import type { ScreenSnapshot } from '../src/protocol/ScreenSnapshot';
import { reduceScreen, screenArrives, type ScreenRoom } from '../src/room/reduceScreen';
import { evening } from './evening';

const rooms: ScreenRoom[] = [];
for (const said of evening.screen) rooms.push(reduceScreen(rooms.at(-1) ?? screenArrives, said));

const at = (type: Frame['type']) => evening.screen.findIndex((said) => said.type === type);
const room = (index: number) => rooms[index] as ScreenRoom;
const asking = room(at('game:question'));
const line = (pseudonym: string, score: number, rank: number): RankingEntry => ({ pseudonym, score, rank });
const ranked = (rankings: RankingEntry[], rev: number, questionIndex = 0): Frame => ({
  ...{ type: 'game:question_leaderboard', questionIndex, totalQuestions: 5, roundIndex: 0, totalRounds: 2 },
  ...{ rankings, rev },
});
const snapshot = (changes: Partial<ScreenSnapshot>, rev: number): Frame => ({
  ...{ type: 'screen:state_snapshot', code: '4821', phase: 'waiting', question: null, remainingMs: null, rankings: [] },
  ...{ revealData: null, participants: [], count: 0, answeredCount: 0, totalCount: 0, onBreakUntil: null },
  ...{ serverTime: 0, rev },
  ...changes,
});

describe('a lobby that is locked', () => {
  const told = (locked?: boolean): Frame => ({
    ...{ type: 'lobby:updated', participants: ['OAKY-CORK'], count: 1, names: {}, rev: 1 },
    ...(locked && { locked }),
  });

  it('is shown as that until it is opened again', () => {
    const closed = [snapshot({}, 1), told(true)].reduce(reduceScreen, screenArrives);
    expect(closed.locked).toBe(true);
    expect(reduceScreen(closed, told()).locked).toBe(false);
  });
});

describe('the recorded evening', () => {
  it('goes from the lobby through every screen to the final standings, though the screen was switched off', () => {
    const screens = rooms.map(({ screen }) => screen.at).filter((one, index, all) => one !== all[index - 1]);
    const aWine = Array.from({ length: 5 }, () => ['question', 'reveal', 'question_standings']).flat();
    expect(screens).toEqual(['arriving', 'lobby', ...aWine, 'round_standings', ...aWine, 'round_standings', 'final']);
  });

  it('never names the right option of a question that is open', () => {
    let open = false;
    for (const said of evening.screen) {
      if (said.type === 'game:question') open = true;
      if (said.type === 'game:answer_revealed') open = false;
      if (open) expect(JSON.stringify(said)).not.toContain('correct');
    }
  });

  it('counts the answers of those who have joined, as the host’s screen does, and says beside it who is away', () => {
    expect(asking).toMatchObject({ answeredCount: 0, count: 3, away: 0 });
    const counted = rooms.filter((_, index) => evening.screen[index]?.type === 'game:participant_answered');
    expect(Math.max(...counted.map(({ answeredCount }) => answeredCount))).toBe(2);
    const gone = room(evening.screen.findIndex((said) => said.type === 'lobby:presence' && said.count > 0));
    expect(gone).toMatchObject({ count: 3, away: 1 });
  });

  it('keeps time as the room does', () => {
    expect(room(at('game:timer_paused')).screen).toMatchObject({ countdown: { runs: false } });
    expect(room(at('game:timer_resumed')).screen).toMatchObject({ countdown: { runs: true } });
  });

  it('knows the wine when its round is over, and nothing of the next', () => {
    const round = at('game:round_leaderboard');
    expect(Object.values(room(round).wine.known).sort()).toEqual(
      ['color', 'grape_variety', 'region', 'vintage_year', 'wine_name'].map((category) => `${category} 0 right`),
    );
    const next = room(round + 1);
    expect(next.screen.at).toBe('question');
    expect(next.wine).toEqual({ roundIndex: 1, known: {} });
  });

  it('moves the lines of each standings from where the ones before left them', () => {
    const shown = rooms.flatMap(({ screen }, index) =>
      evening.screen[index]?.type === 'game:question_leaderboard' && screen.at === 'question_standings' ? [screen] : [],
    );
    expect(shown[0]?.before).toEqual([]);
    expect(shown[1]?.before).toEqual(shown[0]?.rankings);
    expect(shown.at(-1)?.place).toMatchObject({ roundIndex: 1, questionIndex: 4 });
  });
});

describe('the standings', () => {
  const before = [line('A', 100, 1), line('B', 0, 2)];
  const after = [line('B', 200, 1), line('A', 100, 2)];
  const shown = [ranked(before, 3), ranked(after, 6, 1)].reduce(reduceScreen, screenArrives);

  it('told twice do not move anew', () => {
    expect(reduceScreen(shown, ranked(after, 6, 1))).toEqual(shown);
    const back = reduceScreen(shown, snapshot({ phase: 'question_leaderboard', rankings: after }, 6));
    expect(back.screen).toEqual(shown.screen);
  });

  it('without somebody who was removed move from where they moved before', () => {
    const left = reduceScreen(shown, ranked([line('B', 200, 1)], 7, 1));
    expect(left.screen).toMatchObject({ rankings: [line('B', 200, 1)], before });
  });

  it('of a later question move from those of the earlier one, though the question was missed', () => {
    const later = reduceScreen(shown, snapshot({ phase: 'question_leaderboard', rankings: before }, 9));
    expect(later.screen).toMatchObject({ before: after, place: null });
  });
});

describe('a frame', () => {
  it('older than the room that is shown changes nothing', () => {
    expect(reduceScreen(asking, { type: 'game:timer_paused', remainingMs: 1, rev: asking.rev - 1 })).toBe(asking);
  });

  it('that greets a returning screen does not vouch for what it still shows', () => {
    const greeting: Frame = {
      ...{ type: 'server:state_snapshot', phase: 'question_revealed', code: '4821', serverTime: 0 },
      rev: asking.rev + 1,
    };
    expect(reduceScreen(asking, greeting)).toBe(asking);
  });

  it('of a kind that this page does not know changes nothing', () => {
    expect(reduceScreen(asking, { type: 'game:fireworks' } as unknown as Frame)).toBe(asking);
  });
});
