// The participant's side of a room: where they are, and what they may do about it.
import { create } from 'zustand';
import type { Frame } from '../protocol/Frame';
import { clearAddress, showInAddress, takeLink } from './address';
import { arrive } from './arrival';
import { roomClock } from './clock';
import { connect, type Connection, type Line } from './connection';
import { browserMemory, type Seat } from './memory';
import {
  choose,
  keepsake,
  participantArrives,
  recall,
  reduceParticipant,
  unconfirmed,
  type ParticipantRoom,
} from './reduceParticipant';
import { drawSecret } from './secrets';
import { troubleOfClose, type Trouble } from './trouble';

const CONFIRM_MS = 2_500;

export type Whereabouts =
  /** `stranger`: whose personal link was refused. */
  | { at: 'form'; code: string; busy: boolean; trouble: Trouble | null; stranger: string | null }
  | { at: 'choice'; mine: Seat; offered: Seat }
  /** Open on too many devices; this one gave way. */
  | { at: 'elsewhere' }
  | { at: 'seated' };

interface Participant {
  where: Whereabouts;
  room: ParticipantRoom;
  line: Line;
  /** The seat this browser holds or asks for. */
  seat: Seat | null;
  /** The name that was asked for was not given. */
  nameRefused: boolean;
  /** The page was opened. */
  open: () => void;
  join: (code: string) => void;
  /** Takes a seat that the browser remembers or was offered. */
  sit: (seats: Seat[]) => void;
  answer: (optionId: string) => void;
  /** To be called so, beside the handle. */
  addName: (displayName: string) => void;
  /** To the join form; the seat is kept, and the form leads back to it. */
  goElsewhere: () => void;
  playAnother: () => void;
  /** The seat that this browser holds, of whatever tasting. */
  remembered: () => Seat | null;
}

const memory = browserMemory();
let connection: Connection | null = null;
let confirmation: ReturnType<typeof setTimeout> | undefined;
/** Whether the room, when it was entered last, said that its evening is over. */
let isOver = false;

const emptyForm = { at: 'form', code: '', busy: false, trouble: null, stranger: null } as const;

