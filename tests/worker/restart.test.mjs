// The process is killed in every phase of an evening of five wines and ten participants, and nothing is lost.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { eventually } from './support.mjs';
import { Evening, everyone } from './restart/evening.mjs';
import { makeRooms } from './restart/rooms.mjs';

const CODE = '8001';
let rooms, evening;
before(async () => {
  rooms = await makeRooms();
  evening = new Evening(rooms, CODE);
});
after(() => rooms.remove());

// One evening: each test goes on where the one before it stopped.

test('killed in the lobby: everyone still has their seat', async () => {
  await evening.gather();
  await evening.survive();
});

test('killed in the middle of the answers: what was confirmed is there, what was not is sent again', async () => {
  await evening.ask('host:start');
  evening.send(everyone);
  await evening.host.hear('game:participant_answered', ({ answeredCount }) => answeredCount === 5);
  await evening.survive();
  await evening.sendAgain();
  // Everyone's answer is on disk now, and nobody is asked for it again.
  await evening.survive();
  assert.equal(await evening.sendAgain(), 0);
  await evening.reveal();
});

test('killed with the answer on the table: its points are there, once', async () => {
  await evening.survive();
  await evening.ranked();
});

test('killed in the standings, twice', async () => {
  await evening.survive();
  await evening.survive();
});

test('killed in a pause: the countdown stands exactly where it stood', async () => {
  await evening.ask('host:next');
  await evening.answer([0, 1, 2, 3]);
  await evening.pause();
  await evening.survive(2_000);
  await evening.resume();
  await evening.answer([4, 5, 6, 7, 8, 9]);
  // The deadline of before the pause is no more: the kill shows which one is on disk.
  await evening.survive();
  await evening.reveal();
  await evening.ranked();
});

test('killed as answers are changed: the last one confirmed counts, or the one after it', async () => {
  await evening.ask('host:next');
  evening.send(everyone, false);
  await evening.confirmed(everyone);
  evening.send(everyone);
  await evening.survive();
  await evening.sendAgain();
  await evening.reveal();
  await evening.ranked();
});

test('killed in the standings after a wine', async () => {
  await evening.playQuestion();
  await evening.playQuestion();
  await evening.roundRanked();
  await evening.survive();
});

test('killed while the time runs out: the question closes as the rooms come back, before anyone does', async () => {
  await evening.ask('host:next');
  await evening.answer([0, 1, 2, 3, 4, 5]);
  await evening.crash(evening.endsAt + 1_000 - Date.now());
  await eventually('the alarm', async () => (await rooms.glance(CODE)).phase === 'question_revealed', 3_000);
  evening.revealed();
  await evening.comeBack();
  await evening.ranked();
});

test('killed under a running clock: the question closes by itself, and when it should', async () => {
  await evening.ask('host:next');
  await evening.answer(everyone);
  await evening.survive();
  const { endsAt } = evening;
  await evening.reveal(null);
  const late = Date.now() - endsAt;
  assert.ok(late >= 500 && late < 1_500, `${late} ms after zero`);
  await evening.survive();
  await evening.ranked();
});

test('the other wines go on to the end, with a kill in each', async () => {
  for (let question = 7; question < 10; question++) await evening.playQuestion();
  for (const wine of [2, 3, 4]) {
    await evening.roundRanked();
    await evening.playQuestion();
    await evening.playQuestion();
    await evening.ask('host:next');
    await evening.answer(everyone);
    if (wine === 2) await evening.survive();
    await evening.reveal();
    if (wine === 3) await evening.survive();
    await evening.ranked();
    if (wine === 4) await evening.survive();
    await evening.playQuestion();
    await evening.playQuestion();
  }
  await evening.roundRanked();
  await evening.end();
});

test('killed after the end: the final standings stay, and are what everyone answered', async () => {
  await evening.survive();
  const final = await evening.players[0].client.hear('game:final_leaderboard');
  assert.equal(final.rankings.length, everyone.length);
  assert.deepEqual(await evening.results(), evening.expectedResults());
  assert.ok(rooms.kills >= 14, `${rooms.kills} kills`);
});
