// A client of version 1, made of the real PartySocket, plays whole games against a deployment that takes handles.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { eventually, startStack, tasting, wine } from './support.mjs';
import { HostPage, ParticipantPage } from './version1/page.mjs';
import { read } from './version1/types.mjs';

const stack = await startStack({ REJOIN_CREDENTIALS: 'handle' });
const pages = [];
after(() => pages.forEach((page) => page.close()));

const open = (page) => (pages.push(page), page);
const TWO_WINES = { title: 'Friday', timerSeconds: 60, wines: [wine('Sancerre'), wine('Barolo')] };

/** A room made by a host's page, and pages that have joined it. */
async function gathered(room, hostId, count = 3, fields = TWO_WINES) {
  const host = open(new HostPage(stack.url, room, { hostId }, tasting(fields)));
  await host.sees('waiting');
  const guests = [];
  for (let number = 0; number < count; number++) {
    guests.push(open(new ParticipantPage(stack.url, room)));
    await host.sees('everyone', ({ participants }) => participants.length === number + 1);
  }
  return { host, guests };
}

/** Nobody's page broke, and none was refused anything but the first `rejoin_host` of an empty room. */
function assertNoHarm(all, refusals = []) {
  for (const page of all) assert.equal(page.misfit, null);
  const told = all.flatMap((page) => page.of('error').map(({ code }) => code));
  assert.deepEqual(told, refusals);
}

/** The host does at once whatever comes next, as soon as a frame shows the button for it. */
function haste({ type, answeredCount, totalCount }, page) {
  if (type === 'game:participant_answered' && answeredCount === totalCount) page.say('host:reveal');
  if (type === 'game:answer_revealed') page.say('host:next');
  if (type === 'game:question_leaderboard' || type === 'game:round_leaderboard') page.say('host:next');
}

/** A participant taps the moment a question comes; guest 0 knows all, guest 1 half, guest 2 nothing. */
const tapping =
  (number) =>
  ({ type, questionIndex }, page) => {
    if (type === 'game:question') page.tap(number === 0 || (number === 1 && questionIndex % 2 === 0));
  };

test('frames that version 1 could not take are told from those it can', () => {
  const ranked = { type: 'game:final_leaderboard', rankings: [{ pseudonym: 'A-B', score: 100, rank: 1, new: true }] };
  assert.deepEqual(read('host', { ...ranked, rev: 7, me: null }).rankings, [{ pseudonym: 'A-B', score: 100, rank: 1 }]);
  assert.equal(read('participant', { type: 'participant:answer_recorded' }), null);
  const misfits = [
    ['host', { ...ranked, rankings: null }],
    ['host', { ...ranked, rankings: [{ pseudonym: 'A-B', score: '100', rank: 1 }] }],
    ['host', { type: 'game:timer_tick' }],
    ['host', { type: 'screen:state_snapshot' }],
    ['host', { type: 'game:answer_revealed', correctOptionId: 'x', myPoints: 0, myTotalScore: 0 }],
    ['participant', { type: 'game:answer_revealed', correctOptionId: 'x', results: [] }],
    ['participant', { type: 'game:participant_answered', answeredCount: 1, totalCount: 1 }],
    ['participant', { type: 'game:brand_new' }],
    ['participant', { type: 'participant:state_snapshot', phase: 'question_open', remainingMs: null, rankings: [] }],
  ];
  for (const [role, frame] of misfits) assert.throws(() => read(role, frame), /expected|not a frame/);
});

test('a whole game of two wines, each command sent the moment its frame arrives', async () => {
  const { host, guests } = await gathered('6001', 'TANNIC-FALCON');
  host.react = haste;
  guests.forEach((guest, number) => (guest.react = tapping(number)));
  host.press();
  for (const page of [host, ...guests]) await page.sees('ended', ({ phase }) => phase === 'ended', 20_000);
  const standings = [1_000, 600, 0].map((score, at) => ({
    pseudonym: guests[at].view.pseudonym,
    score,
    rank: at + 1,
  }));
  for (const page of [host, ...guests]) {
    assert.deepEqual(page.view.rankings, standings);
    assert.equal(page.of('game:question').length, 10);
    assert.equal(page.of('game:answer_revealed').length, 10);
    assert.equal(page.of('game:question_leaderboard').length, 10);
    assert.equal(page.of('game:round_leaderboard').length, 2);
    await eventually('the end', () => page.of('session:ended').length === 1);
  }
  assert.equal(guests[1].of('game:answer_revealed').at(-1).myTotalScore, 600);
  assertNoHarm([host, ...guests], ['INVALID_HOST_ID']);
});

