// What this browser remembers between visits, under the keys that people's browsers already hold.
import type { RankingEntry } from '../protocol/RankingEntry';
import type { SessionListEntry } from '../protocol/SessionListEntry';
import type { Reviewed } from './review';

/** A participant's seat. An empty `id` is a seat that was asked for and not yet confirmed. */
export interface Seat {
  id: string;
  code: string;
  /** Missing in what an earlier version left: such a seat is tried by its handle alone. */
  token?: string;
  /** The secret of the one-time link it is asked for with, until it is granted. */
  seatKey?: string;
  /** The seat of another tasting: neither a mistyped code nor a page in another tab must cost it. */
  before?: Seat;
  /** What was seen from it. */
  evening?: Evening;
}

export interface Unsent {
  questionId: string;
  optionId: string;
}

/** What a phone still shows of an evening when the room cannot be asked. */
export interface Evening {
  review: Reviewed[];
  /** The answer that the room has not confirmed. */
  unsent?: Unsent;
  /** Once it is over. */
  standings?: { rankings: RankingEntry[]; me: RankingEntry | null };
}

export interface HostIdentity {
  id: string;
  /** Missing in what an earlier version left. */
  key?: string;
}

export type Store = Pick<Storage, 'length' | 'key' | 'getItem' | 'setItem' | 'removeItem'>;

const HOST_ID = 'sommelierArena:hostId';
const HOST_KEY = 'sommelierArena:hostKey';
const SESSIONS = 'sommelierArena:sessions';
const REJOIN = 'sommelierArena:rejoin';
const LAST = 'sommelierArena:last';
const SCREENS = 'sommelierArena:screens';

const MOST_SCREENS = 20;

const OLDER_LISTS = ['sommelier-arena-host-', 'sommelierArena:sessions:'];
const OLDER_REJOIN = 'sommelier-arena-rejoin';

export type Memory = ReturnType<typeof makeMemory>;

export function makeMemory(store: Store) {
  takeOver(store);

  /** What the store refused to take: a host who is another one at each look would be let into no room. */
  const page = pageStore();
  const read = (key: string) => page.getItem(key) ?? attempt(() => store.getItem(key)) ?? null;
  const drop = (key: string) => {
    page.removeItem(key);
    attempt(() => store.removeItem(key));
  };
  const write = (key: string, value: string) => {
    page.setItem(key, value);
    attempt(() => {
      store.setItem(key, value);
      page.removeItem(key);
    });
  };

  return {
    host(): HostIdentity | null {
      const id = read(HOST_ID);
      return id ? { id, key: read(HOST_KEY) ?? undefined } : null;
    },
    keepHost(id: string, key: string) {
      write(HOST_ID, id);
      write(HOST_KEY, key);
    },
    sessions: (): SessionListEntry[] => asSessions(read(SESSIONS)),
    keepSessions: (sessions: SessionListEntry[]) => write(SESSIONS, JSON.stringify(sessions)),
    seat: (): Seat | null => asSeat(read(REJOIN)),
    keepSeat: (seat: Seat) => write(REJOIN, JSON.stringify(seat)),
    dropSeat: () => drop(REJOIN),
    /** The seat of the evening that ended last: it shows the final standings and the review again after a reload. */
    last: (): Seat | null => asSeat(read(LAST)),
    seatEnded(seat: Seat) {
      write(LAST, JSON.stringify(seat));
      const held = asSeat(read(REJOIN));
      if (held?.code !== seat.code) return;
      // One of another tasting, which may go on in another tab.
      if (held.before) write(REJOIN, JSON.stringify(held.before));
      else drop(REJOIN);
    },
    forgetLast: () => drop(LAST),
    forgetSeats() {
      drop(REJOIN);
      drop(LAST);
    },
    /** The key for big screens of a tasting, if this browser made or was handed it. */
    screenKey: (code: string): string | null => asScreens(read(SCREENS)).find((one) => one.code === code)?.key ?? null,
    keepScreenKey(code: string, key: string) {
      const others = asScreens(read(SCREENS)).filter((one) => one.code !== code);
      write(SCREENS, JSON.stringify([{ code, key }, ...others].slice(0, MOST_SCREENS)));
    },
  };
}

