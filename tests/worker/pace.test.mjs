// The pace of an evening in a real workerd: more time, a question cut short, a break, a correction, and the review.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { option, secret, startStack, tasting } from './support.mjs';

const stack = await startStack();

/** A session with its host and one participant, whose first question is open. */
async function asking(code, fields) {
  const hostKey = secret();
  const host = await stack.join(code);
  const { hostId } = await host.ask('create_session', { hostKey, ...tasting(fields) }, 'session:created');
  const guest = await stack.join(code);
  const rejoinToken = secret();
  const { pseudonym } = await guest.ask('join_session', { rejoinToken }, 'participant:joined');
  host.say('host:start');
  const question = await guest.hear('game:question');
  return { host, hostId, hostKey, guest, question, pseudonym, rejoinToken };
}

test('a question whose last answer has come closes by itself, soon, though its room sleeps', async () => {
  const { guest, question } = await asking('1501', { timerSeconds: 120, autoReveal: true });
  const chosen = { questionId: question.questionId, optionId: option(question) };
  await guest.ask('submit_answer', chosen, 'participant:answer_recorded');
  const { endsAt } = await guest.hear('game:timer_resumed');
  assert.ok(endsAt < question.endsAt - 100_000);
  await stack.sleep('1501');
  assert.equal((await guest.hear('game:answer_revealed')).myPoints, 100);
});

test('more time is there after a sleep', async () => {
  const { host, hostId, hostKey, guest, question } = await asking('1502');
  host.say('host:extend', { seconds: 30 });
  const { endsAt, timerMs } = await guest.hear('game:timer_resumed');
  assert.deepEqual([endsAt, timerMs], [question.endsAt + 30_000, 90_000]);
  await stack.sleep('1502');
  const tab = await stack.join('1502');
  const snapshot = await tab.ask('rejoin_host', { hostId, hostKey }, 'host:state_snapshot');
  assert.deepEqual([snapshot.question.endsAt, snapshot.question.timerMs], [endsAt, 90_000]);
});

test('a break and a correction outlive the room that they were made in', async () => {
  const { host, guest, question, pseudonym, rejoinToken } = await asking('1503');
  const wrong = option(question, false);
  await guest.ask('submit_answer', { questionId: question.questionId, optionId: wrong }, 'participant:answer_recorded');
  await host.ask('host:reveal', {}, 'game:answer_revealed');
  host.say('host:break', { seconds: 600 });
  const { until } = await guest.hear('game:break');
  host.say('host:correct', { questionId: question.questionId, optionId: wrong });
  assert.equal((await guest.hear('game:answer_revealed', ({ corrected }) => corrected)).myTotalScore, 100);
  await stack.cutOff('1503');
  const phone = await stack.join('1503');
  const back = await phone.ask('rejoin_session', { pseudonym, rejoinToken }, 'participant:state_snapshot');
  assert.equal(back.onBreakUntil, until);
  assert.equal(back.score, 100);
  assert.deepEqual([back.revealData.correctOptionId, back.revealData.corrected], [wrong, true]);
});

test('a phone that has nothing but its seat has its review, by one row a question', async () => {
  const { host, guest, question, pseudonym, rejoinToken } = await asking('1504');
  const chosen = { questionId: question.questionId, optionId: option(question) };
  await guest.ask('submit_answer', chosen, 'participant:answer_recorded');
  await host.ask('host:reveal', {}, 'game:answer_revealed');
  host.say('host:next');
  host.say('host:next');
  await host.hear('game:question', ({ questionIndex }) => questionIndex === 1);
  await host.ask('host:skip', {}, 'game:question');
  await host.ask('host:end', {}, 'session:ended');
  await stack.cutOff('1504');
  const phone = await stack.join('1504');
  await phone.ask('rejoin_session', { pseudonym, rejoinToken }, 'participant:state_snapshot');
  const { questions } = await phone.ask('review', {}, 'participant:review');
  assert.deepEqual(
    questions.map(({ category, points, skipped = false }) => [category, points, skipped]),
    [
      ['color', 100, false],
      ['region', 0, true],
    ],
  );
  assert.equal(questions[0].selectedOptionId, chosen.optionId);
  const plan = await stack.rows(
    'GameSession',
    '1504',
    'EXPLAIN QUERY PLAN SELECT question, seat, option FROM answer ' +
      "WHERE question IN (SELECT value FROM json_each('[0,1]')) AND seat = 0",
  );
  assert.match(
    plan.map(({ detail }) => detail).join('; '),
    /SEARCH answer USING PRIMARY KEY \(question=\? AND seat=\?\)/,
  );
});
