// What a room relies on of its platform: the scenarios that the simulator's storage, alarm and sockets pass, played on
// real workerd. What the verbs mean stands in the file itself.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { setTimeout as later } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { Client, configure, startStack } from './support.mjs';

const { scenarios } = JSON.parse(readFileSync('simulator/conformance.json', 'utf8'));
const stack = await startStack({}, configure('conformance', { entry: 'tests/worker/conformance/entry.mjs' }));

/** By when what is on its way has arrived… */
const ARRIVAL_MS = 300;
/** …or, on a busy machine, at the latest. */
const PATIENCE_MS = 8_000;
const NOTES = ['heard', 'rang'];
/** Verbs that no time passes between: an alarm may be due in less than a busy machine takes for two requests. */
const AT_ONCE = ['write', 'read', 'alarm', 'deleteAll', 'handler'];

class Scenario {
  #name;
  #clients = new Map();
  /** By client, what was read of what it was told. */
  #read = new Map();

  constructor(name) {
    this.#name = name;
  }

  async play(steps) {
    for (let at = 0; at < steps.length;) {
      const isLater = ([verb]) => !AT_ONCE.includes(verb);
      const end = steps.findIndex((step, index) => index >= at && isLater(Object.entries(step)[0]));
      const together = steps.slice(at, end < 0 ? steps.length : end);
      if (together.length > 0) await this.#atOnce(together);
      else await this.#see(steps[at], steps.slice(at + 1));
      at += Math.max(together.length, 1);
    }
  }

  async #atOnce(steps) {
    const seen = await this.#ask(steps.map((step) => Object.entries(step)[0]));
    for (const [index, step] of steps.entries())
      if ('see' in step) assert.deepEqual(seen[index], step.see, JSON.stringify(step));
  }

  async #see({ see, ...step }, after) {
    const [[verb, value]] = Object.entries(step);
    if (see === undefined) return this.#do(verb, value);
    // On a busy machine what is asked for later may have come already; nothing is lost, it is seen then.
    const isAskedAgain = NOTES.includes(verb) && see.length > 0 && after.some((step) => verb in step);
    const look = async () => {
      const seen = await this.#do(verb, value);
      return isAskedAgain ? seen.slice(0, see.length) : seen;
    };
    await later(ARRIVAL_MS);
    let seen = await look();
    for (const until = Date.now() + PATIENCE_MS; !isDeepStrictEqual(seen, see) && Date.now() < until; await later(100))
      seen = await look();
    assert.deepEqual(seen, see, JSON.stringify(step));
    if (NOTES.includes(verb)) await this.#ask([['forget', [verb, seen.length]]]);
    if (verb === 'told') this.#read.set(value, (this.#read.get(value) ?? 0) + seen.length);
  }

  #do(verb, value) {
    switch (verb) {
      case 'wait':
        return later(value);
      case 'evict':
        return value === 'close' ? this.#cutOff() : stack.sleep(this.#name);
      case 'open':
        return this.#open(value);
      case 'say':
        return this.#clients.get(value[0]).socket.send(value[1]);
      case 'leave':
        return this.#clients.get(value[0]).socket.close(value[1]);
      case 'vanish':
        return this.#clients.get(value).socket.terminate();
      case 'told':
        return this.#told(value);
      default:
        return this.#ask([[verb, value]]).then(([answer]) => answer);
    }
  }

  /** The object does these verbs in one event. */
  async #ask(verbs) {
    const response = await stack.ask('POST', `/${encodeURIComponent(this.#name)}`, { body: verbs });
    assert.equal(response.status, 200, await response.clone().text());
    return response.json();
  }

  #open(name) {
    const client = new Client(new URL(`/${encodeURIComponent(this.#name)}?socket=${name}`, stack.url), {
      read: (text) => text,
    });
    this.#clients.set(name, client);
    return new Promise((resolve, reject) => client.socket.once('open', resolve).once('error', reject));
  }

  async #cutOff() {
    await this.#ask([]);
    await stack.worker.evictDurableObject('GameSession', { name: this.#name, webSockets: 'close' });
  }

  #told(name) {
    const { heard, closed, socket } = this.#clients.get(name);
    // After both said that they close, workerd may leave the connection of a client that never spoke open for long.
    if (socket.readyState === socket.CLOSING) socket.terminate();
    const told = closed ? [...heard, { closed: closed.code }] : heard;
    return told.slice(this.#read.get(name) ?? 0);
  }
}

describe('the platform does what rooms rely on', { concurrency: true }, () => {
  for (const { name, steps } of scenarios) {
    test(name, async () => {
      await new Scenario(name).play(steps);
    });
  }
});
