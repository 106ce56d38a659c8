// The script of an evening: who says what, and what each is then to hear, in this order and nothing else.
import { wine } from '../support.mjs';

export const PEOPLE = ['host', 'screen', 'ann', 'bob', 'cem'];
const GUESTS = ['ann', 'bob', 'cem'];
const WINES = [wine('Sancerre'), wine('Barolo')];
const ENTER = 'server:state_snapshot';

const each = (people, ...types) => Object.fromEntries(people.map((who) => [who, types]));
const all = (...types) => each(PEOPLE, ...types);

/** A step in which somebody who is here says something. */
const says = (who, type, hears, fields = {}) => ({ who, type, fields, hears });
/** A step in which somebody opens a socket and says something. */
const comes = (who, type, hears, fields = {}) => ({ who, comes: true, type, fields, hears });

const joins = (who, others, fields) =>
  comes(
    who,
    'join_session',
    { [who]: [ENTER, 'participant:joined', 'lobby:updated'], ...each(others, 'lobby:updated') },
    fields,
  );

const ANSWERED = 'game:participant_answered';
/** A first answer. Which option it is the text says: `right`, or one of the wrong ones. */
const answers = (who, text) => ({
  ...says(who, 'submit_answer', { [who]: ['participant:answer_recorded'], ...each(['host', 'screen'], ANSWERED) }),
  option: text,
});
const changesTo = (who, text) => ({
  ...says(who, 'submit_answer', { [who]: ['participant:answer_recorded'] }),
  option: text,
});

const asks = says('host', 'host:next', all('game:question'));
const reveals = says('host', 'host:reveal', all('game:answer_revealed'));
const ranks = says('host', 'host:next', all('game:question_leaderboard'));
const ranksRound = says('host', 'host:next', all('game:round_leaderboard'));
const ends = says('host', 'host:next', all('game:final_leaderboard', 'session:ended'));
const pauses = says('host', 'host:pause', all('game:timer_paused'));
const resumes = says('host', 'host:resume', all('game:timer_resumed'));
const refused = (who, type) => says(who, type, { [who]: ['error'] });

const leaves = (who) => ({ who, leaves: true, hears: each(['host', 'screen'], 'lobby:presence') });
const returns = (who) =>
  comes(who, 'rejoin_session', {
    [who]: [ENTER, 'participant:state_snapshot'],
    ...each(['host', 'screen'], 'lobby:presence'),
  });

/** A step in which nobody says anything: the question's time runs out. */
const runsOut = { who: 'nobody', waits: true, hears: each(['host', 'ann'], 'game:answer_revealed') };

/** A question from its opening to its standings, answered in turn. */
const question = (...texts) => [asks, ...GUESTS.map((who, seat) => answers(who, texts[seat])), reveals, ranks];

export const SCRIPT = [
  comes(
    'host',
    'create_session',
    { host: [ENTER, 'session:created'] },
    { hostId: 'NOBLE-CORK', allowNames: true, timerSeconds: 120, wines: WINES },
  ),
  comes('screen', 'watch_session', { screen: [ENTER, 'screen:state_snapshot', 'lobby:updated', 'lobby:presence'] }),
  joins('ann', ['host', 'screen']),
  joins('bob', ['host', 'screen', 'ann'], { displayName: 'Bob' }),
  says('host', 'update_session', { host: ['host:session_updated'] }, { title: 'Saturday' }),
  joins('cem', ['host', 'screen', 'ann', 'bob']),
  refused('ann', 'host:start'),
  says('host', 'host:start', all('game:started', 'game:question')),

  answers('ann', 'right'),
  answers('bob', 'wrong 1'),
  changesTo('bob', 'right'),
  refused('host', 'host:next'),
  reveals,
  refused('host', 'host:pause'),
  ranks,

  asks,
  answers('ann', 'wrong 3'),
  pauses,
  { ...refused('cem', 'submit_answer'), option: 'right' },
  resumes,
  answers('bob', 'right'),
  leaves('bob'),
  answers('cem', 'right'),
  returns('bob'),
  changesTo('bob', 'wrong 2'),
  reveals,
  ranks,

  ...question('right', 'right', 'wrong 1'),
  ...question('wrong 2', 'right', 'right'),
  ...question('right', 'wrong 3', 'wrong 3'),
  ranksRound,

  ...question('wrong 1', 'right', 'right'),
  ...question('right', 'right', 'wrong 2'),
  asks,
  pauses,
  resumes,
  pauses,
  reveals,
  ranks,
  ...question('right', 'wrong 1', 'right'),
  ...question('right', 'right', 'wrong 1'),
  ranksRound,
  ends,
];

/** One question that nobody closes but the clock. */
export const CLOCKED = [
  comes(
    'host',
    'create_session',
    { host: [ENTER, 'session:created'] },
    { hostId: 'NOBLE-CORK', timerSeconds: 15, wines: WINES },
  ),
  joins('ann', ['host']),
  says('host', 'host:start', each(['host', 'ann'], 'game:started', 'game:question')),
  { ...says('ann', 'submit_answer', { ann: ['participant:answer_recorded'], host: [ANSWERED] }), option: 'right' },
  runsOut,
  says('host', 'host:next', each(['host', 'ann'], 'game:question_leaderboard')),
];
