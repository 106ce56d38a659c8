// What the pages of a participant say.
import { fr } from './french/participant';
import { spoken } from './language';

const en = {
  join: {
    title: 'Join a tasting',
    invitation: 'Enter the code on the host’s screen.',
    code: 'Tasting code',
    join: 'Join',
    joining: 'Joining…',
    back: (code: string) => `Back to my seat in ${code}`,
    stranger: (id: string) =>
      `This link belongs to ${id}. If that is you, open your personal link on this device; otherwise join as somebody new.`,
  },
  choice: {
    title: 'Two seats, one browser',
    question: (mine: string, offered: string) => `You are ${mine} here. This link belongs to ${offered}.`,
    unnamed: 'already seated',
    keep: (id: string) => `Stay ${id}`,
    take: (id: string) => `Become ${id}`,
    inTasting: (code: string) => `tasting ${code}`,
  },
  elsewhere: { title: 'Open elsewhere', here: 'Continue on this device' },
  arriving: 'Finding your seat…',
  waiting: {
    title: 'Waiting for host to start',
    line: 'Waiting for the host to start the game…',
    youAre: 'Tonight you are',
    elsewhere: 'Join another tasting',
    atTheTable: (count: number) => (count === 1 ? 'You are the first at the table' : `${count} at the table`),
  },
  name: {
    label: 'Your name, if you like: the others see it, and it stays',
    add: 'Add name',
    refused: 'Somebody here is called that already, or it cannot be a name. Try another.',
  },
  question: {
    recorded: 'Selection recorded',
    sending: 'Sending…',
    kept: 'Kept. It is sent as soon as you are back.',
    pick: 'Tap an answer. You can change it until time is up.',
    timeUp: 'Time is up',
    pausedLine: 'The host has paused. Nothing is lost.',
    added: (seconds: number) => `The host has added ${seconds} seconds.`,
  },
  reveal: {
    right: 'Correct!',
    wrong: 'Not this time',
    none: 'No answer this time',
    missed: 'Your last tap reached the table too late.',
    yours: 'Your answer',
    gained: (points: number) => `+${points}`,
    share: (right: number, all: number) => `${right} of ${all} had it right`,
    total: 'Your score',
    corrected: 'The host corrected the answer; everyone is scored anew.',
  },
  skipped: 'The host left the previous question out.',
  yourPlace: 'Your place',
  seat: {
    keep: 'Keep my seat',
    explain: 'Your personal link brings you back from any device. Whoever opens it has your seat.',
    inApp: (app: string) =>
      `You are inside ${app}, which forgets this page when it is closed. Open your personal link in your own browser, or keep it.`,
    link: 'Personal link',
    copy: 'Copy personal link',
  },
};

export type ParticipantWords = typeof en;

export const participantWords = spoken({ en, fr });
