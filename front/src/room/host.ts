// The host's side of a room: what is on the table, and the commands that move the evening on.
import { create } from 'zustand';
import type { ClientMessage } from '../protocol/ClientMessage';
import type { Frame } from '../protocol/Frame';
import type { UpdateSession } from '../protocol/UpdateSession';
import { peopleIn, resultsAsCsv, type Answer, type Person } from './api';
import { clearAddress, takeLink } from './address';
import { useCellar } from './cellar';
import { roomClock } from './clock';
import { connect, type Connection, type Line } from './connection';
import { heldHandle, heldHost, keepHost, wholeHost } from './identity';
import { browserMemory } from './memory';
import { hostArrives, reduceHost, type HostRoom } from './reduceHost';
import { arriveByBack, enterRoom, leaveRoom } from './steps';
import { troubleOfClose, type Trouble } from './trouble';

/** What a host says with a button; the room's `rev` is added here. */
type Said<Message> = Message extends { type: `host:${string}`; expectRev?: number }
  ? Omit<Message, 'expectRev'>
  : never;
export type Command = Said<Exclude<ClientMessage, { type: 'host:screen_key' }>>;
/** Those of them that are only a word. */
export type PlainCommand = Exclude<
  Command['type'],
  'host:remove' | 'host:reseat' | 'host:extend' | 'host:break' | 'host:correct'
>;

export type Whereabouts =
  | { at: 'dashboard' }
  /** The link that was opened is another host's, or this one's with another key. */
  | { at: 'choice'; code: string | null; mine: string; offered: { hostId: string; hostKey: string } }
  | { at: 'room'; code: string };

interface HostSide {
  where: Whereabouts;
  room: HostRoom;
  line: Line;
  /** Said, and not yet carried out or refused. */
  pending: Command['type'] | null;
  trouble: Trouble | null;
  /** What opens the big screen, where this browser was told; elsewhere only a fresh one can be had. */
  screenKey: string | null;
  /** The page was opened. */
  open: () => void;
  /** The browser went back or forward. */
  move: () => void;
  /** What is owed to the room it is told first, as often as it takes. */
  enter: (code: string, owed?: UpdateSession | null) => Promise<void>;
  /** Becomes another host, as a link offers. */
  become: (host: { hostId: string; hostKey: string }, code: string | null) => void;
  leave: () => void;
  /** Everybody, where the room lists only the latest. */
  everybody: () => Promise<Answer<Person[]>>;
  /** The results for a spreadsheet. Null if they cannot be had: what stood in the way is shown. */
  results: () => Promise<string | null>;
  command: (command: Command) => void;
  /** Makes a key for big screens; those that were opened with the one before go dark. */
  freshScreenKey: () => void;
  /** Null once the room has the change, else what stood in its way. Stale if the room is no more at the `rev` given. */
  edit: (change: UpdateSession, rev?: number) => Promise<Trouble | null>;
  /** The same with one press: what stood in its way is shown. */
  change: (change: UpdateSession) => Promise<void>;
}

const memory = browserMemory();
let connection: Connection | null = null;
/** A change that was made before the room was entered, until the room has it. */
let debt: UpdateSession | null = null;
/** A link to a seat that was asked for, until the room has made or refused it: said into a dead line it was not heard. */
let reseating: Command | null = null;
let edited: ((trouble: Trouble | null) => void) | null = null;
/** An edit was taken: ours, or one of another page that came before it. */
let someEditTaken = false;