export const useParticipant = create<Participant>((set, get) => {
  /** Calls the room; `others` are tried if the seat is refused. */
  function call(seat: Seat, others: Seat[], where: Whereabouts) {
    connection?.close();
    const token = seat.token ? { rejoinToken: seat.token } : {};
    /** As it is known by now: who joins has no handle until the room gives one. */
    const asked = () => get().seat ?? seat;
    // Saved before it is sent, as a join's: if the reply is lost, the same secret gets the same seat.
    if (seat.seatKey) memory.keepSeat({ ...seat, before: seatBefore(seat) });
    set({ where, seat, line: 'connecting', room: recall(seat), nameRefused: false });
    connection = connect(seat.code, {
      proof: () => {
        const { id, seatKey } = asked();
        const proof = { ...token, ...(seatKey && { seatKey }) };
        return id ? { type: 'rejoin_session', pseudonym: id, ...proof } : { type: 'join_session', ...token };
      },
      answersProof: ({ type }) => type === 'participant:joined' || type === 'participant:state_snapshot',
      hear: (said) => hear(said, asked(), others),
      line: (line) => {
        set({ line });
        if (line === 'live') pursue();
      },
      closed: (code) => leave(troubleOfClose(code), asked()),
      roundTrip: roomClock.roundTrip,
    });
  }

  /** The seat that this browser goes back to if the one-time link is refused, also when it is opened again. */
  function seatBefore({ seatKey }: Seat): Seat | undefined {
    const mine = memory.seat();
    return (mine?.seatKey === seatKey ? mine?.before : mine) ?? undefined;
  }

  function hear(said: Frame, seat: Seat, others: Seat[]) {
    if ('serverTime' in said) roomClock.observe(said.serverTime);
    if (said.type === 'error' && said.replyTo !== 'submit_answer') {
      // Somebody who has a seat joins again only for a name.
      if (said.replyTo === 'join_session' && get().line === 'live') return set({ nameRefused: true });
      return refused(said.code === 'GAME_STARTED' && isOver ? 'ENDED' : said.code, seat, others);
    }
    if (said.type === 'server:state_snapshot') isOver = said.phase === 'ended';

    // What closes the line may take its reason away, so the word itself is taken.
    if (said.type === 'participant:removed') return leave('REMOVED', seat);

    const before = get().room;
    const room = reduceParticipant(before, said);
    set({ room });
    const { token } = seat;
    if (said.type === 'participant:joined')
      seated({ id: said.pseudonym, code: seat.code, token: said.rejoinToken ?? token });
    if (said.type === 'participant:state_snapshot') {
      seated({ id: said.pseudonym, code: seat.code, token });
      submit();
    }
    if (said.type === 'game:timer_resumed') submit();
    // Also what this browser was away for; where the room cannot say it, what was seen here stays.
    if (said.type === 'game:final_leaderboard') connection?.say({ type: 'review' });
    // An answer that is settled is not to be sent again by another page, over one that was given since.
    const settled = unconfirmed(before) && !unconfirmed(room);
    if (room.review !== before.review || room.screen.at === 'final' || settled) keep(get().seat ?? seat);
    pursue();
  }

  function seated(seat: Seat) {
    keep(seat);
    showInAddress(seat.code, seat.id);
    set({ where: { at: 'seated' } });
  }

  /** With what was seen from it; once the evening is over it is the last one. */
  function keep(one: Seat) {
    const { room } = get();
    const seat = { ...one, evening: keepsake(room) };
    if (room.screen.at === 'final') memory.seatEnded(seat);
    else memory.keepSeat({ ...seat, before: seatElsewhere(seat.code) });
    set({ seat });
  }

  /** The seat of another tasting that this browser holds, from before this one or from another tab. */
  function seatElsewhere(code: string): Seat | undefined {
    const mine = memory.seat();
    const other = [mine, mine?.before].find((one) => one?.id && one.code !== code);
    return other ? { ...other, before: undefined } : undefined;
  }

  /** The room did not take this browser for who it says it is, or does not let it in. */
  function refused(code: Trouble, seat: Seat, others: Seat[]) {
    const [next, ...rest] = others;
    const tryAgainLater = code === 'RATE_LIMITED' || code === 'STORAGE' || code === 'INTERNAL';
    if (get().line === 'live') return;
    if (tryAgainLater) {
      if (seat.id) return;
      // The token stays: what is sent again is the same join.
      hangUp();
      return set({ where: { ...emptyForm, code: seat.code, trouble: code }, seat: null });
    }
    if (code === 'INVALID_PSEUDONYM' && next) return call(next, rest, { at: 'seated' });
    leave(code === 'INVALID_PSEUDONYM' && seat.seatKey ? 'SEAT_LINK_SPENT' : code, seat);
  }

  function leave(trouble: Trouble, seat: Seat) {
    const joining = !seat.id;
    hangUp();
    if (trouble === 'REPLACED') return set({ where: { at: 'elsewhere' } });
    const mine = memory.seat();
    const isRefused = (one: Seat | null | undefined) => one?.code === seat.code && one.id === seat.id;
    const held = isRefused(mine);
    const before = held ? mine?.before : undefined;
    if (before) memory.keepSeat(before);
    else if (held) memory.dropSeat();
    else if (mine && isRefused(mine.before)) memory.keepSeat({ ...mine, before: undefined });
    else if (!joining && memory.last()?.code === seat.code) memory.forgetLast();
    const stranger = trouble === 'INVALID_PSEUDONYM' && !joining && !held ? seat.id : null;
    if (!joining) clearAddress();
    set({ where: { ...emptyForm, code: seat.code, trouble: stranger ? null : trouble, stranger }, seat: null });
  }

  function hangUp() {
    clearTimeout(confirmation);
    connection?.close();
    connection = null;
  }

  /** Says the answer that the room has not confirmed, unless the clock stands: nobody answers then. */
  function submit() {
    const { room } = get();
    const answer = unconfirmed(room);
    if (!answer || room.screen.at !== 'question' || !room.screen.countdown.runs) return;
    connection?.say({ type: 'submit_answer', ...answer });
  }

  /** Says it again until it is confirmed. */
  function pursue() {
    clearTimeout(confirmation);
    const { room, line } = get();
    if (line !== 'live' || !unconfirmed(room)) return;
    confirmation = setTimeout(() => {
      submit();
      pursue();
    }, CONFIRM_MS);
  }

  return {
    where: emptyForm,
    room: participantArrives,
    line: 'connecting',
    seat: null,
    nameRefused: false,

    open() {
      const arrival = arrive(takeLink('token'), memory.seat(), memory.last());
      if (arrival.does === 'rejoin') get().sit(arrival.seats);
      else if (arrival.does === 'ask') set({ where: { at: 'choice', ...arrival } });
      else set({ where: { ...emptyForm, code: arrival.code } });
    },

    join(code) {
      // Saved before it is sent: if the reply is lost, the same secret gets the same seat.
      const mine = memory.seat();
      const held = mine?.id ? mine : mine?.before;
      const own = [held, held?.before, memory.last()].find((one) => one?.code === code);
      if (own) return get().sit([own]);
      const asked = mine?.code === code ? mine : null;
      const seat = asked ?? { id: '', code, token: drawSecret(), ...(held && { before: held }) };
      memory.keepSeat(seat);
      call(seat, [], { ...emptyForm, code, busy: true });
    },

    sit([seat, ...others]) {
      if (seat) call(seat, others, seat.id ? { at: 'seated' } : { ...emptyForm, code: seat.code, busy: true });
    },

    answer(optionId) {
      set({ room: choose(get().room, optionId) });
      const { line, seat } = get();
      // Off the line it waits in the room's picture and is said when the room knows this browser again. A line may be dead
      // without a sign of it, and the page be closed: the next one finds it here.
      if (line === 'live') submit();
      if (seat) keep(seat);
      pursue();
    },

    addName(displayName) {
      const { seat } = get();
      set({ nameRefused: false });
      connection?.say({ type: 'join_session', rejoinToken: seat?.token, displayName });
    },

    goElsewhere() {
      hangUp();
      clearAddress();
      set({ where: emptyForm, room: participantArrives, seat: null });
    },

    playAnother() {
      hangUp();
      memory.forgetSeats();
      clearAddress();
      set({ where: emptyForm, room: participantArrives, seat: null });
    },

    remembered() {
      const seat = memory.seat();
      return (seat?.id ? seat : seat?.before) ?? null;
    },
  };
});
