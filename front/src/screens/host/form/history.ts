// What was done to a draft, step by step, so that each can be taken back.
import type { Category } from '../../../protocol/Category';
import type { Draft } from './draft';

/** What a step did. */
export type Note =
  | { did: 'titled' | 'timed' | 'begun' | 'replaced' }
  | { did: 'wrote'; wine: number; category: Category }
  | { did: 'renamed' | 'added'; wine: number }
  | { did: 'removed' | 'copied' | 'redrawn' | 'emptied'; wine: number }
  | { did: 'moved'; wine: number; to: number }
  | { did: 'filled'; name: string }
  | { did: 'imported'; wines: number };

interface Step {
  /** The draft before it. */
  before: Draft;
  note: Note;
  /** What was typed into: letters that follow each other are one step. */
  field?: string | undefined;
}

export type Deed = Omit<Step, 'before'>;

export interface History {
  draft: Draft;
  past: Step[];
}

const MOST_STEPS = 100;

export const beginning = (draft: Draft): History => ({ draft, past: [] });

export function after({ draft, past }: History, next: Draft, deed: Deed): History {
  if (next === draft) return { draft, past };
  const goesOn = deed.field !== undefined && past.at(-1)?.field === deed.field;
  if (goesOn) return { draft: next, past };
  return { draft: next, past: [...past.slice(1 - MOST_STEPS), { before: draft, ...deed }] };
}

/** What follows from the last step by itself, and is taken back with it. */
export const amended = ({ past }: History, draft: Draft): History => ({ draft, past });

export function undone({ draft, past }: History): History {
  const last = past.at(-1);
  return last ? { draft: last.before, past: past.slice(0, -1) } : { draft, past };
}

/** What would be taken back next. */
export const lastDeed = ({ past }: History): Deed | undefined => past.at(-1);
