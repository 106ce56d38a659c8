// Who moved in the standings, and who stands on the podium.
import { describe, expect, it } from 'vitest';
import type { Frame } from '../src/protocol/Frame';
import type { RankingEntry } from '../src/protocol/RankingEntry';
import { participantArrives, reduceParticipant, type ParticipantRoom } from '../src/room/reduceParticipant';
import { ranksOf } from '../src/room/ranks';
import { podium, risen } from '../src/room/standings';
import { evening } from './evening';

const entry = (pseudonym: string, rank: number, score: number): RankingEntry => ({ pseudonym, rank, score });
const places = (rankings: RankingEntry[]) =>
  podium(rankings).map(({ rank, who }) => [rank, ...who.map(({ pseudonym }) => pseudonym)]);

describe('a place', () => {
  it('is nobody’s before anybody has a point', () => {
    const before = ranksOf([entry('ADA', 1, 0), entry('BEN', 1, 0)]);
    expect(risen(entry('BEN', 2, 90), before)).toBe(0);
  });
});

describe('the podium', () => {
  it('leaves the place empty that a shared one takes', () => {
    const shared = [entry('ADA', 1, 300), entry('BEN', 1, 300), entry('CLEO', 3, 200), entry('DAN', 4, 100)];
    expect(places(shared)).toEqual([
      [1, 'ADA', 'BEN'],
      [3, 'CLEO'],
    ]);
  });

  it('takes all who share the last place on it', () => {
    const shared = [entry('ADA', 1, 300), entry('BEN', 2, 200), entry('CLEO', 2, 200), entry('DAN', 2, 200)];
    expect(places(shared)).toEqual([
      [1, 'ADA'],
      [2, 'BEN', 'CLEO', 'DAN'],
    ]);
  });

  it('is for those who have points', () => {
    expect(places([entry('ADA', 1, 100), entry('BEN', 2, 0), entry('CLEO', 2, 0)])).toEqual([[1, 'ADA']]);
    expect(places([entry('ADA', 1, 0), entry('BEN', 1, 0)])).toEqual([]);
  });
});

describe('movement', () => {
  const before = ranksOf([entry('ADA', 1, 200), entry('BEN', 2, 100)], entry('ZOE', 31, 0));

  it('is counted in places, also for one’s own line below the first', () => {
    expect(risen(entry('BEN', 1, 200), before)).toBe(1);
    expect(risen(entry('ADA', 2, 200), before)).toBe(-1);
    expect(risen(entry('ZOE', 3, 100), before)).toBe(28);
  });

  it('is none for who was not there, or when nothing was before', () => {
    expect(risen(entry('NEW', 5, 0), before)).toBe(0);
    expect(risen(entry('ADA', 2, 0), null)).toBe(0);
  });
});

describe('the standings of an evening', () => {
  const rooms = evening.participant.reduce<ParticipantRoom[]>(
    (all, said) => [...all, reduceParticipant(all.at(-1) ?? participantArrives, said)],
    [],
  );
  const shown = (at: string) =>
    rooms.flatMap(({ screen }, index) => {
      const standings = screen.at === 'question_standings' || screen.at === 'round_standings';
      return standings && screen.at === at && rooms[index - 1]?.screen.at !== at ? [screen] : [];
    });

  it.each(['question_standings', 'round_standings'])('%s know those of their kind before', (at) => {
    const all = shown(at);
    expect(all.length).toBeGreaterThan(1);
    all.forEach(({ before }, index) => {
      const previous = all[index - 1];
      expect(before).toEqual(previous ? ranksOf(previous.rankings, previous.me) : null);
    });
  });

  it('that are told again are the same ones', () => {
    const at = rooms.findLastIndex(({ screen }) => screen.at === 'question_standings');
    const there = rooms[at] as ParticipantRoom;
    if (there.screen.at !== 'question_standings') throw new Error('no standings');
    expect(there.screen.before).not.toBeNull();
    const { rankings, me, place } = there.screen;
    const again = { type: 'game:question_leaderboard', rankings, me, ...place, rev: there.rev } as Frame;
    expect(reduceParticipant(there, again).screen).toEqual(there.screen);
  });
});
