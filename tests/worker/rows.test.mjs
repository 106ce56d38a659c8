// How many rows a game writes: what a free plan is made of.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as later } from 'node:timers/promises';
import { configure, eventually, option, secret, startStack, tasting, wine } from './support.mjs';

const PLAYERS = 10;
const WINES = ['Sancerre', 'Barolo', 'Rioja', 'Riesling', 'Madiran'];
/** The bar: joins, journal, alarms and the archive included. */
const MOST_ROWS = 600;

const stack = await startStack({}, configure('storage', { entry: 'tests/worker/storage/entry.mjs' }));

test('a game of 10 players and 25 questions writes fewer than 600 rows', async (t) => {
  const code = '6001';
  const host = await stack.join(code);
  const wines = WINES.map(wine);
  await host.ask('create_session', { hostKey: secret(), ...tasting({ wines }) }, 'session:created');
  const players = [];
  for (let number = 0; number < PLAYERS; number++) {
    const player = await stack.join(code);
    await player.ask('join_session', { rejoinToken: secret() }, 'participant:joined');
    players.push(player);
  }
  let answers = 0;
  let right = 0;
  for (let number = 0; number < WINES.length * 5; number++) {
    host.say(number === 0 ? 'host:start' : 'host:next');
    const answered = players.map(async (player, seat) => {
      const question = await player.hear('game:question');
      const isRight = (number + seat) % 2 === 0;
      const chosen = { questionId: question.questionId, optionId: option(question, isRight) };
      await player.ask('submit_answer', chosen, 'participant:answer_recorded');
      answers += 1;
      right += isRight ? 1 : 0;
    });
    await Promise.all(answered);
    // Nobody taps faster than this, and the room would not take it.
    await later(500);
    await host.ask('host:reveal', {}, 'game:answer_revealed');
    await host.ask('host:next', {}, 'game:question_leaderboard');
    if (number % 5 === 4) await host.ask('host:next', {}, 'game:round_leaderboard');
  }
  await host.ask('host:next', {}, 'session:ended');
  // The rows that have gathered meanwhile go to the archive, as they do every ten minutes: their time is turned back.
  await stack.sleep(code);
  await stack.rows('GameSession', code, "UPDATE session SET state = json_set(state, '$.drain.due', 1)");
  await stack.sleep(code);
  await stack.join(code);
  const drained = "SELECT 1 FROM session WHERE state ->> '$.drain.due' IS NULL";
  await eventually('all rows in the archive', async () => (await stack.rows('GameSession', code, drained)).length > 0);
  const written = await (await stack.ask('GET', `/written/${code}`)).json();
  const total = Object.values(written).reduce((sum, rows) => sum + rows, 0);
  t.diagnostic(`${total} rows written, ${right} of ${answers} answers right: ${JSON.stringify(written)}`);
  assert.equal(answers, 250);
  assert.ok(total < MOST_ROWS, `${total} rows`);
});
