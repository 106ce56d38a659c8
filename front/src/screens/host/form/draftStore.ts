// The form's one state and all that can be done to it; each deed is a step that can be taken back.
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Category } from '../../../protocol/Category';
import type { CreateSession } from '../../../protocol/CreateSession';
import { MOST_WINES } from '../../../tasting/rules';
import { categories } from '../../../tasting/shelf';
import {
  answerOf,
  asked,
  bottled,
  draftOf,
  emptied,
  isSample,
  moved,
  withAnother,
  withAnswer,
  withBottle,
  without,
  withWrong,
  type Bottle,
  type Draft,
} from './draft';
import { fillable, filled, redrawn, sampleFor, settled, type Source } from './filling';
import { after, amended, beginning, undone, type History, type Note } from './history';

/** A wine's line, or the first field of one of its questions that wants something. */
export interface Aim {
  key: number;
  at: 'fold' | Category;
}

export interface DraftState {
  history: History;
  /** The wine that is being worked on; the others are folded. */
  open: number | null;
  /** Where the focus goes next, once. */
  aim: Aim | null;
  /** Other wrong answers were asked for, and no others are known. */
  dry: boolean;
  setTitle: (title: string) => void;
  setTimer: (timerSeconds: number) => void;
  toggle: (key: number) => void;
  foldAll: () => void;
  /** Opens a wine and goes there. */
  show: (key: number, at: Category) => void;
  /** A right answer as it is typed. */
  answer: (key: number, category: Category, text: string) => void;
  /** A right answer was left. */
  settle: (key: number, category: Category) => void;
  /** Before the tasting leaves this page: wrong answers that were drawn here fit the right ones, and nothing is filled in. */
  settleAll: () => Draft;
  /** A right answer was chosen from the suggestions. */
  pick: (key: number, category: Category, text: string) => void;
  wrong: (key: number, category: Category, at: number, text: string) => void;
  rename: (key: number, name: string) => void;
  empty: (key: number) => void;
  /** Other wrong answers for one question, or for all of a wine. */
  redraw: (key: number, category?: Category) => void;
  add: () => void;
  copy: (key: number) => void;
  remove: (key: number) => void;
  move: (key: number, to: number) => void;
  take: (tasting: CreateSession, note?: Note) => void;
  /** The button that was pressed goes with the last step. */
  undo: (byButton?: boolean) => void;
  /** The lists have come: a sample that nobody has touched is drawn from them. */
  relay: () => void;
  aimed: () => void;
}

export type DraftStore = StoreApi<DraftState>;

