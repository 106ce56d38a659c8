// The words that hosts and participants share.
import type { Category } from '../protocol/Category';
import type { Place } from '../room/place';
import type { Trouble } from '../room/trouble';
import { fr } from './french/shared';
import { spoken } from './language';

const troubles: Record<Trouble, string> = {
  SESSION_NOT_FOUND: 'There is no tasting under this code. Check the four digits.',
  SESSION_EXISTS: 'This code is already taken by another tasting.',
  NO_WINES: 'Add at least one wine.',
  INVALID_WINES: 'Something in the wines is not right. Check that every question has four different answers.',
  GAME_STARTED: 'This tasting has already started.',
  SESSION_FULL: 'This tasting is full.',
  LOBBY_LOCKED: 'The host has closed the door for now. Ask them to open it.',
  NO_PARTICIPANTS: 'Nobody has joined yet.',
  INVALID_PSEUDONYM: 'This seat could not be found. Join again, or open your personal link.',
  INVALID_HOST_ID: 'This tasting is gone, or it belongs to another host.',
  HOST_ID_TAKEN: 'This host name belongs to somebody else.',
  UNAUTHORIZED: 'Only the host can do that.',
  NOT_JOINED: 'You have no seat here yet.',
  WRONG_PHASE: 'That came too late: the tasting has moved on.',
  STALE_COMMAND: 'The tasting had already moved on. This is where it is now.',
  UNKNOWN_QUESTION: 'That question is over.',
  UNKNOWN_OPTION: 'That answer is not one of the four.',
  BAD_MESSAGE: 'The server did not understand this page. Reload it.',
  UNKNOWN_TYPE: 'The server did not understand this page. Reload it.',
  MESSAGE_TOO_LARGE: 'That is too much text for one tasting.',
  RATE_LIMITED: 'A little slower, please. Try again in a moment.',
  STORAGE: 'It could not be saved. Try again in a moment.',
  INTERNAL: 'Something went wrong on the server. Try again in a moment.',
  UNREACHABLE: 'The server cannot be reached. Check the connection and try again.',
  REPLACED: 'This seat is now open on other devices.',
  REMOVED: 'The host has taken you off this tasting.',
  SEAT_LINK_SPENT: 'This link was used already, or is older than ten minutes. Ask the host for another.',
  FRESH_HANDLE:
    'Your earlier host name belongs to another key, so you have a new one. The older tastings stay listed here.',
  NOT_KEPT: 'The wines of this tasting are no longer kept: they go seven days after its end.',
  ENDED: 'This tasting is over.',
  QUESTION_OPEN: 'A question is open in this tasting. Reveal the answer or end the tasting, then delete it.',
  NOT_PARKED: 'This tasting was opened or deleted on another device. This is the list as it is now.',
};

const categories: Record<Category, string> = {
  color: 'Color',
  region: 'Region',
  grape_variety: 'Grape Variety',
  vintage_year: 'Vintage Year',
  wine_name: 'Wine Name',
};

const questions: Record<Category, string> = {
  color: 'What color is this wine?',
  region: 'Which region is it from?',
  grape_variety: 'Which grape is it made of?',
  vintage_year: 'Which vintage is it?',
  wine_name: 'Which wine is it?',
};

const en = {
  name: 'Sommelier Arena',
  troubles,
  unknownTrouble: 'That did not work. Try again in a moment.',
  categories,
  questions,
  wineOf: ({ roundIndex, totalRounds }: Place) => `Wine ${roundIndex + 1} of ${totalRounds}`,
  questionOf: ({ questionIndex = 0, totalQuestions = 5 }: Place) =>
    `Question ${questionIndex + 1} of ${totalQuestions}`,
  timeRemaining: (seconds: number) => `Time remaining ${seconds} ${seconds === 1 ? 'second' : 'seconds'}`,
  timeStands: (seconds: number) => `Time remaining ${seconds} seconds, paused`,
  paused: 'Paused',
  /** A break, and what is said of it when its clock shows zero. */
  rest: { title: 'Break', over: 'It goes on when the host does.' },
  reconnecting: 'Reconnecting…',
  offline: 'You are offline. The evening goes on, and you will be back in it by yourself.',
  points: (points: number) => `${points} ${points === 1 ? 'point' : 'points'}`,
  /** After the number, for those who hear it. */
  pointsOnly: (points: number): string => (points === 1 ? 'point' : 'points'),
  chose: (count: number) => `${count} chose this`,
  correctAnswer: 'Correct answer',
  standings: 'Standings',
  afterWine: (wine: number) => `After wine ${wine}`,
  finalResults: 'Final Results',
  share: 'Share…',
  copied: 'Copied',
  copyByHand: 'Copy the selected link',
  finalLeaderboard: 'Final Leaderboard',
  nobodyScored: 'Nobody is in the standings yet.',
  rank: (rank: number) => `Rank ${rank}`,
  podium: 'Podium',
  andMore: (others: number) => `and ${others} more`,
  rose: (places: number) => (places === 1 ? 'up one place' : `up ${places} places`),
  fell: (places: number) => (places === 1 ? 'down one place' : `down ${places} places`),
  away: 'away',
  loading: 'One moment…',
  close: 'Close',
  sound: 'Sound and vibration',
};

export type SharedWords = typeof en;

export const sharedWords = spoken({ en, fr });

/** A newer room may send a code that this page has never heard of. */
const knownTroubles: Record<string, string | undefined> = sharedWords.troubles;

export const troubleInWords = (trouble: string) => knownTroubles[trouble] ?? sharedWords.unknownTrouble;