test('a reload in every phase ends with a way on', async () => {
  let { host, guests } = await gathered('6002', 'CRISP-HERON');
  const all = [];

  /** In this phase the host and a participant reload, and find what they left. */
  const reloadIn = async (phase) => {
    for (const page of [host, ...guests]) await page.sees(phase);
    const before = [host, guests[0]].map((page) => page.screen());
    all.push(host, guests[0]);
    [host, guests[0]] = [host, guests[0]].map((page) => open(page.reload()));
    const back = [await host.sees(phase, (view) => view.phase === phase && view.participants && isWhole(view))];
    back.push(await guests[0].sees(phase, (view) => view.phase === phase && isWhole(view)));
    for (const [at, screen] of back.entries()) {
      const { remainingMs: left, ...rest } = screen;
      const { remainingMs: leftBefore, ...restBefore } = before[at];
      assert.deepEqual(rest, restBefore);
      if (phase === 'question_paused') assert.equal(left, leftBefore, 'a pause stands still');
      else if (left !== undefined) assert.ok(leftBefore - left >= 0 && leftBefore - left < 4_000, `${left} ms left`);
    }
    assert.ok(host.of('sessions:list').length <= 1);
  };
  /** Whether the frames after the snapshot have come, which version 1 needs. */
  const isWhole = ({ phase, remainingMs, rankings, participants }) => {
    if (phase === 'waiting') return participants !== undefined;
    if (phase === 'question_open' || phase === 'question_paused') return remainingMs !== undefined;
    return phase === 'question_revealed' || rankings !== undefined;
  };

  await reloadIn('waiting');
  host.press();
  await reloadIn('question_open');
  guests[0].tap(true);
  await host.sees('the answer', ({ answeredCount }) => answeredCount === 1);
  host.say('host:pause');
  await reloadIn('question_paused');
  host.press();
  await guests[0].sees('question_open');
  guests[1].tap(true);
  guests[2].tap(false);
  await host.sees('all answers', ({ answeredCount }) => answeredCount === 3);
  host.press();
  await reloadIn('question_revealed');
  assert.equal(guests[0].view.reveal.myTotalScore, 100, 'the answer of before the pause');
  host.press();
  await reloadIn('question_leaderboard');
  assert.deepEqual(
    host.view.rankings.map(({ score, rank }) => [score, rank]),
    [
      [100, 1],
      [100, 1],
      [0, 3],
    ],
  );
  for (let question = 1; question < 5; question++) {
    host.press();
    for (const [number, guest] of guests.entries()) {
      await guest.sees(
        'question_open',
        ({ phase, question: it }) => phase === 'question_open' && it.questionIndex === question,
      );
      guest.tap(number === 0);
    }
    await host.sees('all answers', ({ phase, answeredCount }) => phase === 'question_open' && answeredCount === 3);
    host.press();
    await host.sees('question_revealed');
    host.press();
    await host.sees('question_leaderboard');
  }
  host.press();
  await reloadIn('round_leaderboard');
  // The second wine goes by itself, on pages that were all made anew.
  all.push(guests[1], guests[2]);
  guests = [guests[0], guests[1].reload(), guests[2].reload()].map(open);
  for (const guest of guests) await guest.sees('round_leaderboard');
  host.react = haste;
  guests.forEach((guest, number) => (guest.react = tapping(number)));
  host.press();
  for (const page of [host, ...guests]) await page.sees('ended', ({ phase }) => phase === 'ended', 20_000);
  await reloadIn('ended');
  assert.deepEqual(
    host.view.rankings.map(({ score }) => score),
    [1_000, 400, 0],
  );
  assertNoHarm([...all, host, ...guests], ['INVALID_HOST_ID']);

  // The way on from the end: another tasting of the same host, who has a handle and no key.
  const next = open(new HostPage(stack.url, '6003', host.saved, tasting(TWO_WINES)));
  await next.sees('waiting');
  const again = open(next.reload());
  await again.sees('both sessions', ({ sessions }) => sessions?.length === 2);
  assert.deepEqual(again.view.sessions.map(({ code, status }) => `${code} ${status}`).sort(), [
    '6002 ended',
    '6003 waiting',
  ]);
});