let ofThisPage: Memory | null = null;

/** The browser's own, or one that lasts as long as the page where the browser grants none. */
export function browserMemory(): Memory {
  ofThisPage ??= makeMemory(attempt(() => window.localStorage) ?? pageStore());
  return ofThisPage;
}

/** Takes what earlier versions left under other keys, once. */
function takeOver(store: Store) {
  attempt(() => {
    const keys = Array.from({ length: store.length }, (_, at) => store.key(at) ?? '');
    for (const prefix of OLDER_LISTS) {
      for (const key of keys.filter((name) => name.startsWith(prefix) && name !== SESSIONS)) {
        const known = asSessions(store.getItem(SESSIONS));
        const same = (entry: SessionListEntry) =>
          known.some((one) => one.code === entry.code && one.createdAt === entry.createdAt);
        const all = [...known, ...asSessions(store.getItem(key)).filter((entry) => !same(entry))];
        store.setItem(SESSIONS, JSON.stringify(all));
        if (!store.getItem(HOST_ID)) store.setItem(HOST_ID, key.slice(prefix.length));
        store.removeItem(key);
      }
    }
    const seat = asSeat(store.getItem(OLDER_REJOIN));
    if (seat && !store.getItem(REJOIN)) store.setItem(REJOIN, JSON.stringify(seat));
    store.removeItem(OLDER_REJOIN);
  });
}

function asSessions(text: string | null): SessionListEntry[] {
  const list = parse(text);
  if (!Array.isArray(list)) return [];
  return list.filter((entry) => isRecord(entry) && typeof entry.code === 'string').map(completed);
}

/** What an earlier version listed may lack fields that the screens read. */
function completed(entry: Record<string, unknown>): SessionListEntry {
  const { code, title, createdAt, status, participantCount, finalRankings } = entry as Partial<SessionListEntry>;
  return {
    code: String(code),
    title: title ?? '',
    createdAt: createdAt ?? new Date(0).toISOString(),
    status: status ?? 'waiting',
    participantCount: participantCount ?? 0,
    finalRankings: Array.isArray(finalRankings) ? finalRankings : undefined,
  };
}

function asSeat(text: string | null): Seat | null {
  return seatOf(parse(text));
}

function seatOf(seat: unknown): Seat | null {
  if (!isRecord(seat)) return null;
  const { id, pseudonym, code, token, seatKey } = seat;
  const handle = typeof id === 'string' ? id : pseudonym;
  if (typeof handle !== 'string' || typeof code !== 'string') return null;
  const [before, evening] = [seatOf(seat.before), eveningOf(seat.evening)];
  return {
    ...{ id: handle, code },
    ...(typeof token === 'string' && token && { token }),
    ...(typeof seatKey === 'string' && { seatKey }),
    ...(before && { before }),
    ...(evening && { evening }),
  };
}

/** Written by this page or an earlier one of it: only as much is checked as keeps a screen from failing on it. */
function eveningOf(kept: unknown): Evening | null {
  if (!isRecord(kept) || !Array.isArray(kept.review)) return null;
  const { review, unsent, standings } = kept;
  const over = isRecord(standings) && Array.isArray(standings.rankings);
  return {
    review: review.filter(isRecord),
    ...(isRecord(unsent) && typeof unsent.questionId === 'string' && typeof unsent.optionId === 'string' && { unsent }),
    ...(over && { standings }),
  } as unknown as Evening;
}

function asScreens(text: string | null): { code: string; key: string }[] {
  const list = parse(text);
  return Array.isArray(list) ? list.filter((one) => isRecord(one) && typeof one.key === 'string') : [];
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

export const parse = (text: string | null): unknown => (text ? attempt(() => JSON.parse(text) as unknown) : undefined);

/** A private window may refuse, a full disk may refuse: the game goes on. */
export function attempt<T>(deed: () => T): T | undefined {
  try {
    return deed();
  } catch {
    return undefined;
  }
}

/** Lasts as long as the page. */
export function pageStore(): Store {
  const kept = new Map<string, string>();
  return {
    get length() {
      return kept.size;
    },
    key: (at) => [...kept.keys()][at] ?? null,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  };
}
