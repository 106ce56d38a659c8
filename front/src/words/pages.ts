// What the static pages say themselves: built in every language, and shown in the reader's.
import { fr } from './french/pages';
import { languages, type Language } from './language';

const en = {
  home: {
    title: 'Sommelier Arena',
    description: 'A live blind-tasting quiz: a host pours, phones answer, everyone watches the standings.',
    lead: 'A blind tasting for the whole table. One pours, everybody guesses, on their own phone.',
    join: 'Join as Participant',
    host: "I'm the Host",
    free: 'No account, no app, nothing to install.',
  },
  play: { title: 'Join · Sommelier Arena', description: 'Join a live blind tasting with a code.' },
  host: { title: 'Host · Sommelier Arena', description: 'Prepare a blind tasting and lead it.' },
  screen: {
    title: 'Big screen · Sommelier Arena',
    description: 'A blind tasting for the whole room to watch.',
  },
  admin: { title: 'Admin · Sommelier Arena', description: 'Keep the curated lists of answers.' },
  slow: 'Still on its way. The network may be slow, or keep scripts out.',
  again: 'Try again',
  needsScript: 'Sommelier Arena needs JavaScript: the game is live.',
};

export type PagesWords = typeof en;

const pagesWords: Record<Language, PagesWords> = { en, fr };

/** Built into the pages. */
export const english = en;

/** The same in the other languages, as attributes of the element that says it: `layouts/words.js` takes them from there. */
export const alsoIn = (pick: (words: PagesWords) => string) =>
  Object.fromEntries(languages.filter((one) => one !== 'en').map((one) => [`data-${one}`, pick(pagesWords[one])]));

/** The same in every language at once, for whom no script can choose. */
export const inAll = (pick: (words: PagesWords) => string) =>
  languages.map((one) => ({ lang: one, text: pick(pagesWords[one]) }));
