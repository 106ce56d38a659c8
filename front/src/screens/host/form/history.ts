// What was done to a draft, step by step, so that each can be taken back.
import type { Draft } from './draft';

/** What a step did, as far as it is worth saying. */
export type Note =
  | { did: 'removed' | 'copied' | 'redrawn' | 'emptied'; wine: number }
  | { did: 'moved'; wine: number; to: number }
  | { did: 'filled'; name: string }
  | { did: 'imported'; wines: number };

interface Step {
  /** The draft before it. */
  before: Draft;
  note?: Note | undefined;
  /** What was typed into: letters that follow each other are one step. */
  field?: string | undefined;
}

export interface History {
  draft: Draft;
  past: Step[];
}

const MOST_STEPS = 100;

export const beginning = (draft: Draft): History => ({ draft, past: [] });

export function after({ draft, past }: History, next: Draft, what: { note?: Note; field?: string } = {}): History {
  if (next === draft) return { draft, past };
  const goesOn = what.field !== undefined && past.at(-1)?.field === what.field;
  if (goesOn) return { draft: next, past };
  return { draft: next, past: [...past.slice(1 - MOST_STEPS), { before: draft, ...what }] };
}

/** What follows from the last step by itself, and is taken back with it. */
export const amended = ({ past }: History, draft: Draft): History => ({ draft, past });

export function undone({ draft, past }: History): History {
  const last = past.at(-1);
  return last ? { draft: last.before, past: past.slice(0, -1) } : { draft, past };
}

/** What the last step did, if it is worth saying. */
export const lastNote = ({ past }: History): Note | undefined => past.at(-1)?.note;
