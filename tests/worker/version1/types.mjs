// What a client of version 1 takes: each frame's fields as `protocol.md` had them before anything was marked new.

const must = (expected, is) => (value, path) => {
  if (!is(value)) throw new Error(`${path}: ${expected} expected, got ${JSON.stringify(value)}`);
  return value;
};
const oneOf = (...words) => must(words.join(' | '), (value) => words.includes(value));
const text = must('a text', (value) => typeof value === 'string' && value !== '');
const number = must('a number', Number.isFinite);
const nothing = must('null', (value) => value === null);
const numberOrNothing = must('a number or null', (value) => value === null || Number.isFinite(value));
const isObject = must('an object', (value) => typeof value === 'object' && value !== null && !Array.isArray(value));

const list = (item, length) => (value, path) => {
  must('an array', Array.isArray)(value, path);
  if (length !== undefined) must(`${length} of them`, (items) => items.length === length)(value, path);
  return value.map((element, at) => item(element, `${path}[${at}]`));
};

/** These fields, all of them; others are not version 1's, and it does not see them. */
const shape = (fields) => (value, path) => {
  isObject(value, path);
  const read = ([name, field]) => [name, field(value[name], `${path}.${name}`)];
  return Object.fromEntries(Object.entries(fields).map(read));
};
const optional = (field) => (value, path) => (value === undefined ? undefined : field(value, path));

const PHASE = oneOf(
  'waiting',
  'question_open',
  'question_paused',
  'question_revealed',
  'question_leaderboard',
  'round_leaderboard',
  'ended',
);
const CATEGORY = oneOf('color', 'region', 'grape_variety', 'vintage_year', 'wine_name');
const RANKINGS = list(shape({ pseudonym: text, score: number, rank: number }));
const WINES = list(
  shape({
    name: text,
    questions: list(shape({ category: CATEGORY, correctAnswer: text, distractors: list(text, 3) }), 5),
  }),
);
const QUESTION = {
  questionId: text,
  prompt: text,
  category: CATEGORY,
  options: list(shape({ id: text, text }), 4),
  roundIndex: number,
  questionIndex: number,
  totalQuestions: number,
  totalRounds: number,
  timerMs: number,
};
const SESSION = shape({
  code: text,
  title: text,
  createdAt: text,
  status: oneOf('waiting', 'active', 'ended'),
  participantCount: number,
  finalRankings: optional(RANKINGS),
});
const HOST_REVEAL = {
  correctOptionId: text,
  results: list(shape({ pseudonym: text, points: number, totalScore: number })),
};
const PARTICIPANT_REVEAL = { correctOptionId: text, myPoints: number, myTotalScore: number };

/** A snapshot: which of its fields may be null depends on the phase that it tells. */
const snapshot = (fields, questionIn, reveal) => (frame, path) => {
  const phase = PHASE(isObject(frame, path).phase, `${path}.phase`);
  return shape({
    ...fields,
    phase: PHASE,
    question: questionIn.includes(phase) ? shape(QUESTION) : nothing,
    remainingMs: ['question_open', 'question_paused'].includes(phase) ? number : numberOrNothing,
    rankings: RANKINGS,
    revealData: phase === 'question_revealed' ? shape(reveal) : nothing,
  })(frame, path);
};
const ON_THE_TABLE = ['question_open', 'question_paused', 'question_revealed'];

const EVERYONE = {
  'server:state_snapshot': shape({ phase: PHASE, code: text }),
  'lobby:updated': shape({ participants: list(text), count: number }),
  'game:started': shape({}),
  'game:question': shape(QUESTION),
  'game:timer_tick': shape({ remainingMs: number }),
  'game:timer_paused': shape({ remainingMs: number }),
  'game:timer_resumed': shape({ remainingMs: number }),
  'game:question_leaderboard': shape({
    rankings: RANKINGS,
    questionIndex: number,
    totalQuestions: number,
    roundIndex: number,
    totalRounds: number,
  }),
  'game:round_leaderboard': shape({ rankings: RANKINGS, roundIndex: number, totalRounds: number }),
  'game:final_leaderboard': shape({ rankings: RANKINGS }),
  'session:ended': shape({}),
  error: shape({ message: text, code: text }),
};
const HOST = {
  'session:created': shape({ code: text, hostId: text }),
  'host:session_updated': shape({ wines: WINES, timerSeconds: number, sessionTitle: text }),
  'host:state_snapshot': snapshot(
    {
      code: text,
      hostId: text,
      title: text,
      wines: WINES,
      participants: list(text),
      timerSeconds: number,
      currentRound: number,
      currentQuestion: number,
      answeredCount: number,
      totalCount: number,
    },
    [...ON_THE_TABLE, 'question_leaderboard'],
    HOST_REVEAL,
  ),
  'sessions:list': shape({ sessions: list(SESSION) }),
  'game:participant_answered': shape({ pseudonym: text, answeredCount: number, totalCount: number }),
  'game:answer_revealed': shape(HOST_REVEAL),
};
const PARTICIPANT = {
  'participant:joined': shape({ pseudonym: text }),
  'participant:state_snapshot': snapshot({ pseudonym: text, score: number }, ON_THE_TABLE, PARTICIPANT_REVEAL),
  'game:answer_revealed': shape(PARTICIPANT_REVEAL),
};
const KNOWN = { host: { ...EVERYONE, ...HOST }, participant: { ...EVERYONE, ...PARTICIPANT } };

/** Types marked new in `protocol.md`, each to whom it says: version 1 passes over them. */
const NEW = {
  host: ['lobby:presence'],
  participant: ['participant:answer_recorded', 'participant:removed'],
};

/**
 * A frame as a page of version 1 sees it: without any field that was added since, `null` for a type that was
 * added since. Throws on a frame that version 1 could not take.
 */
export function read(role, frame) {
  const type = text(isObject(frame, 'frame').type, 'frame.type');
  if (NEW[role].includes(type)) return null;
  const fields = KNOWN[role][type];
  if (!fields) throw new Error(`${type}: not a frame for version 1's ${role}`);
  return { type, ...fields(frame, type) };
}
