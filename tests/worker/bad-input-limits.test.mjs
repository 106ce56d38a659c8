// What is too much from one socket, and that only whoever does it feels it.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setTimeout as later } from 'node:timers/promises';
import { asGuest, asHost, changesNothing, everything, gather, goesOn, refused } from './exploits/room.mjs';
import { option, secret, startStack } from './support.mjs';

const stack = await startStack();

/** Says something far too often at once; counts what it was told until the room closed the socket. */
async function flood(socket, type, fieldsOf = () => ({}), times = 300) {
  const from = socket.heard.length;
  const began = Date.now();
  for (let number = 0; number < times; number++) socket.say(type, fieldsOf(number));
  const { code } = await socket.close();
  const told = socket.heard.slice(from);
  const tooFast = told.filter((frame) => frame.code === 'RATE_LIMITED');
  assert.ok(tooFast.every(({ replyTo }) => replyTo === undefined || replyTo === type));
  return { code, tooFast: tooFast.length, told, seconds: (Date.now() - began) / 1_000 };
}

for (const [who, asking, perSecond, burst] of [
  ['participant', true, 5, 20],
  ['stranger', false, 5, 20],
  ['host', true, 20, 60],
])
  test(`a ${who} may say ${perSecond} things a second, and ${burst} at once`, async () => {
    const room = await gather(stack, `92${burst + (asking ? 1 : 2)}`, { asking });
    const speakers = {
      participant: () => asGuest(room),
      stranger: () => stack.join(room.code),
      host: async () => (await asHost(room)).socket,
    };
    const socket = await speakers[who]();
    await changesNothing(room, 'a flood', async () => {
      const type = who === 'host' ? 'host:start' : 'host:pause';
      const { code, tooFast, told, seconds } = await flood(socket, type);
      assert.equal(code, 1008);
      assert.equal(tooFast, 10, 'ten in a minute close the socket');
      const heard = told.filter((frame) => frame.code === (who === 'host' ? 'WRONG_PHASE' : 'UNAUTHORIZED')).length;
      // One frame said who it is.
      assert.ok(heard >= burst - 1, `${heard} were heard`);
      assert.ok(heard <= burst + perSecond * (seconds + 2), `${heard} were heard in ${seconds} s`);
    });
    // The same person on another socket is heard at once, and so is everybody else.
    const again = await speakers[who]();
    if (who !== 'host') assert.equal((await refused(again, 'host:pause')).code, 'UNAUTHORIZED');
    await goesOn(room);
  });

test('answers change twice a second, ten times at once, and the last one confirmed counts', async () => {
  const room = await gather(stack, '9231', { asking: true });
  const { questionId, options } = room.question;
  const socket = await asGuest(room);
  const answers = (number) => ({ questionId, optionId: options[number % 4].id });
  const { code, tooFast, told, seconds } = await flood(socket, 'submit_answer', answers);
  assert.deepEqual([code, tooFast], [1008, 10]);
  const recorded = told.filter(({ type }) => type === 'participant:answer_recorded');
  assert.ok(recorded.length >= 10, `${recorded.length} were taken`);
  assert.ok(recorded.length <= 10 + 2 * (seconds + 2), `${recorded.length} were taken in ${seconds} s`);
  const { disk } = await everything(room);
  const place = options.findIndex(({ id }) => id === recorded.at(-1).optionId);
  assert.deepEqual(
    disk.answer.map(({ option }) => option),
    [place],
  );
  const again = await asGuest(room);
  await again.ask('submit_answer', { questionId, optionId: option(room.question) }, 'participant:answer_recorded');
  await goesOn(room);
});

test('what comes in one burst with what closed the socket is not heard', async () => {
  const room = await gather(stack, '9239');
  const stranger = await stack.join(room.code);
  await changesNothing(room, 'a burst', async () => {
    for (let number = 1; number <= 10; number++) stranger.say('dance');
    stranger.say('join_session', { rejoinToken: secret() });
    assert.equal((await stranger.close()).code, 1008);
  });
  await goesOn(room);
});

