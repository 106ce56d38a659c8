// What a room makes of nonsense, row by row of the table in the specification: an answer, nothing changed,
// and the evening goes on. Limits are in bad-input-limits, plain HTTP and settings in bad-input-http;
// storage of another schema is in room and journal, what curated answers make of nonsense in answers-bad-input.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  HOST_COMMANDS,
  asGuest,
  asHost,
  asScreen,
  changesNothing,
  everything,
  gather,
  goesOn,
  refused,
  refusedText,
} from './exploits/room.mjs';
import { option, secret, startStack, tasting, wine } from './support.mjs';

const stack = await startStack();
const fields = { timerSeconds: 120 };
const rooms = {};
let gathered = 9_100;

/** A room that waits, or one that is asking: a new one long before its question's time is over. */
async function roomThatIs(what) {
  const since = Date.now();
  if (!rooms[what] || (what === 'asking' && since - rooms[what].since > 60_000)) {
    const room = await gather(stack, String(++gathered), { asking: what === 'asking', fields });
    rooms[what] = { ...room, since };
  }
  return rooms[what];
}

/** A new socket for whoever speaks. */
const speaking = {
  stranger: ({ code }) => stack.join(code),
  guest: (room) => asGuest(room),
  screen: (room) => asScreen(room),
  host: async (room) => (await asHost(room)).socket,
};

const say = (type, fields = {}) => JSON.stringify({ type, ...fields });
const LONG = 'x'.repeat(9_000);

/** Who says what where, what it is refused as, and what the refusal names. */
const rows = [
  ...[
    ['an empty frame', ''],
    ['blanks', ' \n\t '],
    ['no JSON', 'not JSON'],
    ['almost a ping', 'ping '],
    ['half a JSON', '{"type":"join_session"'],
    ['two JSONs', '{"type":"join_session"} {}'],
    ['null', 'null'],
    ['a number', '5'],
    ['a text', '"join_session"'],
    ['an empty list', '[]'],
    ['a list', '["join_session"]'],
    ['no type', '{}'],
    ['a type of a wrong case', '{"Type":"join_session"}'],
    ['two types', '{"type":"join_session","type":"host:start"}'],
    ['a null', '\u0000'],
    ['half a character', '{"type":"join_session","displayName":"\\ud83c"}'],
    ['a deep nest', '['.repeat(8_000)],
    ['a deep nest in a field that is ignored', `{"type":"join_session","x":${'['.repeat(8_000)}`],
    ...[5, null, true, ['join_session'], {}].map((type) => [`the type ${JSON.stringify(type)}`, say(type)]),
  ].map(([what, text]) => [what, 'asking', 'stranger', text, 'BAD_MESSAGE', /./]),
  ['a number that is none', 'asking', 'host', '{"type":"update_session","timerSeconds":1e999}', 'BAD_MESSAGE', /./],
  ...['', 'dance', 'JOIN_SESSION', ' join_session', '__proto__', 'host:', 'ping', LONG].map((type) => [
    ...[`the unknown type ${JSON.stringify(type.slice(0, 20))}`, 'asking', 'guest', say(type), 'UNKNOWN_TYPE', /type/],
  ]),
  ...[
    ['guest', 'submit_answer', {}, /questionId/],
    ['guest', 'submit_answer', { questionId: 5, optionId: 'o' }, /questionId.*5/],
    ['guest', 'submit_answer', { questionId: 'q' }, /optionId/],
    ['guest', 'submit_answer', { questionId: 'q', optionId: null }, /optionId/],
    ['guest', 'submit_answer', { questionId: [LONG], optionId: 'o' }, /questionId/],
    ['stranger', 'join_session', { rejoinToken: 5 }, /rejoinToken/],
    ['stranger', 'join_session', { displayName: {} }, /displayName/],
    ['stranger', 'rejoin_session', {}, /pseudonym/],
    ['stranger', 'rejoin_session', { pseudonym: ['A-B'] }, /pseudonym/],
    ['stranger', 'rejoin_session', { pseudonym: 'A-B', rejoinToken: {} }, /rejoinToken/],
    ['stranger', 'rejoin_host', {}, /hostId/],
    ['stranger', 'rejoin_host', { hostId: 'A-B', hostKey: 5 }, /hostKey/],
    ['stranger', 'watch_session', {}, /screenKey/],
    ['stranger', 'watch_session', { screenKey: null }, /screenKey/],
    ['host', 'host:pause', { expectRev: '5' }, /expectRev/],
    ['host', 'host:pause', { expectRev: -1 }, /expectRev/],
    ['host', 'host:pause', { expectRev: 1.5 }, /expectRev/],
    ['host', 'update_session', { title: 5 }, /title/],
    ['host', 'update_session', { allowNames: 'yes' }, /allowNames/],
    ['host', 'update_session', { wines: {} }, /wines/],
    ['host', 'update_session', { wines: [{ name: 'Sancerre' }] }, /wines\[0\].*questions/],
    ['host', 'update_session', { wines: [['Sancerre', null, []]] }, /wines\[0\]/],
    ['host', 'update_session', { timerSeconds: '60' }, /timerSeconds/],
    ['host', 'update_session', { timerSeconds: 60.5 }, /timerSeconds/],
    ['host', 'update_session', { timerSeconds: { $gt: 0 } }, /timerSeconds/],
  ].map(([who, type, fields, named]) => [
    ...[`${type} with ${JSON.stringify(fields).slice(0, 60)}`, 'asking', who, say(type, fields), 'BAD_MESSAGE', named],
  ]),
  ...[
    ['a token that is none', 'stranger', say('join_session', { rejoinToken: 'short' }), 'BAD_MESSAGE', /rejoinToken/],
    ['a title of 101', 'host', say('update_session', { title: 'x'.repeat(101) }), 'BAD_MESSAGE', /title.*100/],
    ['a title that breaks', 'host', say('update_session', { title: 'a\nb' }), 'BAD_MESSAGE', /title/],
    ['no wines', 'host', say('update_session', { wines: [] }), 'NO_WINES', /wines/],
    [
      'an answer before the start',
      'guest',
      say('submit_answer', { questionId: 'q', optionId: 'o' }),
      'WRONG_PHASE',
      /./,
    ],
  ].map(([what, who, text, code, named]) => [what, 'waiting', who, text, code, named]),
  ...['question', 'option'].map((what) => [
    ...[`an unknown ${what}`, 'asking', 'guest', `an unknown ${what}`, `UNKNOWN_${what.toUpperCase()}`, /Id/],
  ]),
  ...['stranger', 'screen', 'host'].map((who) => [
    ...[`an answer of a ${who}`, 'asking', who, 'a right answer', 'NOT_JOINED', /seat/],
  ]),
  ...['stranger', 'guest', 'screen'].flatMap((who) =>
    HOST_COMMANDS.map((type) => [`${type} of a ${who}`, 'asking', who, say(type), 'UNAUTHORIZED', /host/]),
  ),
  ['somebody new after the start', 'asking', 'stranger', say('join_session'), 'GAME_STARTED', /started/],
];