test('a tap in a pause is taken back, and the page is in the pause still', async () => {
  const { host, guests } = await gathered('6006', 'AMBER-WALRUS', 1);
  const [guest] = guests;
  host.press();
  await guest.sees('question_open');
  host.say('host:pause');
  const paused = await guest.sees('question_paused');
  // This page shows a tap as recorded until it is told the question again.
  guest.tap(true);
  await eventually('the question again', () => guest.of('game:question').length === 2);
  await eventually('the pause again', () => guest.of('game:timer_paused').length === 2);
  assert.deepEqual(await guest.sees('question_paused'), paused);
  host.press();
  await guest.sees('question_open');
  guest.tap(true);
  await host.sees('the answer', ({ answeredCount }) => answeredCount === 1);
  assertNoHarm([host, guest], ['INVALID_HOST_ID', 'WRONG_PHASE']);
});

test('ticks come each second, counting down, until the question closes by itself', async () => {
  const { host, guests } = await gathered('6004', 'MELLOW-OTTER', 3, { ...TWO_WINES, timerSeconds: 15 });
  host.press();
  for (const guest of guests) await guest.sees('question_open');
  guests[0].tap(true);
  await guests[2].sees('question_revealed', ({ phase }) => phase === 'question_revealed', 20_000);
  for (const page of [host, ...guests]) {
    await page.sees('question_revealed');
    const [question] = page.of('game:question');
    const ticks = page.of('game:timer_tick');
    assert.ok(ticks.length >= 14 && ticks.length <= 16, `${ticks.length} ticks`);
    for (const [at, { remainingMs, at: came }] of ticks.entries()) {
      const expected = 14_000 - at * 1_000;
      assert.ok(Math.abs(remainingMs - expected) < 500, `tick ${at} says ${remainingMs}, not about ${expected}`);
      assert.ok(
        Math.abs(came - question.at - (at + 1) * 1_000) < 900,
        `tick ${at} came after ${came - question.at} ms`,
      );
    }
    const closed = page.of('game:answer_revealed')[0].at - question.at;
    assert.ok(closed >= 15_400 && closed < 16_700, `closed after ${closed} ms`);
  }
  assert.deepEqual(
    host.view.reveal.results.map(({ points }) => points),
    [100, 0, 0],
  );
  assertNoHarm([host, ...guests], ['INVALID_HOST_ID']);
});

test('a page whose room was put out of memory comes back by itself, and goes on', async () => {
  const { host, guests } = await gathered('6005', 'VELVET-BADGER');
  host.press();
  for (const guest of guests) await guest.sees('question_open');
  guests[0].tap(true);
  await host.sees('the answer', ({ answeredCount }) => answeredCount === 1);
  host.press();
  for (const page of [host, ...guests]) await page.sees('question_revealed');
  await stack.worker.evictDurableObject('GameSession', { name: '6005', webSockets: 'close' });
  for (const page of [host, ...guests]) {
    const snapshot = page === host ? 'host:state_snapshot' : 'participant:state_snapshot';
    await eventually('everyone back', () => page.of(snapshot).length === 1, 20_000);
  }
  host.press();
  for (const page of [host, ...guests]) await page.sees('question_leaderboard');
  assert.equal(guests[0].view.rankings[0].score, 100);
  assertNoHarm([host, ...guests], ['INVALID_HOST_ID']);
});
