// Plays the script against a room, and writes down what each person heard.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { Client } from '../support.mjs';
import { RETOLD, isAboutReturning } from './equality.mjs';
import { PEOPLE } from './script.mjs';

/** As a page does: without a sign of life for long enough nobody counts as present. */
const PING_MS = 10_000;
/** Longer than any courtesy is kept back: by then what nobody expects has come. */
const QUIET_MS = 1_200;
/** Longer than the shortest question is open. */
const RUNS_OUT_MS = 30_000;
const RETURN = { host: ['rejoin_host', 'host:state_snapshot'], screen: ['watch_session', 'screen:state_snapshot'] };

class Person {
  client = null;
  /** Frames of this client that were written down. */
  read = 0;
  pseudonym = null;

  constructor(who, number) {
    this.who = who;
    this.secret = Buffer.alloc(16, number).toString('base64url');
  }

  /** What a message of this type has to prove. */
  proof(type) {
    const { secret, hostId, pseudonym, screenKey } = this;
    switch (type) {
      case 'create_session':
        return { hostKey: secret };
      case 'rejoin_host':
        return { hostId, hostKey: secret };
      case 'join_session':
        return { rejoinToken: secret };
      case 'rejoin_session':
        return { pseudonym, rejoinToken: secret };
      case 'watch_session':
        return { screenKey };
      default:
        return {};
    }
  }

  /** What was heard since it was last asked, without the runtime's own pongs. */
  news() {
    const news = this.client.heard.slice(this.read);
    this.read = this.client.heard.length;
    return news.filter(({ type }) => type !== 'pong');
  }
}

export class Evening {
  /** For each step: when it was, what each person heard in it, and what they heard as they came back after it. */
  steps = [];
  #people = Object.fromEntries(PEOPLE.map((who, number) => [who, new Person(who, number)]));
  #clients = [];
  #question = null;
  #from = null;

  constructor(url, code = '8101') {
    this.url = url;
    this.code = code;
    this.pings = setInterval(() => this.#ping(), PING_MS).unref();
  }

  #ping() {
    const open = this.#clients.filter(({ socket }) => socket.readyState === socket.OPEN);
    open.forEach(({ socket }) => socket.send('ping'));
  }

  /** Plays a step until everyone has heard what they are to hear; or only until `until` has heard so many frames. */
  async play({ who, comes, leaves, waits, type, fields, option, hears }, until = null) {
    const person = this.#people[who];
    this.#from = Date.now();
    if (comes) await this.#connect(person);
    if (leaves) person.client.socket.close();
    else if (!waits) person.client.say(type, { ...person.proof(type), ...fields, ...(option && this.#chosen(option)) });
    const wanted = until ? { [until.who]: hears[until.who].slice(0, until.frames) } : hears;
    const heard = Object.entries(wanted).map(async ([who, types]) => {
      for (const type of types) await this.#people[who].client.hear(type, undefined, waits && RUNS_OUT_MS);
    });
    await Promise.all(heard);
    if (!until) this.#writeDown();
    if (leaves) person.client = null;
  }

  /** The room is gone: all have noticed, and what was on its way to them still counts as heard. */
  async cutOff() {
    const sockets = this.#clients.filter(({ closed }) => closed === null);
    await Promise.all(sockets.map(({ socket }) => once(socket, 'close')));
    if (this.#from !== null) this.#writeDown();
  }

  /** Everyone who was here comes back, with what proves who they are. */
  async comeBack() {
    const here = Object.values(this.#people).filter(({ client }) => client !== null);
    const told = here.map(async (person) => [person.who, await this.#return(person)]);
    const step = this.steps.at(-1);
    step.back = Object.fromEntries(await Promise.all(told));
    step.to = Date.now();
  }

  /** What nobody expects after the last step, if there is anything. */
  async end() {
    clearInterval(this.pings);
    await new Promise((later) => setTimeout(later, QUIET_MS));
    this.#from = Date.now();
    this.#writeDown();
    this.#clients.forEach(({ socket }) => socket.terminate());
  }

  async #connect(person) {
    person.client = new Client(new URL(`/parties/main/${this.code}?ticks=0`, this.url));
    person.read = 0;
    this.#clients.push(person.client);
    await once(person.client.socket, 'open');
  }

  async #return(person) {
    await this.#connect(person);
    const { client } = person;
    let [proof, answer] = RETURN[person.who] ?? ['rejoin_session', 'participant:state_snapshot'];
    // Who never heard their handle sends what they had sent.
    if (proof === 'rejoin_session' && !person.pseudonym) proof = 'join_session';
    client.say(proof, person.proof(proof));
    const joined = proof === 'join_session' ? await client.hear('participant:joined') : null;
    const snapshot = await client.hear(answer);
    const retold = RETOLD[snapshot.phase] ? await client.hear(RETOLD[snapshot.phase]) : null;
    // One that nobody heard before the process was killed is told here.
    if (snapshot.question) this.#question = snapshot.question;
    person.pseudonym ??= joined?.pseudonym ?? null;
    const told = person.news().filter((frame) => !isAboutReturning(frame));
    const owed = ['server:state_snapshot', joined?.type, answer, retold?.type].filter(Boolean);
    assert.deepEqual(
      told.map(({ type }) => type),
      owed,
      `what ${person.who} hears on coming back`,
    );
    return { joined, snapshot, retold };
  }

  #writeDown() {
    const heard = Object.fromEntries(PEOPLE.map((who) => [who, []]));
    for (const person of Object.values(this.#people)) {
      if (person.client === null) continue;
      heard[person.who] = person.news();
      heard[person.who].forEach((frame) => this.#learn(person, frame));
    }
    this.steps.push({ from: this.#from, to: Date.now(), heard });
    this.#from = null;
  }

  #learn(person, frame) {
    if (frame.type === 'participant:joined') person.pseudonym = frame.pseudonym;
    if (frame.type === 'game:question') this.#question = frame;
    if (frame.type !== 'session:created') return;
    person.hostId = frame.hostId;
    this.#people.screen.screenKey = frame.screenKey;
  }

  #chosen(text) {
    const { questionId, options, category } = this.#question;
    const [kind, number = ''] = text.split(' ');
    const chosen = options.find(
      (option) => option.text.startsWith(`${kind} ${category}`) && option.text.endsWith(number),
    );
    return { questionId, optionId: chosen.id };
  }
}