test('ten bad frames in a minute close the socket with 1008', async () => {
  const room = await gather(stack, '9232');
  const socket = await asGuest(room);
  await changesNothing(room, 'bad frames', async () => {
    for (let number = 1; number <= 10; number++) {
      assert.equal(socket.closed, null, `after ${number - 1}`);
      assert.match((await refused(socket, number % 2 ? 5 : 'dance')).code, /BAD_MESSAGE|UNKNOWN_TYPE/);
    }
    assert.equal((await socket.close()).code, 1008);
  });
  await goesOn(room);
});

for (const [what, type, proof] of [
  ['a seat', 'rejoin_session', ({ guests }) => ({ pseudonym: guests[0].pseudonym, rejoinToken: secret() })],
  ['the host', 'rejoin_host', ({ hostId }) => ({ hostId, hostKey: secret() })],
  ['a screen', 'watch_session', () => ({ screenKey: secret() })],
])
  test(`the fourth rejected credential for ${what} in 30 s closes the socket with 4008`, async () => {
    const room = await gather(stack, `924${type.length % 10}`);
    const guesser = await stack.join(room.code);
    const other = await stack.join(room.code);
    await changesNothing(room, 'guessing', async () => {
      for (let number = 1; number <= 4; number++) {
        assert.equal(guesser.closed, null);
        await refused(guesser, type, proof(room));
      }
      assert.equal((await guesser.close()).code, 4008);
    });
    // Others' failures, and one's own, delay no right secret.
    for (let number = 1; number <= 3; number++) await refused(other, type, proof(room));
    const { pseudonym, rejoinToken } = room.guests[1];
    await other.ask('rejoin_session', { pseudonym, rejoinToken }, 'participant:state_snapshot');
    await goesOn(room);
  });

describe('what takes its time', { concurrency: true }, () => {
  test('a seat takes five sockets; the oldest goes for a sixth, and whoever comes back for it waits', async () => {
    const room = await gather(stack, '9251', { asking: true });
    const [{ socket: first, pseudonym, rejoinToken }] = room.guests;
    const sockets = [];
    for (let number = 2; number <= 5; number++) sockets.push(await asGuest(room));
    assert.equal(first.closed, null);
    sockets.push(await asGuest(room));
    assert.equal((await first.close()).code, 4001);
    // A page that reconnects by itself would otherwise throw another out, and that one the next.
    const back = await stack.join(room.code);
    assert.equal((await refused(back, 'rejoin_session', { pseudonym, rejoinToken })).code, 'RATE_LIMITED');
    assert.equal((await back.close()).code, 4001);
    for (const socket of sockets) assert.equal(socket.closed, null);
    // All five are the same person.
    const chosen = { questionId: room.question.questionId, optionId: option(room.question) };
    sockets[1].say('submit_answer', chosen);
    for (const socket of sockets) await socket.hear('participant:answer_recorded');
    await goesOn(room);
    await later(10_000);
    sockets.push(await asGuest(room));
    assert.equal((await sockets[0].close()).code, 4001);
  });

  test('of more than fifty sockets that prove nothing the oldest goes, and nobody is refused', async () => {
    const room = await gather(stack, '9252', { asking: true, fields: { timerSeconds: 120 } });
    const idle = [];
    for (let number = 0; number < 52; number++) {
      const socket = await stack.join(room.code);
      // As pages do. workerd tells a socket that never said anything only much later that it is closed.
      socket.socket.send('ping');
      await socket.hear('pong');
      idle.push(socket);
    }
    /** Those that are closed. Whoever is not answers: only then is it known. */
    const gone = async () => {
      for (const client of idle.filter(({ closed }) => !closed)) {
        client.socket.send('ping');
        await client.hear('pong').catch((error) => assert.ok(client.closed, error));
      }
      return idle.flatMap(({ closed }, number) => (closed ? [[number, closed.code]] : []));
    };
    await later(10_500);
    assert.deepEqual(await gone(), [], 'there is no timer');
    const guest = await asGuest(room);
    await idle[0].close();
    assert.deepEqual(await gone(), [[0, 1013]]);
    await stack.sleep(room.code);
    await stack.join(room.code);
    await idle[1].close();
    // Fifty are left of the old ones, and as many may stay.
    await (await stack.join(room.code)).leave();
    assert.deepEqual(await gone(), [
      [0, 1013],
      [1, 1013],
    ]);
    assert.equal(guest.closed, null);
    await goesOn(room);
  });
});