for (const [what, where, who, said, code, named] of rows)
  test(`${code}: ${what}`, async () => {
    const room = await roomThatIs(where);
    const socket = await speaking[who](room);
    const error = await changesNothing(room, what, () => refusedText(socket, meant(said, room)));
    assert.equal(error.code, code);
    assert.match(error.message, named);
    assert.doesNotMatch(JSON.stringify(error), /x{65}/, 'little of it is echoed');
    assert.equal(socket.closed, null);
    await socket.leave();
    await goesOn(room);
  });

/** Frames that need the open question. */
function meant(said, { question }) {
  const right = { questionId: question?.questionId, optionId: question && option(question) };
  if (said === 'a right answer') return say('submit_answer', right);
  if (said === 'an unknown question') return say('submit_answer', { ...right, questionId: 'ffffffff' });
  if (said === 'an unknown option') return say('submit_answer', { ...right, optionId: 'ffffffff' });
  return said;
}

const spoiled = (spoil) => {
  const wines = [wine('Sancerre'), wine('Barolo')];
  return spoil(wines) ?? wines;
};
const question = (change) => (wines) => void change(wines[1].questions[2]);
const Q = /^wines\[1\]\.questions\[2\]\./;

/** What is wrong with some wines, where, and in how many words. */
const badWines = [
  ['missing', () => 'none', /wines/, 'NO_WINES'],
  ['none', () => [], /wines/, 'NO_WINES'],
  ['more than 20', () => Array.from({ length: 21 }, (_, n) => wine(`Wine ${n}`)), /^wines: at most 20/],
  ['four questions', (wines) => void wines[1].questions.pop(), /^wines\[1\]\.questions: five/],
  ['six questions', (wines) => void wines[1].questions.push(wines[1].questions[0]), /^wines\[1\]\.questions: five/],
  ['an unknown category', question((it) => (it.category = 'grape')), /\.category.*grape/],
  ['a repeated category', question((it) => (it.category = 'color')), /\.category/],
  ['categories out of order', (wines) => void wines[1].questions.reverse(), /^wines\[1\]\.questions\[0\]\.category/],
  ['two distractors', question((it) => it.distractors.pop()), /\.distractors: three/],
  ['four distractors', question((it) => it.distractors.push('a fifth')), /\.distractors: three/],
  ['an empty text', question((it) => (it.correctAnswer = '')), /\.correctAnswer/],
  ['a blank text', question((it) => (it.distractors[1] = ' \u200B ')), /\.distractors\[1\]/],
  ['a text of 121', question((it) => (it.correctAnswer = 'é'.repeat(121))), /\.correctAnswer.*120/],
  ['a control character', question((it) => (it.correctAnswer = 'a\u0007b')), /\.correctAnswer.*control/],
  ['a line break', question((it) => (it.distractors[0] = 'a\nb')), /\.distractors\[0\].*control/],
  ['right to left by force', question((it) => (it.distractors[2] = 'a\u202Eb')), /\.distractors\[2\]/],
  ['two alike', question((it) => (it.distractors[2] = it.distractors[0])), /\.distractors\[2\].*twice/],
  ['alike but for case', question((it) => (it.distractors[0] = ` ${it.correctAnswer.toUpperCase()} `)), /twice/],
  ['alike but for form', question((it) => ([it.correctAnswer, it.distractors[0]] = ['Rosé', 'Rose\u0301'])), /twice/],
  ['a name that is empty', (wines) => void (wines[0].name = ''), /^wines\[0\]\.name/],
].map(([what, spoil, named, code = 'INVALID_WINES']) => {
  const wines = spoiled(spoil);
  return { what, named, code, fields: wines === 'none' ? {} : { wines }, deep: String(named).startsWith('/\\.') };
});

