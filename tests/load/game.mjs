// A game of five questions with as many players as wanted, and what each part of it took.
import { secret, tasting } from '../worker/support.mjs';
import { Player } from './player.mjs';

const QUESTIONS = 5;
/** How many knock at once while the lobby fills. */
const AT_ONCE = 100;
const STORM_MS = 5_000;
const CODE = '9001';
/** How often a process is started for the time of its first join, after each game. */
const STARTS = 3;
const PATIENCE_MS = 10_000;

/**
 * @typedef {{ ms: number[], last: number[], cpuMs: number }} Phase  Each player's time, the last one's each time that there
 * is such a phase, and the server's processor time.
 *
 * Plays it in a room of its own; `tell` hears of each part as it is over.
 */
export async function play(server, players, { code = CODE, tell = () => {}, storm = true } = {}) {
  const url = `${server.url.replace('http', 'ws')}/parties/main/${code}?ticks=0`;
  const host = new Player(url);
  const phases = {};
  const everyone = Array.from({ length: players }, () => new Player(url));
  const before = server.cpuMs();

  async function measure(name, deed) {
    const cpu = server.cpuMs();
    const ms = await deed();
    const phase = (phases[name] ??= { ms: [], last: [], cpuMs: 0 });
    phase.ms.push(...ms);
    phase.last.push(Math.max(...ms));
    phase.cpuMs += server.cpuMs() - cpu;
    tell(name);
  }

  /** The host taps, and every player sees what follows. */
  async function tap(name, command, frame) {
    let heard;
    await measure(name, async () => {
      const seen = everyone.map((player) => player.hears(frame));
      const began = performance.now();
      host.say(command);
      heard = await Promise.all(seen);
      return heard.map(({ at }) => at - began);
    });
    return heard;
  }

  await host.open();
  const created = host.hears('session:created');
  host.say('create_session', { hostKey: secret(), ...tasting({ timerSeconds: 120 }) });
  await created;

  await measure('join', async () => {
    const took = [];
    const waiting = [...everyone];
    const knock = async () => {
      for (let player = waiting.pop(); player; player = waiting.pop()) {
        const began = performance.now();
        await player.join();
        took.push(performance.now() - began);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, knock));
    return took;
  });

  let miscounted = 0;
  for (let question = 0; question < QUESTIONS; question += 1) {
    const [{ questionId, options }] = await tap(
      'question',
      question === 0 ? 'host:start' : 'host:next',
      'game:question',
    );
    await measure('answer', async () => {
      const counted = host.hears('game:participant_answered', ({ answeredCount }) => answeredCount === players);
      const recorded = everyone.map((player) => player.hears('participant:answer_recorded'));
      const began = performance.now();
      for (const [at, player] of everyone.entries())
        player.say('submit_answer', { questionId, optionId: options[at % 4].id });
      const took = (await Promise.all(recorded)).map(({ at }) => at - began);
      (phases.counted ??= { ms: [], last: [], cpuMs: 0 }).ms.push((await counted).at - began);
      return took;
    });
    const revealed = await tap('reveal', 'host:reveal', 'game:answer_revealed');
    const told = revealed[0].distribution.reduce((sum, { count }) => sum + count, 0);
    miscounted += Math.abs(players - told);
    await tap('standings', 'host:next', 'game:question_leaderboard');
  }
  const gameCpuMs = server.cpuMs() - before;
  const memoryMb = server.memoryMb();
  const average = (count) => everyone.reduce((sum, player) => sum + player[count], 0) / players;
  const heard = { frames: average('frames'), bytes: average('bytes') };

  if (storm)
    await measure('return', async () => {
      for (const player of everyone) player.drop();
      const began = performance.now();
      const back = everyone.map(async (player) => {
        await new Promise((later) => setTimeout(later, Math.random() * STORM_MS));
        return player.rejoin();
      });
      return (await Promise.all(back)).map(({ at }) => at - began);
    });

  const lost = everyone.filter((player) => player.lost).length;
  for (const player of [host, ...everyone]) player.drop();
  return { players, gameCpuMs, memoryMb, heard, lost, miscounted, phases };
}

/** How long it takes from a process's start until the first participant is in a room that was there before it: a few times. */
export async function firstJoins(startAnew) {
  const before = startAnew();
  const url = `${before.url.replace('http', 'ws')}/parties/main/${CODE}?ticks=0`;
  const host = await opened(url);
  const created = host.hears('session:created');
  host.say('create_session', { hostKey: secret(), ...tasting() });
  await created;
  host.drop();
  await before.end();
  const took = [];
  while (took.length < STARTS) {
    const began = performance.now();
    const server = startAnew();
    const player = await opened(url);
    await player.takeSeat();
    took.push(performance.now() - began);
    player.drop();
    await server.end();
  }
  return took;
}

/** A player whose socket is open, in a process that may not listen yet. */
async function opened(url) {
  for (const since = performance.now(); ;) {
    const player = new Player(url);
    const isOpen = await player.open().then(
      () => true,
      () => false,
    );
    if (isOpen) return player;
    if (performance.now() - since > PATIENCE_MS) throw new Error('workerd does not answer');
    await new Promise((later) => setTimeout(later, 1));
  }
}
