// The admin's side of the curated lists: who is logged in, what is shown, and the changes on their way to the server.
import { create } from 'zustand';
import type { Category } from '../protocol/Category';
import type { Lists } from '../tasting/shelf';
import type { Book, Change, Undoable } from './adminBook';
import { emptyBook, except, foreseen, inverse, isForeseeable, listedAs, tidy, withBroken, withList } from './adminBook';
import type { Counts, Done, Refusal } from './adminCalls';
import { carryOut, dropSecret, heldSecret, keepSecret, readBook } from './adminCalls';
import type { FileFault, ReadLists } from './adminFile';
import { MOST_BYTES, readLists } from './adminFile';

/** How long a deletion can be taken back, since the last one. */
const UNDO_MS = 10_000;

/** What the last thing done came to. */
export type News =
  | { was: 'added' | 'accepted' | 'undone'; value: string }
  | { was: 'merged'; counts: Counts }
  | { was: 'replaced'; lists: { category: Category; count: number }[] };

/** What did not work; it stays until it did, or until it is put away. */
export type Trouble =
  | { was: 'exists'; category: Category; value: string; as: string | undefined }
  | { was: 'refused'; changes: Change[]; refusal: Refusal }
  | { was: 'unread'; fault: FileFault };

interface Admin {
  at: 'login' | 'opening' | 'lists';
  /** A login or a reading that has no answer yet. */
  asking: boolean;
  /** Why the page is where it is. */
  refusal: Refusal | null;
  category: Category;
  /** The new value as it is being typed; it outlives a login. */
  typed: string;
  wanted: string;
  /** As it will be once the changes under way are done. */
  book: Book;
  news: News | null;
  trouble: Trouble | null;
  /** What can be taken back, the latest last. */
  undoable: Undoable[];
  /** The value to look at. */
  pointedAt: string | null;
  /** What was read from a file and waits for a decision. */
  file: Partial<Lists> | null;
  /** Whole lists are on their way. */
  writing: boolean;

  open: () => void;
  login: (secret: string) => void;
  logout: () => void;
  show: (category: Category) => void;
  type: (text: string) => void;
  want: (text: string) => void;
  add: () => void;
  accept: (value: string) => void;
  remove: (value: string) => void;
  drop: (value: string, suggestedAt: string) => void;
  undo: () => void;
  /** While somebody is at the notice it does not go away. */
  holdUndo: (held: boolean) => void;
  takeFile: (file: Blob) => Promise<void>;
  closeFile: () => void;
  closeTrouble: () => void;
  mergeFile: () => void;
  replaceFile: () => void;
  /** Makes of what could be read the whole list. */
  replaceBroken: () => void;
}

/** As the server told it; what is shown has the changes under way in it too. */
let told = emptyBook;
let changes: Change[] = [];
let working = false;
let forgetting: ReturnType<typeof setTimeout> | undefined;

/** The secret was good once: the login says so, other than of a wrong one. */
const expired: Refusal = { code: 'EXPIRED', message: '' };
const expiredMidway: Refusal = { code: 'EXPIRED_MIDWAY', message: '' };

