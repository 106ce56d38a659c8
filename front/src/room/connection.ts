// One browser's line to one room: it proves who it is first, and keeps what is said until that was answered.
import { PartySocket } from 'partysocket';
import type { ClientMessage } from '../protocol/ClientMessage';
import type { Frame } from '../protocol/Frame';
import { startHeartbeat } from './heartbeat';
import { makePace } from './pace';
import { server } from './server';

const CONNECT_MS = 10_000;
/** A flooded room answers late, in order: who knocks again is the last once more. */
const PROOF_MS = 30_000;

/** `live` once the room has answered the proof. */
export type Line = 'connecting' | 'live';

export interface Side {
  /** Says who this is; said first whenever a socket opens. */
  proof: () => ClientMessage;
  /** Whether the room thereby takes them for who they say they are. */
  answersProof: (said: Frame) => boolean;
  hear: (said: Frame) => void;
  line: (line: Line) => void;
  /** The room closed the line and does not want to be called again. */
  closed: (code: number) => void;
  roundTrip: (ms: number) => void;
}

export interface Connection {
  /** Says it now if the room knows who is speaking, else as soon as it does. */
  say: (message: ClientMessage) => void;
  /** Proves again on the same line: the answer says where the room is. */
  prove: () => void;
  close: () => void;
}

export function connect(code: string, side: Side): Connection {
  const { host, socket: protocol } = server();
  let people = 0;
  const pace = makePace(() => people);
  let proven = false;
  let over = false;
  let unsaid: ClientMessage[] = [];
  let proofTimer: ReturnType<typeof setTimeout> | undefined;

  const socket = new PartySocket({
    host,
    protocol,
    party: 'main',
    room: code,
    // PartySocket's own waits have no jitter and cannot be cut short; it asks for the query before each attempt.
    minReconnectionDelay: 0,
    query: async () => {
      await pace.turn();
      return { ticks: '0' };
    },
    connectionTimeout: CONNECT_MS,
    // It would send what it kept before the room knows who is speaking.
    maxEnqueuedMessages: 0,
    shouldReconnectOnClose: ({ code: why }) => !isFinal(why),
  });

  const heartbeat = startHeartbeat({
    ping: () => socket.readyState === socket.OPEN && socket.send('ping'),
    wake: () => {
      if (over || socket.readyState === socket.OPEN) return;
      pace.hurry();
      socket.reconnect();
    },
    lost: call,
    roundTrip: side.roundTrip,
  });

  /** Dials again when its turn comes: a room that leaves one of many without an answer may leave all of them. */
  function call() {
    if (!over) socket.reconnect();
  }

  function prove() {
    proven = false;
    clearTimeout(proofTimer);
    proofTimer = setTimeout(call, PROOF_MS);
    socket.send(JSON.stringify(side.proof()));
  }

  function say(message: ClientMessage) {
    if (proven && socket.readyState === socket.OPEN) socket.send(JSON.stringify(message));
    else unsaid.push(message);
  }

  function accept() {
    proven = true;
    clearTimeout(proofTimer);
    pace.settle();
    side.line('live');
    const waiting = unsaid;
    unsaid = [];
    waiting.forEach(say);
  }

  function close() {
    over = true;
    clearTimeout(proofTimer);
    heartbeat.stop();
    socket.close();
  }

  socket.addEventListener('open', () => {
    prove();
    heartbeat.beat();
  });

  socket.addEventListener('message', ({ data }) => {
    if (over) return;
    if (data === 'pong') return heartbeat.pong();
    const said = asFrame(data);
    if (!said) return;
    people = peopleIn(said) ?? people;
    side.hear(said);
    if (proven || over) return;
    if (side.answersProof(said)) accept();
    // What it could not read or write now it may in a moment.
    else if (said.type === 'error' && (said.code === 'STORAGE' || said.code === 'INTERNAL')) call();
  });

  socket.addEventListener('close', ({ code: why }) => {
    proven = false;
    clearTimeout(proofTimer);
    heartbeat.rest();
    if (over) return;
    side.line('connecting');
    if (!isFinal(why)) return;
    close();
    side.closed(why);
  });

  return { say, prove, close };
}

/** Closes of the 4000s are the room's last word. */
const isFinal = (code: number) => code >= 4000 && code < 5000;

/** How many have a seat, where a frame says so. */
function peopleIn(said: Frame): number | undefined {
  if (said.type === 'lobby:updated') return said.count;
  return 'totalCount' in said ? said.totalCount : undefined;
}

function asFrame(data: unknown): Frame | null {
  if (typeof data !== 'string') return null;
  try {
    const said: unknown = JSON.parse(data);
    return typeof said === 'object' && said !== null && 'type' in said ? (said as Frame) : null;
  } catch {
    return null;
  }
}
