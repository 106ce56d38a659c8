// The game that `npm run smoke` plays: a host and two guests, one wine, in a room that is deleted afterwards.
import { randomBytes } from 'node:crypto';
import { on, once } from 'node:events';
import { WebSocket } from 'ws';
import { CATEGORIES, PATIENCE_MS, ask, parsed, readable } from './smoke-parts.mjs';

const POINTS = 100;

const secret = () => randomBytes(16).toString('base64url');

const TASTING = {
  title: 'Smoke check',
  timerSeconds: 120,
  wines: [
    {
      name: 'Smoke',
      questions: CATEGORIES.map((category) => ({
        category,
        correctAnswer: `right ${category}`,
        distractors: [1, 2, 3].map((n) => `wrong ${category} ${n}`),
      })),
    },
  ],
};

/** One evening, step by step; each step resolves to a note, or fails with a sentence. */
export class Game {
  #rooms;
  #origin;
  #owner;
  #session;
  #host;
  #guests;

  /** @param {{ http: string, socket: string, host: string }} rooms */
  constructor(rooms, origin) {
    this.#rooms = rooms;
    this.#origin = origin;
  }

  get isMade() {
    return this.#owner !== undefined;
  }

  get joinUrl() {
    return this.#session.joinUrl;
  }

  async create() {
    // The host comes first: whatever is made under their name can be deleted by it, also if its answer is lost.
    // Tried again it goes on with what it has, or the first host would stay.
    this.#owner ??= await this.#made('/hosts', {});
    this.#session ??= await this.#made('/sessions', { ...TASTING, ...this.#owner });
    this.#host = await this.#enter();
    await this.#host.ask('rejoin_host', this.#owner, 'host:state_snapshot');
    return { note: `room ${this.#session.code}` };
  }

  async join() {
    this.#guests = await Promise.all(
      ['first', 'second'].map(async () => {
        const [socket, rejoinToken] = [await this.#enter(), secret()];
        const { pseudonym } = await socket.ask('join_session', { rejoinToken }, 'participant:joined');
        return { socket, rejoinToken, pseudonym };
      }),
    );
    return { note: this.#guests.map(({ pseudonym }) => pseudonym).join(', ') };
  }

  async start() {
    this.#host.say('host:start');
    const { prompt } = await this.#question();
    return { note: `“${prompt}”` };
  }

  async answer() {
    await this.#choose(true, false);
    return { note: 'one right, one wrong; both are confirmed' };
  }

  async reveal() {
    const points = await this.#reveal();
    same('The points', points, [POINTS, 0]);
    return { note: `${points.join(' and ')} points` };
  }

  /** The first guest loses their connection. */
  async rejoin() {
    const [guest] = this.#guests;
    await guest.socket.leave();
    guest.socket = await this.#enter();
    const { pseudonym, rejoinToken } = guest;
    const proof = { pseudonym, rejoinToken };
    const snapshot = await guest.socket.ask('rejoin_session', proof, 'participant:state_snapshot');
    same('The seat that was given back', [snapshot.pseudonym, snapshot.score], [pseudonym, POINTS]);
    return { note: `${pseudonym} with ${POINTS} points` };
  }

  /** The standings, the other questions, both right, and the end. */
  async finish() {
    const [first, second] = this.#guests.map(({ pseudonym }) => pseudonym);
    const ranked = ({ rankings }) => rankings.map(({ pseudonym, score, rank }) => [pseudonym, score, rank]);
    const { rankings } = await this.#host.ask('host:next', {}, 'game:question_leaderboard');
    same('The standings', ranked({ rankings }), [
      [first, POINTS, 1],
      [second, 0, 2],
    ]);
    for (let left = CATEGORIES.length - 1; left > 0; left--) {
      this.#host.say('host:next');
      await this.#question();
      await this.#choose(true, true);
      await this.#reveal();
      await this.#host.ask('host:next', {}, 'game:question_leaderboard');
    }
    await this.#host.ask('host:next', {}, 'game:round_leaderboard');
    this.#host.say('host:next');
    const everyone = [this.#host, ...this.#guests.map(({ socket }) => socket)];
    const finals = await Promise.all(everyone.map((one) => one.hear('game:final_leaderboard')));
    const all = CATEGORIES.length * POINTS;
    for (const final of finals)
      same('The final standings', ranked(final), [
        [first, all, 1],
        [second, all - POINTS, 2],
      ]);
    await Promise.all(everyone.map((one) => one.hear('session:ended')));
    return { note: `${all} and ${all - POINTS} points` };
  }

  /** Leaves nothing behind, wherever the game has stopped. */
  async remove() {
    const { hostId, hostKey } = this.#owner;
    const forget = () => this.#ask('DELETE', `/hosts/${hostId}`, hostKey);
    let { status } = await forget();
    if (status === 409) {
      const host = await this.#enter();
      await host.ask('rejoin_host', this.#owner, 'host:state_snapshot');
      await host.ask('host:end', {}, 'session:ended');
      ({ status } = await forget());
    }
    const code = this.#session?.code;
    const isGone = !code || (await this.#ask('GET', `/parties/main/${code}`)).said.exists === false;
    if (status !== 200 || !isGone)
      throw new Error(`What ${hostId} made could not be deleted (${status}): it goes by itself in 30 days at most.`);
    return { note: `${hostId} and all that they made are forgotten` };
  }

  /** Everyone hears the same question. */
  async #question() {
    const everyone = [this.#host, ...this.#guests.map(({ socket }) => socket)];
    const [question, ...others] = await Promise.all(everyone.map((one) => one.hear('game:question')));
    for (const other of others) same('The question', other.questionId, question.questionId);
    this.question = question;
    return question;
  }

  /** Each guest chooses an option that is right or not, and it is confirmed. */
  #choose(...rights) {
    const { questionId, options } = this.question;
    return Promise.all(
      this.#guests.map(({ socket }, at) => {
        const { id: optionId } = options.find(({ text }) => text.startsWith('right') === rights[at]);
        return socket.ask('submit_answer', { questionId, optionId }, 'participant:answer_recorded');
      }),
    );
  }

  /** What the question brought to each guest. */
  async #reveal() {
    this.#host.say('host:reveal');
    const told = await Promise.all(this.#guests.map(({ socket }) => socket.hear('game:answer_revealed')));
    return told.map(({ myPoints }) => myPoints);
  }

  /** As the pages do it, with their origin. */
  #enter() {
    const { socket, host } = this.#rooms;
    return Socket.open(`${socket}://${host}/parties/main/${this.#session.code}?ticks=0`, this.#origin);
  }

  async #made(path, body) {
    const { status, said } = await this.#ask('POST', path, undefined, body);
    if (status === 201) return said;
    throw new Error(`The rooms refuse ${path} (${status}): ${said.error?.message ?? 'they do not say why'}`);
  }