test('wines that break a rule, to an empty room', async () => {
  const code = '9003';
  const room = { stack, code };
  for (const { what, named, code: refusal, fields, deep } of badWines) {
    const socket = await stack.join(code);
    const create = { hostKey: secret(), title: 'Friday', timerSeconds: 60, ...fields };
    const error = await changesNothing(room, what, () => refused(socket, 'create_session', create));
    assert.deepEqual([error.code, error.replyTo], [refusal, 'create_session'], what);
    assert.match(error.message, named);
    if (deep) assert.match(error.message, Q);
    await socket.leave();
  }
  assert.deepEqual((await everything(room)).disk, {});
  const host = await stack.join(code);
  await host.ask('create_session', { hostKey: secret(), ...tasting() }, 'session:created');
});

test('wines that break a rule, to a room that waits', async () => {
  const room = await roomThatIs('waiting');
  const { socket } = await asHost(room);
  for (const { what, named, code, fields } of badWines.filter(({ fields }) => fields.wines)) {
    const error = await changesNothing(room, what, () => refused(socket, 'update_session', fields));
    assert.equal(error.code, code, what);
    assert.match(error.message, named);
  }
  await goesOn(room);
});

test('timerSeconds out of range is brought into it', async () => {
  const { host } = await roomThatIs('waiting');
  for (const [asked, got] of [
    [0, 15],
    [-5, 15],
    [1e15, 120],
    [14, 15],
    [121, 120],
    [90, 90],
  ]) {
    const { timerSeconds } = await host.ask('update_session', { timerSeconds: asked }, 'host:session_updated');
    assert.equal(timerSeconds, got, String(asked));
  }
});

test('HTML and script are kept as text', async () => {
  const script = '<script>alert("right")</script><img src=x onerror=alert(1)> & {{7*7}} ${7*7}';
  const wines = [wine()];
  wines[0].name = script;
  wines[0].questions[0].correctAnswer = `right ${script}`;
  const room = await gather(stack, '9004', { asking: true, fields: { title: script, wines } });
  const [{ socket: guest }] = room.guests;
  assert.ok(room.question.options.some(({ text }) => text === `right ${script}`));
  assert.ok(!JSON.stringify(guest.heard).includes(`"name":${JSON.stringify(script)}`));
  const { snapshot } = await asHost(room);
  assert.equal(snapshot.title, script);
  await goesOn(room);
});

