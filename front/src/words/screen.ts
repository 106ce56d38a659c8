// What the big screen says.
import { fr } from './french/screen';
import { spoken } from './language';

const en = {
  arriving: 'Finding the tasting…',
  unlinked: {
    title: 'The big screen',
    line: 'Open the host’s page, press “Big screen” (in a game under “More”), and open that link here.',
  },
  refused: {
    title: 'This link no longer works',
    line: 'The host has made a new one since. Ask them for it, and open it here.',
  },
  gone: {
    title: 'This tasting is gone',
    line: 'There is nothing under this code any more. Ask the host for a new link.',
  },
  fullScreen: 'Full screen (F)',
  lobby: {
    title: 'Take a seat',
    how: 'Scan the code with your phone, or open the address and type the four digits.',
    closed: 'The doors are closed',
    back: 'Nobody new can join. Whoever has a seat keeps it, and comes back by the same code.',
    nobody: 'Nobody is here yet.',
    atTheTable: (count: number) => `${count} at the table`,
    latest: (listed: number) => `The latest ${listed}`,
  },
  join: { at: 'Join at', scan: 'Scan to join', code: (code: string) => `Tasting code: ${code.split('').join(' ')}` },
  question: {
    answered: (() => 'answered') as (answered: number) => string,
    of: (all: number) => `of ${all}`,
    everybody: 'Everybody has answered',
    away: (count: number) => `${count} away`,
    paused: 'The clock stands still.',
    timeUp: 'Time is up',
  },
  reveal: {
    right: (_right: number, all: number) => `of ${all} had it right`,
    nobody: 'Nobody answered',
    corrected: 'The host corrected the answer',
    share: (percent: number) => `${percent}%`,
  },
  theWine: 'In the glass was',
};

export type ScreenWords = typeof en;

export const screenWords = spoken({ en, fr });