export const useHost = create<HostSide>((set, get) => {
  function settleEdit(trouble: Trouble | null) {
    edited?.(trouble);
    edited = null;
    someEditTaken = false;
  }

  function hear(said: Frame) {
    if ('serverTime' in said) roomClock.observe(said.serverTime);
    if (said.type === 'sessions:list') useCellar.getState().learn(said.sessions);
    const linked = said.type === 'host:seat_link' || (said.type === 'error' && said.replyTo === 'host:reseat');
    if (linked) reseating = null;
    if (said.type === 'error') return refused(said.code, said.replyTo);
    if (said.type === 'session:created') {
      memory.keepScreenKey(said.code, said.screenKey);
      set({ screenKey: said.screenKey });
    }

    const { room: before, pending } = get();
    const room = reduceHost(before, said);
    // Ended by the clock, in the hour in which nobody looked at this page: only a snapshot says that it can go on.
    if (before.screen.at !== 'final' && said.type === 'game:final_leaderboard' && !pending) connection?.prove();
    const isNews = room.rev !== before.rev || said.type === 'host:state_snapshot';
    set({ room, ...(isNews ? { pending: null, trouble: null } : {}) });
    if (said.type === 'host:state_snapshot' && someEditTaken) settleEdit(null);
    if (said.type === 'host:session_updated') {
      debt = null;
      // If it was another page's, ours is refused before the room answers this proof.
      someEditTaken = edited !== null;
      if (someEditTaken) connection?.prove();
    }
  }

  function refused(code: Trouble, replyTo?: string) {
    if (replyTo === 'update_session' && !debt) return settleEdit(code);
    if (replyTo === 'update_session') debt = null;
    const unknown = code === 'INVALID_HOST_ID' || code === 'SESSION_NOT_FOUND';
    if (unknown && get().line !== 'live') return leave(code);
    set({ pending: null });
    show(code);
  }

  function show(trouble: Trouble | null) {
    // A stale command is no fault of anybody's: the snapshot that follows shows where the room is.
    set({ trouble: trouble === 'STALE_COMMAND' ? null : trouble });
  }

  function leave(trouble: Trouble | null) {
    connection?.close();
    connection = null;
    debt = null;
    settleEdit('UNREACHABLE');
    leaveRoom();
    set({ where: { at: 'dashboard' }, room: hostArrives, pending: null, trouble: null });
    useCellar.getState().complain(trouble);
  }

  return {
    where: { at: 'dashboard' },
    room: hostArrives,
    line: 'connecting',
    pending: null,
    trouble: null,
    screenKey: null,

    open() {
      const { code, id, secret } = takeLink('key');
      const mine = heldHandle();
      const held = heldHost();
      const offered = { hostId: id, hostKey: secret };
      // A handle that is held without a key takes the link's.
      if (id && secret && mine && (mine !== id || (held && held.hostKey !== secret)))
        return set({ where: { at: 'choice', code: code || null, mine, offered } });
      if (id && secret && !held) {
        keepHost(offered);
        useCellar.setState({ handle: id });
      }
      if (code) void get().enter(code);
      else if (id) clearAddress();
    },

    move() {
      const { where, enter } = get();
      const code = arriveByBack();
      if (code && where.at === 'dashboard') void enter(code);
      else if (!code && where.at === 'room') leave(null);
    },

    async enter(code, owed = null) {
      connection?.close();
      debt = owed;
      reseating = null;
      set({
        where: { at: 'room', code },
        room: { ...hostArrives, code },
        line: 'connecting',
        pending: null,
        trouble: null,
        screenKey: memory.screenKey(code),
      });
      const held = await wholeHost();
      if (!held.ok) return leave(held.trouble);
      const { hostId, hostKey } = held.value;
      enterRoom(code, hostId);
      connection = connect(code, {
        proof: () => ({ type: 'rejoin_host', hostId, hostKey }),
        answersProof: ({ type }) => type === 'host:state_snapshot',
        hear,
        line: (line) => {
          set({ line });
          if (line !== 'live') return settleEdit('UNREACHABLE');
          if (debt) connection?.say({ type: 'update_session', ...debt, expectRev: get().room.rev });
          if (reseating) connection?.say(reseating);
        },
        closed: (why) => leave(why === 4008 ? 'INVALID_HOST_ID' : troubleOfClose(why)),
        roundTrip: roomClock.roundTrip,
      });
    },

    become(host, code) {
      keepHost(host);
      useCellar.setState({ handle: host.hostId, tastings: [] });
      if (code) void get().enter(code);
      else leave(null);
    },

    leave: () => leave(null),

    async everybody() {
      const held = await wholeHost();
      return held.ok ? peopleIn(held.value, get().room.code) : held;
    },

    async results() {
      const held = await wholeHost();
      const results = held.ok ? await resultsAsCsv(held.value, get().room.code) : held;
      show(results.ok ? null : results.trouble);
      return results.ok ? results.value : null;
    },

    command(command) {
      if (command.type === 'host:reseat') {
        // It moves nothing, so nothing stands in its way; the link before it is dead from now on.
        set(({ room }) => ({ room: { ...room, seatLink: null }, trouble: null }));
        reseating = command;
        if (get().line === 'live') connection?.say(command);
        return;
      }
      if (get().pending) return;
      set({ pending: command.type, trouble: null });
      connection?.say({ ...command, expectRev: get().room.rev });
    },

    freshScreenKey: () => connection?.say({ type: 'host:screen_key' }),

    edit(change, rev = get().room.rev) {
      settleEdit('UNREACHABLE');
      // What would be said later could undo an edit that is made later.
      if (get().line !== 'live') return Promise.resolve('UNREACHABLE');
      connection?.say({ type: 'update_session', ...change, expectRev: rev });
      return new Promise((resolve) => (edited = resolve));
    },

    async change(change) {
      // One at a time: the next one goes by what the room says to this.
      if (!edited) show(await get().edit(change));
    },
  };
});
