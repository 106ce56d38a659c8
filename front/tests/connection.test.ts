// The line to a room: what is said first, what waits, when it is dialled again. Only the socket is not real.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ClientMessage } from '../src/protocol/ClientMessage';
import type { Frame } from '../src/protocol/Frame';
import { connect, type Side } from '../src/room/connection';

interface Options {
  host: string;
  protocol: string;
  party: string;
  room: string;
  query: () => Promise<Record<string, string>>;
  shouldReconnectOnClose: (event: { code: number }) => boolean;
}

/** PartySocket as far as the connection knows it. */
class FakeSocket extends EventTarget {
  static made: FakeSocket[] = [];
  readonly OPEN = 1;
  readyState = 0;
  said: string[] = [];
  reconnects = 0;
  closed = false;

  constructor(readonly options: Options) {
    super();
    FakeSocket.made.push(this);
  }

  send(text: string) {
    this.said.push(text);
    return true;
  }

  reconnect() {
    this.reconnects += 1;
    this.drop(1000);
  }

  close() {
    this.closed = true;
  }

  open() {
    this.readyState = 1;
    this.dispatchEvent(new Event('open'));
  }

  hear(said: unknown) {
    const data = typeof said === 'string' ? said : JSON.stringify(said);
    this.dispatchEvent(Object.assign(new Event('message'), { data }));
  }

  drop(code: number) {
    this.readyState = 3;
    this.dispatchEvent(Object.assign(new Event('close'), { code }));
  }
}

// Called before the class above exists, so it names it only when it is used.
vi.mock('partysocket', () => ({
  PartySocket: function (options: Options) {
    return new FakeSocket(options);
  },
}));

const proof: ClientMessage = { type: 'rejoin_session', pseudonym: 'OAKY-OWL', rejoinToken: 'token' };
const answer: ClientMessage = { type: 'submit_answer', questionId: 'q', optionId: 'o' };
const greeting = { type: 'server:state_snapshot', phase: 'waiting', code: '1111', serverTime: 0 };
const seated = { type: 'participant:joined', pseudonym: 'OAKY-OWL' };

function dial() {
  const heard: Frame[] = [];
  const lines: string[] = [];
  const closes: number[] = [];
  const trips: number[] = [];
  const side: Side = {
    proof: () => proof,
    answersProof: ({ type }) => type === 'participant:joined',
    hear: (said) => heard.push(said),
    line: (line) => lines.push(line),
    closed: (code) => closes.push(code),
    roundTrip: (ms) => trips.push(ms),
  };
  const connection = connect('1111', side);
  const socket = FakeSocket.made.at(-1) as FakeSocket;
  const messages = () => socket.said.filter((text) => text !== 'ping').map((text) => JSON.parse(text) as ClientMessage);
  return { connection, socket, messages, heard, lines, closes, trips };
}

let page: EventTarget & { visibilityState: string };

