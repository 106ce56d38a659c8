// What a participant reads from the first standings on, in a part of the page that is fetched later than the others.
import { fr } from './french/results';
import { spoken } from './language';

const ordinals = new Intl.PluralRules('en', { type: 'ordinal' });
const suffixes: Record<string, string | undefined> = { one: 'st', two: 'nd', few: 'rd' };

/** 1st, 2nd, 3rd, 4th. */
const ordinal = (rank: number) => `${rank}${suffixes[ordinals.select(rank)] ?? 'th'}`;

const en = {
  standings: {
    moved: (from: number, to: number) => `From ${ordinal(from)} to ${ordinal(to)}`,
    stayed: 'As before',
    next: 'The host will go on in a moment.',
  },
  final: {
    another: 'Play Another Tasting',
    place: (rank: number) => `You finished ${ordinal(rank)}`,
    shared: (rank: number) => `You share ${ordinal(rank)} place`,
  },
  review: {
    title: 'Your evening',
    nothing: 'There is nothing to look back on.',
    wine: (wine: number) => `Wine ${wine}`,
    unseen: (question: number) => `Question ${question} passed while this device was away.`,
    mine: (answer: string) => `You said ${answer}`,
    yours: 'Your answer',
    none: 'You gave no answer',
    skipped: 'The host left this question out',
  },
};

export type ResultsWords = typeof en;

export const resultsWords = spoken({ en, fr });
