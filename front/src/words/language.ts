// Which language this page speaks. A catalogue exists once per language and all have the same entries.

export type Language = 'en';

type Catalogue<Words> = Record<Language, Words>;

/** The words of one catalogue in the reader's language. */
export const spoken = <Words>(catalogue: Catalogue<Words>): Words => catalogue.en;
