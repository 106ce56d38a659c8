// What a browser remembers, what it takes over from earlier versions, and what it does where it may keep nothing.
import { describe, expect, it } from 'vitest';
import { browserMemory, makeMemory } from '../src/room/memory';

function storage(given: Record<string, unknown> = {}) {
  const kept = new Map(
    Object.entries(given).map(([key, value]) => [key, typeof value === 'string' ? value : JSON.stringify(value)]),
  );
  const store = {
    get length() {
      return kept.size;
    },
    key: (at: number) => [...kept.keys()][at] ?? null,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
  return { store, kept };
}

const seat = { id: 'TANNIC-FALCON', code: '5720', token: 'a-token' };
const entry = (code: string) => ({
  code,
  title: code,
  createdAt: '2026-01-01T00:00:00.000Z',
  status: 'waiting',
  participantCount: 0,
});

describe('a seat', () => {
  it('is kept under the documented key', () => {
    const { store, kept } = storage();
    makeMemory(store).keepSeat(seat);
    expect(JSON.parse(kept.get('sommelierArena:rejoin') ?? '')).toEqual(seat);
  });

  it('moves to the last evening when that ends', () => {
    const { store, kept } = storage({ 'sommelierArena:rejoin': seat });
    const memory = makeMemory(store);
    memory.seatEnded(seat);
    expect(memory.seat()).toBeNull();
    expect(memory.last()).toEqual(seat);
    memory.forgetSeats();
    expect([...kept.keys()]).toEqual([]);
  });

  it('of another tasting is left alone when an old one is looked at again', () => {
    const { store } = storage({ 'sommelierArena:rejoin': { ...seat, code: '1234' } });
    const memory = makeMemory(store);
    memory.seatEnded(seat);
    expect(memory.seat()?.code).toBe('1234');
  });

  it('of another tasting stands again when the one that was taken after it ends', () => {
    const other = { id: 'RICH-CORK', code: '1234', token: 'theirs' };
    const memory = makeMemory(storage({ 'sommelierArena:rejoin': { ...seat, before: other } }).store);
    memory.seatEnded(seat);
    expect(memory.seat()).toEqual(other);
  });

  it('that cannot be read is none', () => {
    for (const text of ['', 'null', '[]', '{', '{"id":5}']) {
      expect(makeMemory(storage({ 'sommelierArena:rejoin': text }).store).seat()).toBeNull();
    }
  });
});

describe('older keys', () => {
  it('give their lists to the one list, and are deleted', () => {
    const { store, kept } = storage({
      'sommelierArena:sessions': [entry('1111')],
      'sommelier-arena-host-OAKY-OWL': [entry('2222'), entry('1111')],
      'sommelierArena:sessions:OAKY-OWL': [entry('3333')],
    });
    const memory = makeMemory(store);
    expect(
      memory
        .sessions()
        .map(({ code }) => code)
        .sort(),
    ).toEqual(['1111', '2222', '3333']);
    expect(memory.host()).toEqual({ id: 'OAKY-OWL', key: undefined });
    expect([...kept.keys()].sort()).toEqual(['sommelierArena:hostId', 'sommelierArena:sessions']);
  });

  it('give their seat, which has no token, and never over a newer one', () => {
    const older = { pseudonym: 'OAKY-OWL', code: '2222' };
    const alone = makeMemory(storage({ 'sommelier-arena-rejoin': older }).store);
    expect(alone.seat()).toEqual({ id: 'OAKY-OWL', code: '2222' });
    const { store, kept } = storage({ 'sommelier-arena-rejoin': older, 'sommelierArena:rejoin': seat });
    expect(makeMemory(store).seat()).toEqual(seat);
    expect(kept.has('sommelier-arena-rejoin')).toBe(false);
  });
});

it('keeps as long as the page is open what a storage refuses', () => {
  const refuse = () => {
    throw new DOMException('denied', 'SecurityError');
  };
  const memory = makeMemory({ length: 1, key: refuse, getItem: refuse, setItem: refuse, removeItem: refuse });
  memory.keepSeat(seat);
  memory.keepHost('A-B', 'key');
  expect(memory.seat()).toEqual(seat);
  expect(memory.host()).toEqual({ id: 'A-B', key: 'key' });
  expect(memory.sessions()).toEqual([]);
  memory.dropSeat();
  expect(memory.seat()).toBeNull();
});

it('shows what a full storage could not take rather than what it took before', () => {
  const { store } = storage({ 'sommelierArena:rejoin': seat });
  const full = new DOMException('full', 'QuotaExceededError');
  let isFull = true;
  const setItem = (key: string, value: string) => {
    if (isFull) throw full;
    store.setItem(key, value);
  };
  const memory = makeMemory({ ...store, setItem });
  memory.keepSeat({ ...seat, code: '1234' });
  expect(memory.seat()).toEqual({ ...seat, code: '1234' });
  isFull = false;
  memory.keepSeat({ ...seat, code: '2345' });
  expect(memory.seat()).toEqual({ ...seat, code: '2345' });
});

it('is one for the whole page, also where the browser grants none', () => {
  browserMemory().keepScreenKey('5720', 'key');
  expect(browserMemory().screenKey('5720')).toBe('key');
});

describe('the keys for big screens', () => {
  it('are kept by code, the latest of each and the latest twenty', () => {
    const memory = makeMemory(storage().store);
    for (let code = 1000; code < 1021; code += 1) memory.keepScreenKey(String(code), `key ${code}`);
    memory.keepScreenKey('1005', 'a fresh one');
    expect(memory.screenKey('1000')).toBeNull();
    expect(memory.screenKey('1001')).toBe('key 1001');
    expect(memory.screenKey('1005')).toBe('a fresh one');
  });
});