test('fields that nobody knows are ignored', async () => {
  const room = await gather(stack, '9005', { asking: true });
  const [{ socket: guest, pseudonym }] = room.guests;
  const chosen = { questionId: room.question.questionId, optionId: option(room.question) };
  const extra = { score: 1_000, pseudonym: 'OTHER', ['__proto__']: { role: 'host' }, correct: true, constructor: {} };
  const recorded = await guest.ask('submit_answer', { ...extra, ...chosen }, 'participant:answer_recorded');
  assert.equal(recorded.optionId, chosen.optionId);
  const revealed = await room.host.ask('host:reveal', { ...extra, points: 5 }, 'game:answer_revealed');
  assert.deepEqual(revealed.results.find((it) => it.pseudonym === pseudonym).totalScore, 100);
});

test('the same answer again is the same confirmation again, and one row', async () => {
  const room = await gather(stack, '9006', { asking: true });
  const [{ socket: guest }] = room.guests;
  const chosen = { questionId: room.question.questionId, optionId: option(room.question) };
  const first = await guest.ask('submit_answer', chosen, 'participant:answer_recorded');
  await changesNothing(room, 'the same again', async () => {
    for (let number = 0; number < 5; number++)
      assert.deepEqual(await guest.ask('submit_answer', chosen, 'participant:answer_recorded'), first);
  });
  assert.equal((await everything(room)).disk.answer.length, 1);
  await goesOn(room);
});

test('join_session again on one socket is the same seat again', async () => {
  const room = await roomThatIs('waiting');
  const [{ socket, pseudonym, rejoinToken }] = room.guests;
  await changesNothing(room, 'joining again', async () => {
    for (const token of [{}, { rejoinToken }, { rejoinToken: secret() }]) {
      const joined = await socket.ask('join_session', token, 'participant:joined');
      assert.deepEqual(joined, { type: 'participant:joined', pseudonym });
    }
    // Whoever sends it again on another socket is the same person.
    const again = await stack.join(room.code);
    assert.equal((await again.ask('join_session', { rejoinToken }, 'participant:joined')).pseudonym, pseudonym);
    await again.leave();
  });
  await goesOn(room);
});

test('a join to a room that holds nothing, that is full, or that is locked', async () => {
  const nobody = await stack.join('9007');
  const empty = { stack, code: '9007' };
  await changesNothing(empty, 'joining nothing', async () => {
    for (const type of ['join_session', 'submit_answer', 'rejoin_session', 'watch_session', ...HOST_COMMANDS]) {
      const fields = { questionId: 'q', optionId: 'o', pseudonym: 'A-B', screenKey: secret() };
      assert.equal((await refused(nobody, type, fields)).code, 'SESSION_NOT_FOUND', type);
    }
    assert.equal((await refused(nobody, 'rejoin_host', { hostId: 'A-B' })).code, 'INVALID_HOST_ID');
  });
  await nobody.ask('create_session', tasting(), 'session:created');
  const small = await startStack({ MAX_PARTICIPANTS: '2' });
  const room = await gather(small, '9008');
  const late = await small.join(room.code);
  await changesNothing(room, 'joining a full room', async () => {
    assert.equal((await refused(late, 'join_session', { rejoinToken: secret() })).code, 'SESSION_FULL');
  });
  const locked = await gather(stack, '9020');
  await locked.host.ask('host:lock', {}, 'lobby:updated');
  const stranger = await stack.join(locked.code);
  await changesNothing(locked, 'joining a locked lobby', async () => {
    assert.equal((await refused(stranger, 'join_session', { rejoinToken: secret() })).code, 'LOBBY_LOCKED');
  });
  await goesOn(locked);
  await goesOn(room);
});

test('a write that storage refuses is not confirmed, and works again when storage does', async () => {
  const room = await gather(stack, '9009', { asking: true });
  const [{ socket: guest }] = room.guests;
  const chosen = { questionId: room.question.questionId, optionId: option(room.question) };
  const rename = (from, to) => stack.rows('GameSession', room.code, `ALTER TABLE ${from} RENAME TO ${to}`);
  await changesNothing(room, 'writing in vain', async () => {
    await rename('journal', 'away');
    for (const command of ['host:pause', 'host:reveal', 'host:end'])
      assert.equal((await refused(room.host, command)).code, 'STORAGE', command);
    await rename('away', 'journal');
    await rename('answer', 'away');
    assert.equal((await refused(guest, 'submit_answer', chosen)).code, 'STORAGE');
    await rename('away', 'answer');
  });
  assert.ok(!guest.heard.some(({ type }) => /recorded|paused|revealed|ended/.test(type)));
  await guest.ask('submit_answer', chosen, 'participant:answer_recorded');
  await goesOn(room);
});

