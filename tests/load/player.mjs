// One phone of a load: it joins, answers, comes back, and counts what it hears.
import WebSocket from 'ws';
import { secret } from '../worker/support.mjs';

export class Player {
  frames = 0;
  bytes = 0;
  pseudonym = null;
  lost = false;
  #token = secret();
  #awaited = new Map();
  #socket;

  constructor(url) {
    this.url = url;
  }

  /** Resolves once the room has taken it in. */
  async join() {
    await this.open();
    await this.takeSeat();
  }

  /** The same on a socket that is open. */
  async takeSeat() {
    const joined = this.hears('participant:joined');
    this.say('join_session', { rejoinToken: this.#token });
    this.pseudonym = (await joined).pseudonym;
  }

  /** Takes its seat again on a new socket. */
  async rejoin() {
    await this.open();
    const back = this.hears('participant:state_snapshot');
    this.say('rejoin_session', { pseudonym: this.pseudonym, rejoinToken: this.#token });
    return back;
  }

  say(type, fields) {
    this.#socket.send(JSON.stringify({ type, ...fields }));
  }

  /** The next frame of this type, with the moment it came, in ms of `performance.now()`. */
  hears(type, holds = () => true) {
    return new Promise((resolve, reject) => this.#awaited.set(type, { resolve, reject, holds }));
  }

  drop() {
    const socket = this.#socket;
    this.#socket = null;
    socket.terminate();
  }

  open() {
    // It offers to compress, as browsers do.
    const socket = new WebSocket(this.url, { skipUTF8Validation: true });
    this.#socket = socket;
    socket.on('message', (data) => this.#hear(data));
    socket.on('close', (code) => {
      if (this.#socket !== socket) return;
      this.lost = true;
      for (const { reject } of this.#awaited.values()) reject(new Error(`a socket was closed with ${code}`));
    });
    return new Promise((resolve, reject) => {
      socket.on('open', resolve);
      socket.on('error', reject);
    });
  }

  #hear(data) {
    const at = performance.now();
    this.frames += 1;
    this.bytes += data.length;
    if (this.#awaited.size === 0) return;
    const frame = JSON.parse(data);
    const awaited = this.#awaited.get(frame.type);
    if (!awaited?.holds(frame)) return;
    this.#awaited.delete(frame.type);
    awaited.resolve({ ...frame, at });
  }
}
