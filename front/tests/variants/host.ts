// The variants of the host's page: a row for each place one can be in, or it does not compile.
import type { Frame } from '../../src/protocol/Frame';
import type { SessionListEntry } from '../../src/protocol/SessionListEntry';
import type { Whereabouts } from '../../src/room/host';
import type { HostScreen } from '../../src/room/reduceHost';
import * as say from './frames';
import { CODE, HOST, NOW, TOKEN } from './frames';
import type { Row, Rows, Step } from './row';

export type HostPlace = Exclude<Whereabouts['at'], 'room'> | HostScreen['at'] | 'form';

const identity = { 'sommelierArena:hostId': HOST.hostId, 'sommelierArena:hostKey': HOST.hostKey };
const tasting = (code: string, title: string, more: Partial<SessionListEntry> = {}): SessionListEntry => ({
  ...{ code, title, createdAt: new Date(NOW).toISOString(), status: 'waiting', participantCount: 0 },
  ...more,
});
const tastings = [
  tasting(CODE, 'Friday night', { participantCount: 3 }),
  tasting('8143', 'Bordeaux, the left bank and the right, six bottles and a surprise', {
    ...{ status: 'active', participantCount: 12 },
  }),
  tasting('2096', 'Birthday', {
    ...{ status: 'ended', participantCount: 7, finalRankings: say.ranked([1210, 1210, 980]) },
  }),
  tasting('6611', 'New Year’s Eve', { parked: true }),
];
const list = `GET /hosts/${HOST.hostId}/sessions`;
/** The dashboard of a host who has tasted before. */
const home = (steps: Step[] = [], more: Partial<Row> = {}): Row => ({
  opens: '/host',
  remembers: identity,
  serves: { [list]: tastings, [`DELETE /hosts/${HOST.hostId}/sessions/${CODE}`]: {} },
  steps: [{ see: 'main li' }, ...steps],
  ...more,
});
/** A host comes back to their room, and hears this. */
const leading = (...steps: Step[]): Row => ({ opens: `/host?code=${CODE}`, remembers: identity, steps });

const qr: Step = { see: 'svg[role=img]' };
const answered = (count: number, all: number): Step[] =>
  say.guests(count).map((pseudonym, at) => ({
    type: 'game:participant_answered',
    ...{ pseudonym, answeredCount: at + 1, totalCount: all, presentCount: all },
  }));
const away = (count: number): Step => ({ type: 'lobby:presence', away: say.guests(12).slice(-count), count });
const scores = [940, 1210, 1210, 700, 430, 380, 0];
const results = (count: number) =>
  say.guests(count).map((pseudonym, at) => ({
    ...{ pseudonym, points: at % 3 === 2 ? 0 : 100 - at, totalScore: scores[at] ?? 100 },
  }));
/** What opens the big screen is known to the browser that laid the tasting. */
const laid = { ...identity, 'sommelierArena:screens': JSON.stringify([{ code: CODE, key: HOST.hostKey }]) };
const television: Step[] = [{ press: 'main section button >> nth=1' }, { see: 'dialog' }];
const form = 'main header button >> nth=-1';
const end = 'header button >> nth=-1';
const more = 'header button[aria-haspopup]';
const people = [{ press: more }, { press: 'dialog .w-full >> nth=0' }, { see: 'dialog' }];
const everybody = {
  [`GET /sessions/${CODE}/results.json`]: {
    participants: say.guests(230).map((pseudonym) => ({ pseudonym, displayName: null })),
  },
};
const seatKey: Step = {
  type: 'host:seat_link',
  ...{ pseudonym: say.ME, seatKey: say.TOKEN, expiresAt: NOW + 600_000 },
};

