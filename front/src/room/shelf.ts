// The curated answers as this page has them: none at first, and none while their worker is away.
import { create } from 'zustand';
import { emptyShelf, type Shelf } from '../tasting/shelf';
import { loadShelf } from './answers';

interface ShelfSide {
  shelf: Shelf;
  state: 'unasked' | 'asking' | 'here' | 'away';
  /** Asks once, and again after it was in vain. */
  load: () => Promise<void>;
}

export const useShelf = create<ShelfSide>((set, get) => ({
  shelf: emptyShelf,
  state: 'unasked',

  async load() {
    if (get().state === 'asking' || get().state === 'here') return;
    set({ state: 'asking' });
    const shelf = await loadShelf();
    set({ shelf, state: shelf === emptyShelf ? 'away' : 'here' });
  },
}));