  async #ask(method, path, key, body) {
    const headers = {
      origin: this.#origin,
      'content-type': 'application/json',
      ...(key && { authorization: `Bearer ${key}` }),
    };
    const options = { method, headers, body: body && JSON.stringify(body) };
    const response = await ask(this.#rooms.http + path, options);
    readable(response, this.#rooms.http + path, this.#origin);
    return { status: response.status, said: parsed(response.text) ?? {} };
  }
}

/** A browser's end of a socket, which waits for the frames that have to come. */
class Socket {
  #socket;
  #frames;

  static async open(url, origin) {
    const one = new Socket();
    one.#socket = new WebSocket(url, { origin, handshakeTimeout: PATIENCE_MS });
    one.#frames = on(one.#socket, 'message', { close: ['close'] });
    await one.hear('server:state_snapshot').catch((error) => {
      throw new Error(`No socket opens at ${url}: ${error.message}`);
    });
    return one;
  }

  say(type, fields = {}) {
    this.#socket.send(JSON.stringify({ type, ...fields }));
  }

  ask(type, fields, answer) {
    this.say(type, fields);
    return this.hear(answer);
  }

  /** The next frame of this type; what comes before it is skipped, but not a refusal. */
  async hear(type) {
    const late = AbortSignal.timeout(PATIENCE_MS);
    const never = once(late, 'abort').then(() => {
      throw new Error(`The room never says \`${type}\`: its stored logs say what it did instead.`);
    });
    for (;;) {
      const { value, done } = await Promise.race([this.#frames.next(), never]);
      if (done) throw new Error(`The room closed the socket instead of \`${type}\`: its stored logs say why.`);
      const frame = JSON.parse(String(value[0]));
      if (frame.type === type) return frame;
      if (frame.type === 'error') throw new Error(`The room refuses with ${frame.code}: ${frame.message}`);
    }
  }

  async leave() {
    this.#socket.close();
    await once(this.#socket, 'close');
  }
}

function same(what, found, wanted) {
  const [is, should] = [found, wanted].map((value) => JSON.stringify(value));
  if (is !== should) throw new Error(`${what} should be ${should}, and is ${is}: these rooms are not of this code.`);
}