export const host = {
  dashboard: {
    plain: home(),
    empty: { opens: '/host', remembers: identity, serves: { [list]: [] } },
    away: { opens: '/host', remembers: identity, steps: [{ see: '[role=alert]' }] },
    unsaved: home([], { tab: { 'sommelierArena:draft:new': '{}' } }),
    deleted: home([{ press: 'li button >> nth=2' }, { see: 'main [role=status]' }]),
    link: home([{ press: 'main > div button' }, { see: 'dialog svg[role=img]' }]),
    forgotten: home([
      { press: 'li >> nth=2 >> button >> nth=1' },
      say.refused('SESSION_NOT_FOUND', 'rejoin_host'),
      { see: '[role=alert]' },
    ]),
    deletes: home([{ press: 'li >> nth=1 >> button >> nth=2' }, { see: 'dialog' }]),
  },
  choice: {
    home: { opens: `/host?id=VELVET-CORK#key=${HOST.hostKey}`, remembers: identity },
    plain: { opens: `/host?code=${CODE}&id=VELVET-CORK#key=${HOST.hostKey}`, remembers: identity },
    otherKey: { opens: `/host?id=${HOST.hostId}#key=${TOKEN}`, remembers: identity },
  },
  form: {
    plain: home([{ press: form }, { see: 'form' }]),
    edit: leading(say.hostAt(3), qr, { press: 'main button >> nth=-2' }, { see: 'form' }),
  },
  arriving: { plain: leading() },
  lobby: {
    plain: { ...leading(say.hostAt(12, { away: say.guests(12).slice(-2) }), qr), remembers: laid },
    empty: leading(say.hostAt(0, { title: say.wines[0]?.name ?? '' }), qr),
    crowd: leading(say.hostAt(200, { joining: 12 }), qr),
    hostLink: {
      ...leading(
        say.hostAt(3),
        qr,
        { press: 'main section .border-line button >> nth=-1' },
        { see: 'dialog svg[role=img]' },
      ),
      remembers: laid,
    },
    bigScreen: { ...leading(say.hostAt(3), qr, ...television), remembers: laid },
    bigScreenElsewhere: leading(say.hostAt(3), qr, ...television),
    locked: leading(say.hostAt(3, { locked: true }), qr),
    menu: leading(say.hostAt(3), qr, { press: more }, { see: 'dialog' }),
    people: leading(say.hostAt(12, { away: say.guests(12).slice(-2) }), qr, ...people),
    /** In a room that lists only the latest of its people. */
    peopleFound: {
      ...leading(say.hostAt(230, { participants: say.guests(230).slice(-50) }), qr, ...people, {
        ...{ fill: 'dialog input', with: 'velvet cork' },
      }),
      serves: everybody,
    },
    removed: leading(say.hostAt(3), qr, ...people, { press: 'dialog li >> nth=1 >> button >> nth=1' }, {
      ...say.lobby(2),
      participants: [say.ME, 'SMOKY-CASK'],
      rev: 2,
    } as Frame),
    seatLink: leading(say.hostAt(3), qr, ...people, { press: 'dialog li button >> nth=0' }, seatKey, {
      see: 'dialog svg[role=img]',
    }),
    refused: leading(say.hostAt(3), qr, say.refused('STORAGE', 'host:start')),
    offline: leading(say.hostAt(3), qr, { offline: true }),
  },
  question: {
    plain: leading(say.hostAt(12), say.question(), ...answered(7, 12), away(2)),
    longest: leading(say.hostAt(3), say.question(9, 7_000)),
    everybody: leading(say.hostAt(3), say.question(), ...answered(3, 3)),
    paused: leading(say.hostAt(12), say.question(), ...answered(2, 12), say.paused),
    crowd: leading(say.hostAt(200, { joining: 1 }), say.question(), ...answered(120, 200)),
    over: leading(say.hostAt(12), say.question(0, 0), ...answered(7, 12)),
    menu: leading(say.hostAt(12), say.question(), { press: more }, { see: 'dialog' }),
    ends: leading(say.hostAt(12), say.question(), { press: end }, { see: 'dialog' }),
  },
  reveal: {
    plain: leading(say.hostAt(7), say.question(), say.revealed([1, 1, 5, 0], { results: results(7) })),
    longest: leading(say.hostAt(7), say.question(9), say.revealed([0, 7, 0, 0], { results: results(7) }, 9)),
    nobody: leading(say.hostAt(3), say.question(), say.revealed([0, 0, 0, 0], { results: results(3) })),
    crowd: leading(say.hostAt(200), say.question(), say.revealed([20, 10, 140, 30], { results: results(200) })),
    corrected: leading(
      ...[say.hostAt(7), say.question()],
      say.revealed([1, 1, 5, 0], { results: results(7), corrected: true }),
    ),
    corrects: leading(
      ...[say.hostAt(7), say.question(), say.revealed([1, 1, 5, 0], { results: results(7) })],
      ...[{ press: more }, { press: 'dialog .w-full >> nth=2' }, { see: 'dialog button svg >> nth=1' }],
    ),
  },
  question_standings: {
    plain: leading(say.hostAt(7), say.question(2), say.standings(say.ranked(scores))),
    last: leading(say.hostAt(7), say.question(4), say.standings(say.ranked(scores), null, true)),
    rests: leading(say.hostAt(7), say.question(2), say.standings(say.ranked(scores)), {
      ...{ type: 'game:break', until: NOW + 754_000, rev: 5 },
    }),
    crowd: leading(say.hostAt(200), say.question(2), say.standings(say.ranked(scores, 200))),
  },
  round_standings: {
    plain: leading(say.hostAt(7), say.question(4), say.wineStandings(say.ranked(scores))),
    last: leading(say.hostAt(7), say.question(9), say.wineStandings(say.ranked(scores), 1)),
  },
  final: {
    plain: leading(say.hostAt(7), say.question(9), say.final(say.ranked(scores))),
    crowd: leading(say.hostAt(200), say.question(9), say.final(say.ranked(scores, 200))),
    reopens: leading(say.hostAt(7, { phase: 'ended', rankings: say.ranked(scores), reopenableUntil: NOW + 3_600_000 })),
  },
} satisfies Record<HostPlace, Rows>;
