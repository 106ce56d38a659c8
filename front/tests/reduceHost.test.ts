// A host's picture of the room, over the recorded evening and in the corners it does not reach.
import { describe, expect, it } from 'vitest';
import type { Frame } from '../src/protocol/Frame';
import { hostArrives, reduceHost, type HostRoom } from '../src/room/reduceHost';
import { evening } from './evening';

const rooms: HostRoom[] = [];
for (const said of evening.host) rooms.push(reduceHost(rooms.at(-1) ?? hostArrives, said));

const at = (type: Frame['type']) => evening.host.findIndex((said) => said.type === type);
const room = (index: number) => rooms[index] as HostRoom;
const asking = room(at('game:question'));

describe('the recorded evening', () => {
  it('goes from the lobby through every screen to the final standings', () => {
    const screens = rooms.map(({ screen }) => screen.at).filter((one, index, all) => one !== all[index - 1]);
    const aWine = Array.from({ length: 5 }, () => ['question', 'reveal', 'question_standings']).flat();
    expect(screens).toEqual(['arriving', 'lobby', ...aWine, 'round_standings', ...aWine, 'round_standings', 'final']);
  });

  it('lists who came, in the order they came', () => {
    expect(asking.participants).toHaveLength(3);
    expect(asking.count).toBe(3);
  });

  it('says who has answered, counts them, and starts anew with each question', () => {
    expect(asking).toMatchObject({ answered: [], answeredCount: 0 });
    const first = room(at('game:participant_answered'));
    expect(first.answered).toHaveLength(1);
    expect(first.answeredCount).toBe(1);
    for (const { screen, answered, answeredCount } of rooms)
      if (screen.at === 'question') expect(answered).toHaveLength(answeredCount);
  });

  it('takes from one frame all who have answered since the frame before, each once', () => {
    const said = evening.host[at('game:participant_answered')] as Frame & { type: 'game:participant_answered' };
    const first = reduceHost(asking, { ...said, pseudonym: 'OAKY-CORK', pseudonyms: undefined });
    const more = reduceHost(first, { ...said, pseudonyms: ['OAKY-CORK', 'BRIGHT-STEM', 'RUBY-RESERVE'] });
    expect(more.answered).toEqual(['OAKY-CORK', 'BRIGHT-STEM', 'RUBY-RESERVE']);
  });

  it('keeps time as the room does', () => {
    const { screen: paused } = room(at('game:timer_paused'));
    const { screen: resumed } = room(at('game:timer_resumed'));
    expect(paused).toMatchObject({ countdown: { runs: false } });
    expect(resumed).toMatchObject({ countdown: { runs: true } });
  });

  it('ends with standings that add up', () => {
    const { screen } = room(rooms.length - 1);
    if (screen.at !== 'final') throw new Error('not at the end');
    expect(screen.rankings).toHaveLength(3);
    expect(screen.rankings.map(({ rank }) => rank)).toEqual([...screen.rankings.map(({ rank }) => rank)].sort());
  });
});

describe('a frame', () => {
  it('older than the room that is shown changes nothing', () => {
    expect(reduceHost(asking, { type: 'game:timer_paused', remainingMs: 1, rev: asking.rev - 1 })).toBe(asking);
  });

  it('that greets a returning page does not vouch for the screen it still shows', () => {
    const greeting: Frame = {
      ...{ type: 'server:state_snapshot', phase: 'question_revealed', code: '4821', serverTime: 0 },
      rev: asking.rev + 1,
    };
    expect(reduceHost(asking, greeting).rev).toBe(asking.rev);
  });

  it('of a kind that this page does not know changes nothing', () => {
    expect(reduceHost(asking, { type: 'game:fireworks' } as unknown as Frame)).toBe(asking);
  });

  it('says how many are joining, and leaves it out when there is nobody', () => {
    const said: Frame = { type: 'lobby:presence', away: [], count: 0 };
    const flooded = reduceHost(asking, { ...said, joining: 12 });
    expect(flooded.joining).toBe(12);
    expect(reduceHost(flooded, said).joining).toBe(0);
  });

  it('that edits the tasting shows in the lobby', () => {
    const edited: Frame = { type: 'host:session_updated', wines: [], timerSeconds: 30, sessionTitle: 'Saturday' };
    const revealing = { ...asking, autoReveal: true };
    const told = { title: 'Saturday', timerSeconds: 30, wines: [], autoReveal: false };
    expect(reduceHost(revealing, edited)).toMatchObject(told);
    expect(reduceHost(asking, { ...edited, autoReveal: true })).toMatchObject({ autoReveal: true });
  });
});