export const useAdmin = create<Admin>((set, get) => {
  function show() {
    set({ book: foreseen(told, changes), writing: changes.some(isWhole) });
  }

  function ask(...more: Change[]) {
    changes = [...changes, ...more];
    show();
    void work();
  }

  /** One after the other, so that each answer is newer than the one before it. */
  async function work() {
    if (working) return;
    working = true;
    for (let change = changes[0]; change && get().at === 'lists'; change = changes[0]) {
      const secret = heldSecret();
      const answer = secret === null ? null : await carryOut(change, secret);
      // Meanwhile somebody logged out.
      if (changes[0] !== change) continue;
      // What is under way is not lost: it goes on after the next login.
      if (!answer || (!answer.ok && answer.refusal.code === 'UNAUTHORIZED')) return expire();
      changes = changes.slice(1);
      if (answer.ok) settle(change, answer.value);
      else refuse(change, answer.refusal);
      show();
    }
    working = false;
  }

  function expire() {
    working = false;
    dropSecret();
    clearTimeout(forgetting);
    const refusal = changes.length > 0 ? expiredMidway : expired;
    set({ at: 'login', refusal, news: null, trouble: null, undoable: [] });
  }

  function settle(change: Change, { onto, counts }: Done) {
    told = onto(told);
    forgive(change);
    switch (change.does) {
      case 'add':
        if (change.because === 'typed' && get().typed === change.value) set({ typed: '' });
        set({ news: { was: change.because === 'typed' ? 'added' : change.because, value: change.value } });
        break;
      case 'offer':
        set({ news: { was: 'undone', value: change.value } });
        break;
      case 'merge':
        set({ file: null, news: { was: 'merged', counts: counts ?? {} } });
        break;
      case 'replace':
        decided(change);
        replaced(change.category);
        break;
    }
  }

  function replaced(category: Category) {
    const { news } = get();
    const before = news?.was === 'replaced' ? news.lists : [];
    set({ news: { was: 'replaced', lists: [...before, { category, count: told.lists[category].length }] } });
  }

  function refuse(change: Change, refusal: Refusal) {
    const { code, message } = refusal;
    const { typed, trouble, undoable } = get();
    if (code === 'CORRUPT_LIST' && 'category' in change) told = withBroken(told, change.category, message);
    // What is gone already is gone, and what is there already is there.
    if (code === 'NOT_FOUND' && (change.does === 'remove' || change.does === 'drop')) {
      told = foreseen(told, [change]);
      return;
    }
    if (code === 'ALREADY_EXISTS' && change.does === 'add') return exists(change);
    if (change.does === 'add' && change.because === 'typed' && typed === '') set({ typed: change.value });
    const same = trouble?.was === 'refused' && trouble.refusal.code === code ? trouble.changes : [];
    const others = same.filter((one) => !isSameDeed(one, change));
    set({
      trouble: { was: 'refused', changes: [...others, change], refusal },
      undoable: undoable.filter((one) => one !== change),
    });
  }

  function exists({ category, value, because }: Extract<Change, { does: 'add' }>) {
    const as = listedAs(told, category, value);
    // Somebody else added it since this page was opened.
    if (as === undefined) told = withList(told, category, [...told.lists[category], value]);
    if (because === 'accepted') {
      const suggestion = told.suggestions[category].find((one) => one.value === value);
      if (suggestion) changes = [...changes, { does: 'drop', category, ...suggestion }];
    }
    if (because !== 'typed') return;
    set({
      trouble: { was: 'exists', category, value, as },
      pointedAt: as ?? value,
      wanted: '',
      typed: get().typed || value,
    });
  }

  /** What did not work and now did is no trouble any more. */
  function forgive(change: Change) {
    const { trouble } = get();
    if (trouble?.was !== 'refused') return;
    const left = trouble.changes.filter((one) => !isSameDeed(one, change));
    set({ trouble: left.length > 0 ? { ...trouble, changes: left } : null });
  }

  /** The file has no more to say about this list. */
  function decided({ category, values }: Extract<Change, { does: 'replace' }>) {
    const { file } = get();
    if (file?.[category] !== values) return;
    const left = except(file, category);
    set({ file: Object.keys(left).length > 0 ? left : null });
  }

  function takeBackable(change: Undoable) {
    set({ undoable: [...get().undoable, change], news: null, trouble: withoutExists(get().trouble) });
    forgetLater();
    ask(change);
  }

  function forgetLater() {
    clearTimeout(forgetting);
    forgetting = setTimeout(() => set({ undoable: [] }), UNDO_MS);
  }

  async function read(secret: string, refused: (refusal: Refusal) => void) {
    set({ asking: true, refusal: null });
    const answer = await readBook(secret);
    if (!get().asking) return;
    set({ asking: false });
    if (!answer.ok) return refused(answer.refusal);
    keepSecret(secret);
    told = answer.value;
    set({ at: 'lists', refusal: null });
    show();
    void work();
  }

  return {
    at: heldSecret() === null ? 'login' : 'opening',
    asking: false,
    refusal: null,
    category: 'color',
    typed: '',
    wanted: '',
    book: emptyBook,
    news: null,
    trouble: null,
    undoable: [],
    pointedAt: null,
    file: null,
    writing: false,

    open() {
      const secret = heldSecret();
      if (secret === null || get().asking) return;
      void read(secret, (refusal) => (refusal.code === 'UNAUTHORIZED' ? expire() : set({ refusal })));
    },

    login(secret) {
      if (!get().asking) void read(secret.trim(), (refusal) => set({ refusal }));
    },

    logout() {
      dropSecret();
      clearTimeout(forgetting);
      changes = [];
      told = emptyBook;
      set({ at: 'login', asking: false, refusal: null, book: emptyBook, news: null, trouble: null });
      set({ undoable: [], typed: '', wanted: '', pointedAt: null, file: null, writing: false });
    },

    show: (category) => set({ category, wanted: '', news: null, trouble: null, pointedAt: null }),
    type: (typed) => set({ typed, pointedAt: null, trouble: withoutExists(get().trouble) }),
    want: (wanted) => set({ wanted, pointedAt: null, trouble: withoutExists(get().trouble) }),

    add() {
      const { book, category, typed } = get();
      const value = tidy(typed);
      if (!value) return;
      // What will probably be refused stays in the field until the server has said so.
      set({
        news: null,
        pointedAt: null,
        trouble: withoutExists(get().trouble),
        typed: isForeseeable(book, category, value) ? '' : value,
      });
      ask({ does: 'add', category, value, because: 'typed' });
    },

    accept: (value) => ask({ does: 'add', category: get().category, value, because: 'accepted' }),
    remove(value) {
      const { book, category } = get();
      // A second click may come before the row is gone.
      if (book.lists[category].includes(value)) takeBackable({ does: 'remove', category, value });
    },

    drop: (value, suggestedAt) => takeBackable({ does: 'drop', category: get().category, value, suggestedAt }),

    undo() {
      const { undoable } = get();
      const last = undoable.at(-1);
      if (!last) return;
      set({ undoable: undoable.slice(0, -1), news: null });
      forgetLater();
      ask(inverse(last));
    },

    holdUndo(held) {
      if (held) clearTimeout(forgetting);
      else if (get().undoable.length > 0) forgetLater();
    },

    async takeFile(file) {
      const read = file.size > MOST_BYTES ? tooLarge : readLists(await file.text(), get().category);
      if (read.ok) set({ file: read.lists, news: null, trouble: null });
      else set({ file: null, news: null, trouble: { was: 'unread', fault: read.fault } });
    },

    closeFile: () => set({ file: null, trouble: null }),
    closeTrouble: () => set({ trouble: null, pointedAt: null }),

    mergeFile() {
      const { file } = get();
      if (file) ask({ does: 'merge', lists: file });
    },

    replaceFile() {
      const lists = Object.entries(get().file ?? {}) as [Category, string[]][];
      set({ news: null });
      ask(...lists.map(([category, values]) => ({ does: 'replace', category, values }) satisfies Change));
    },

    replaceBroken() {
      const { category } = get();
      set({ news: null });
      ask({ does: 'replace', category, values: told.lists[category] });
    },
  };
});

const tooLarge: ReadLists = { ok: false, fault: { rule: 'size' } };

const isWhole = ({ does }: Change) => does === 'merge' || does === 'replace';

/** Of several lists each is put by itself; lists that could not be merged may be put instead. */
function isSameDeed(one: Change, other: Change) {
  if (one.does === 'replace' && other.does === 'replace') return one.category === other.category;
  if (isWhole(one)) return isWhole(other);
  return 'value' in one && 'value' in other && one.category === other.category && one.value === other.value;
}

const withoutExists = (trouble: Trouble | null) => (trouble?.was === 'exists' ? null : trouble);