/** Which command fits which phase; what fits all or none is told below. */
const FITS = {
  'host:start': ['waiting'],
  'host:pause': ['question_open'],
  'host:resume': ['question_paused'],
  'host:reveal': ['question_open', 'question_paused'],
  'host:next': ['question_revealed', 'question_leaderboard', 'round_leaderboard'],
};

/** The way through all phases: what leads into each. */
const WAY = [
  ['waiting', null],
  ['question_open', 'host:start', 'game:question'],
  ['question_paused', 'host:pause', 'game:timer_paused'],
  ['question_revealed', 'host:reveal', 'game:answer_revealed'],
  ['question_leaderboard', 'host:next', 'game:question_leaderboard'],
  ['round_leaderboard', null, 'game:round_leaderboard'],
  ['ended', 'host:next', 'session:ended'],
];

test('any command in a phase that it does not fit', async () => {
  const room = await gather(stack, '9010', { fields });
  const [{ socket: guest }] = room.guests;
  let asked;
  for (const [phase, command, kind] of WAY) {
    if (command) await room.host.ask(command, {}, kind);
    else if (kind) await toTheEndOfTheRound(room);
    asked ??= guest.heard.find(({ type }) => type === 'game:question');
    const { snapshot, socket: host } = await asHost(room);
    assert.equal(snapshot.phase, phase);
    await changesNothing(room, phase, async () => {
      for (const [type, phases] of Object.entries(FITS))
        if (!phases.includes(phase)) assert.equal((await refused(host, type)).code, 'WRONG_PHASE', `${type} ${phase}`);
      if (phase !== 'question_open') {
        const chosen = { questionId: asked?.questionId ?? 'q', optionId: asked ? option(asked) : 'o' };
        assert.equal((await refused(guest, 'submit_answer', chosen)).code, 'WRONG_PHASE', phase);
      }
      if (phase !== 'waiting') {
        const late = await stack.join(room.code);
        assert.equal((await refused(late, 'join_session')).code, 'GAME_STARTED', phase);
        assert.equal((await refused(host, 'update_session', { title: 'Late' })).code, 'GAME_STARTED', phase);
        const again = tasting({ hostId: room.hostId, hostKey: room.hostKey });
        assert.equal((await refused(host, 'create_session', again)).code, 'SESSION_EXISTS', phase);
        await late.leave();
      }
      if (phase === 'ended') assert.equal((await refused(host, 'host:end')).code, 'WRONG_PHASE');
    });
    await host.leave();
  }
});

async function toTheEndOfTheRound({ host }) {
  for (let number = 1; number < 5; number++) {
    await host.ask('host:next', {}, 'game:question');
    await host.ask('host:reveal', {}, 'game:answer_revealed');
    await host.ask('host:next', {}, 'game:question_leaderboard');
  }
  await host.ask('host:next', {}, 'game:round_leaderboard');
}

for (const who of Object.keys(speaking))
  test(`a binary frame of a ${who} closes its socket with 1003`, async () => {
    const room = await roomThatIs('asking');
    const socket = await speaking[who](room);
    await changesNothing(room, 'bytes', async () => {
      socket.socket.send(Buffer.from(say('host:end')));
      assert.equal((await socket.hear('error')).code, 'BAD_MESSAGE');
      assert.equal((await socket.close()).code, 1003);
    });
    await goesOn(room);
  });

const KIB = 1_024;
for (const [who, where, most] of [
  ['guest', 'asking', 16 * KIB],
  ['guest', 'waiting', 16 * KIB],
  ['screen', 'waiting', 16 * KIB],
  ['stranger', 'asking', 16 * KIB],
  ['stranger', 'waiting', 256 * KIB],
  ['host', 'asking', 256 * KIB],
])
  test(`over ${most / KIB} KiB from a ${who} while ${where} closes its socket with 1009`, async () => {
    const room = await roomThatIs(where);
    const socket = await speaking[who](room);
    const padded = (bytes) => `{"type":"dance"${' '.repeat(bytes - 16)}}`;
    await changesNothing(room, 'too much', async () => {
      assert.equal((await refusedText(socket, padded(most))).code, 'UNKNOWN_TYPE', 'as large as it may be');
      assert.equal((await refusedText(socket, padded(most + 1))).code, 'MESSAGE_TOO_LARGE');
      assert.equal((await socket.close()).code, 1009);
    });
    await goesOn(room);
  });