beforeEach(() => {
  vi.useFakeTimers();
  page = Object.assign(new EventTarget(), { visibilityState: 'visible' });
  vi.stubGlobal('document', page);
  vi.stubGlobal('window', Object.assign(new EventTarget(), { location: { protocol: 'http:', hostname: 'localhost' } }));
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe('the proof', () => {
  it('goes to the room’s address, without ticks', async () => {
    const { options } = dial().socket;
    expect(options).toMatchObject({ host: 'localhost:1999', protocol: 'ws', party: 'main', room: '1111' });
    expect(await options.query()).toEqual({ ticks: '0' });
  });

  it('is said first, and everything else waits until it was answered', () => {
    const { connection, socket, messages, lines } = dial();
    connection.say(answer);
    socket.open();
    expect(messages()).toEqual([proof]);
    socket.hear(greeting);
    expect(messages()).toEqual([proof]);
    socket.hear(seated);
    expect(messages()).toEqual([proof, answer]);
    expect(lines).toEqual(['live']);
  });

  it('is said again on every new line, and what is said meanwhile waits again', () => {
    const { connection, socket, messages, lines } = dial();
    socket.open();
    socket.hear(seated);
    socket.drop(1006);
    connection.say(answer);
    socket.open();
    expect(messages()).toEqual([proof, proof]);
    socket.hear(seated);
    expect(messages()).toEqual([proof, proof, answer]);
    expect(lines).toEqual(['live', 'connecting', 'live']);
  });

  it('that nobody answers is tried on a new line', () => {
    const { socket } = dial();
    socket.open();
    socket.hear('pong');
    vi.advanceTimersByTime(1_000);
    socket.hear('pong');
    vi.advanceTimersByTime(19_000);
    socket.hear('pong');
    vi.advanceTimersByTime(9_999);
    expect(socket.reconnects).toBe(0);
    vi.advanceTimersByTime(1);
    expect(socket.reconnects).toBe(1);
  });

  it('that the room could not deal with is tried on a new line, in its turn', () => {
    const { socket, messages, lines } = dial();
    const failed = { type: 'error', code: 'STORAGE', message: 'It could not be saved.' };
    socket.open();
    socket.hear({ ...failed, code: 'RATE_LIMITED' });
    expect(socket.reconnects).toBe(0);
    socket.hear(failed);
    expect(socket.reconnects).toBe(1);
    socket.open();
    socket.hear(seated);
    expect([messages(), lines.at(-1)]).toEqual([[proof, proof], 'live']);
    socket.hear(failed);
    expect(socket.reconnects).toBe(1);
  });
});

describe('the heartbeat', () => {
  function live() {
    const table = dial();
    table.socket.open();
    table.socket.hear(seated);
    table.socket.hear('pong');
    vi.advanceTimersByTime(1_000);
    table.socket.hear('pong');
    return table;
  }
  const pings = ({ said }: FakeSocket) => said.filter((text) => text === 'ping').length;

  it('asks again a second after the first answer, which a page that opens reads late', () => {
    const { socket, trips } = dial();
    socket.open();
    socket.hear(seated);
    vi.advanceTimersByTime(300);
    socket.hear('pong');
    vi.advanceTimersByTime(999);
    expect([pings(socket), trips]).toEqual([1, [300]]);
    vi.advanceTimersByTime(1);
    expect(pings(socket)).toBe(2);
    vi.advanceTimersByTime(4);
    socket.hear('pong');
    expect(trips).toEqual([300, 4]);
  });

  it('asks every 20 s while somebody looks, and measures the answer', () => {
    const { socket, trips } = live();
    expect(pings(socket)).toBe(2);
    vi.advanceTimersByTime(19_000);
    expect(pings(socket)).toBe(3);
    vi.advanceTimersByTime(120);
    socket.hear('pong');
    expect(trips.at(-1)).toBe(120);
    page.visibilityState = 'hidden';
    vi.advanceTimersByTime(60_000);
    expect(pings(socket)).toBe(3);
  });

  it('asks at once when the page or the network is back', () => {
    const { socket } = live();
    page.dispatchEvent(new Event('visibilitychange'));
    expect(pings(socket)).toBe(3);
    socket.hear('pong');
    window.dispatchEvent(new Event('online'));
    expect(pings(socket)).toBe(4);
  });

  it('dials again when no pong comes in 5 s', () => {
    const { socket } = live();
    vi.advanceTimersByTime(19_000 + 4_999);
    expect(socket.reconnects).toBe(0);
    vi.advanceTimersByTime(1);
    expect(socket.reconnects).toBe(1);
  });

  it('does not wait out the pause when somebody comes back to a lost line', () => {
    const { socket } = live();
    socket.drop(1006);
    page.dispatchEvent(new Event('visibilitychange'));
    expect(socket.reconnects).toBe(1);
  });
});

describe('the return to a room that everybody has lost', () => {
  const waits: [number, object][] = [
    [4_000, { type: 'lobby:updated', participants: [], names: {}, count: 4_000 }],
    [5_000, { type: 'participant:state_snapshot', totalCount: 5_000 }],
    [0, greeting],
  ];

  it.each(waits)('takes up to %i ms, by how many are there', async (ms, said) => {
    const random = vi.spyOn(Math, 'random').mockReturnValue(0.999_999);
    const { socket } = dial();
    await socket.options.query();
    socket.open();
    socket.hear(said);
    socket.hear(seated);
    socket.hear('pong');
    vi.advanceTimersByTime(6_000);
    socket.drop(1006);
    const there = vi.fn();
    void socket.options.query().then(there);
    await vi.advanceTimersByTimeAsync(Math.max(0, ms - 2));
    expect(there).toHaveBeenCalledTimes(ms === 0 ? 1 : 0);
    await vi.advanceTimersByTimeAsync(2);
    expect(there).toHaveBeenCalledTimes(1);
    random.mockRestore();
  });

  it('does not hurry when a room is too busy to answer a ping', async () => {
    const { socket } = dial();
    await socket.options.query();
    socket.open();
    vi.advanceTimersByTime(5_000);
    expect(socket.reconnects).toBe(1);
    const there = vi.fn();
    void socket.options.query().then(there);
    await vi.advanceTimersByTimeAsync(499);
    expect(there).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1_501);
    expect(there).toHaveBeenCalled();
  });
});

describe('the end of a line', () => {
  it('of the 4000s is the last word', () => {
    const { socket, closes } = dial();
    expect(socket.options.shouldReconnectOnClose({ code: 4003 })).toBe(false);
    expect(socket.options.shouldReconnectOnClose({ code: 1013 })).toBe(true);
    socket.open();
    socket.drop(4003);
    expect(closes).toEqual([4003]);
    page.dispatchEvent(new Event('visibilitychange'));
    vi.advanceTimersByTime(60_000);
    expect(socket.reconnects).toBe(0);
  });

  it('hung up from here hears nothing more', () => {
    const { connection, socket, heard } = dial();
    socket.open();
    connection.close();
    socket.hear(seated);
    expect(heard).toEqual([]);
    expect(socket.closed).toBe(true);
  });
});

it('ignores what is not a frame', () => {
  const { socket, heard } = dial();
  socket.open();
  for (const text of ['', 'nonsense', '5', 'null', '{"no":"type"}']) socket.hear(text);
  expect(heard).toEqual([]);
});
