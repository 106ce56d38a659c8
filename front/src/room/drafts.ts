// What was being written and is not saved, for as long as the tab is open: a new tasting's, and each room's.
import { attempt, pageStore, parse, type Store } from './memory';

/** A tasting that has no code yet. */
export const NEW = 'new';

const DRAFT = 'sommelierArena:draft:';

export function makeDrafts(store: Store) {
  return {
    /** As it was kept, whatever that is; undefined if nothing was. `of` is a code, or `NEW`. */
    kept: (of: string): unknown => parse(attempt(() => store.getItem(DRAFT + of)) ?? null) ?? undefined,
    keep: (of: string, draft: unknown) => void attempt(() => store.setItem(DRAFT + of, JSON.stringify(draft))),
    drop: (of: string) => void attempt(() => store.removeItem(DRAFT + of)),
  };
}

/** Of this tab alone: what is written in another is the other's. */
export const drafts = makeDrafts(attempt(() => window.sessionStorage) ?? pageStore());