/** What was set aside for it is one step back. */
export function draftStore(given: Draft, source: () => Source, aside: Draft | null = null): DraftStore {
  return createStore<DraftState>((set, get) => {
    const draft = () => get().history.draft;
    const bottle = (key: number) => draft().bottles.find((one) => one.key === key);
    const numberOf = (key: number) => draft().bottles.findIndex((one) => one.key === key) + 1;

    function step(next: Draft, note: Note, field?: string) {
      set({ history: after(get().history, next, { note, field }), dry: false });
    }

    function change(key: number, to: (bottle: Bottle) => Bottle, note: Note, field?: string) {
      const before = bottle(key);
      if (before) step(withBottle(draft(), to(before)), note, field);
    }

    /** A known name fills the wine; taken back, the name stays and does not fill it again. */
    function fill(key: number, typed?: string): boolean {
      const before = bottle(key);
      const now = before && filled(source(), before, typed);
      if (!before || !now) return false;
      const name = answerOf(before, 'wine_name');
      const named = { ...before, settled: { ...before.settled, wine_name: name } };
      set({ history: amended(get().history, withBottle(draft(), named)) });
      step(withBottle(draft(), now), { did: 'filled', name: answerOf(now, 'wine_name') });
      return true;
    }

    return {
      history: aside ? after(beginning(aside), given, { note: { did: 'begun' } }) : beginning(given),
      open: given.bottles[0]?.key ?? null,
      aim: null,
      dry: false,

      setTitle: (title) => step({ ...draft(), title }, { did: 'titled' }, 'title'),
      setTimer: (timerSeconds) => step({ ...draft(), timerSeconds }, { did: 'timed' }, 'timer'),
      toggle: (key) => set({ open: get().open === key ? null : key }),
      foldAll: () => set({ open: null }),
      show: (key, at) => set({ open: key, aim: { key, at } }),

      answer(key, category, text) {
        const note: Note = { did: 'wrote', wine: numberOf(key), category };
        change(key, (now) => withAnswer(now, category, text), note, `${key} ${category}`);
      },

      settle(key, category) {
        const before = bottle(key);
        if (!before) return;
        const name = answerOf(before, 'wine_name');
        const named = category === 'wine_name' && name !== before.settled.wine_name;
        if (named && fillable(source(), before) && fill(key)) return;
        const now = settled(source(), before, category);
        if (now !== before) set({ history: amended(get().history, withBottle(draft(), now)) });
      },

      settleAll() {
        // What came from a room or a file was perhaps written there, and here nobody would see it go.
        for (const one of draft().bottles.filter(({ given }) => !given)) {
          const fills = fillable(source(), one);
          const changed = asked.filter(
            (category) => answerOf(one, category) !== one.settled[category] && !(fills && category === 'wine_name'),
          );
          const now = changed.reduce((wine, category) => settled(source(), wine, category), one);
          if (now !== one) set({ history: amended(get().history, withBottle(draft(), now)) });
        }
        return draft();
      },

      pick(key, category, text) {
        const before = bottle(key);
        const typed = before && answerOf(before, category);
        get().answer(key, category, text);
        if (category !== 'wine_name' || !fill(key, typed)) get().settle(key, category);
      },

      wrong(key, category, at, text) {
        const note: Note = { did: 'wrote', wine: numberOf(key), category };
        change(key, (now) => withWrong(now, category, at, text), note, `${key} ${category} ${at}`);
      },

      rename(key, name) {
        change(key, (now) => ({ ...now, name }), { did: 'renamed', wine: numberOf(key) }, `${key} name`);
      },

      empty: (key) => change(key, emptied, { did: 'emptied', wine: numberOf(key) }),

      redraw(key, category) {
        const before = bottle(key);
        if (!before) return;
        const which = category ? [category] : categories;
        const now = which.reduce((wine, one) => redrawn(source(), wine, one), before);
        if (now === before) set({ dry: true });
        else step(withBottle(draft(), now), { did: 'redrawn', wine: numberOf(key) });
      },

      add() {
        if (draft().bottles.length >= MOST_WINES) return;
        const fresh = sampleFor(source(), draft().bottles);
        step(withAnother(draft(), fresh), { did: 'added', wine: draft().bottles.length + 1 });
        set({ open: fresh.key, aim: { key: fresh.key, at: 'wine_name' } });
      },

      copy(key) {
        const original = bottle(key);
        if (!original || draft().bottles.length >= MOST_WINES) return;
        const twin = bottled(original, original);
        step(withAnother(draft(), twin, key), { did: 'copied', wine: numberOf(key) });
        set({ open: twin.key, aim: { key: twin.key, at: 'fold' } });
      },

      remove(key) {
        const number = numberOf(key);
        step(without(draft(), key), { did: 'removed', wine: number });
        const heir = draft().bottles[number - 1] ?? draft().bottles.at(-1);
        const wasOpen = get().open === key;
        set({
          open: wasOpen && heir ? heir.key : get().open,
          aim: heir ? { key: heir.key, at: 'fold' } : null,
        });
      },

      move(key, to) {
        step(moved(draft(), key, to), { did: 'moved', wine: numberOf(key), to: to + 1 });
      },

      take(tasting, note) {
        const next = { ...draftOf(tasting), switches: draft().switches };
        step(next, note ?? { did: 'imported', wines: next.bottles.length });
        set({ open: null });
      },

      undo(byButton = false) {
        const before = draft().bottles;
        const history = undone(get().history);
        const { bottles } = history.draft;
        const back = bottles.find(({ key }) => !before.some((one) => one.key === key));
        const place = before.findIndex(({ key }) => key === get().open);
        const stillOpen = place < 0 || bottles.some(({ key }) => key === get().open);
        const open = back?.key ?? (stillOpen ? get().open : (bottles[Math.max(0, place - 1)]?.key ?? null));
        // The focus must not fall off with what it was on: a wine that went, or the button at the last step.
        const gone = open !== get().open || (byButton && history.past.length === 0);
        const touched = back ?? bottles.find((one) => !before.includes(one));
        const land = gone ? (touched?.key ?? open ?? bottles[0]?.key) : back?.key;
        set({ history, open, dry: false, aim: land === undefined ? null : { key: land, at: 'fold' } });
      },

      relay() {
        const { past } = get().history;
        const untouched = past.length === 0 && draft().bottles.length === 1 && draft().bottles.every(isSample);
        const [only] = draft().bottles;
        if (!untouched || !only) return;
        const fresh = { ...sampleFor(source(), []), key: only.key };
        set({ history: beginning({ ...draft(), bottles: [fresh] }) });
      },

      aimed: () => set({ aim: null }),
    };
  });
}
