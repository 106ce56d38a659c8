// Which language this page speaks: what the document's `lang` says, which its head has chosen before anything is shown.

/** What each language calls itself. One more here, and tsc asks for its words in every catalogue. */
export const languageNames = { en: 'English', fr: 'Français' };

export type Language = keyof typeof languageNames;

export const languages = Object.keys(languageNames) as Language[];

const ofPage = typeof document === 'undefined' ? undefined : document.documentElement.lang;

export const language = languages.find((one) => one === ofPage) ?? 'en';

/** The words of one catalogue in the reader's language. */
export const spoken = <Words>(catalogue: Record<Language, Words>): Words => catalogue[language];
