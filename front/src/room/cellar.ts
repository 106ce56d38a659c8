// The host's tastings: shown at once from this browser's copy, then as the server has them.
import { create } from 'zustand';
import type { CreateSession } from '../protocol/CreateSession';
import type { SessionListEntry } from '../protocol/SessionListEntry';
import { createTasting, deleteTasting, listTastings, openTasting, restoreTasting, type Answer, type Host } from './api';
import { freshHost, heldHandle, wholeHost } from './identity';
import { tastingIn } from './glimpse';
import { browserMemory } from './memory';
import type { Trouble } from './trouble';

/** The server erases after 60 s; the offer goes a little earlier than the possibility. */
const UNDO_MS = 50_000;

interface Cellar {
  handle: string | null;
  tastings: SessionListEntry[];
  trouble: Trouble | null;
  /** What was deleted last and can still be had back. */
  deleted: SessionListEntry | null;
  load: () => Promise<void>;
  /** The room of a host told the list. */
  learn: (tastings: SessionListEntry[]) => void;
  complain: (trouble: Trouble | null) => void;
  remove: (tasting: SessionListEntry) => Promise<void>;
  restore: () => Promise<void>;
  /** The code of a tasting's room: a parked one gets a new one. Null when something stood in its way. */
  unpark: (tasting: SessionListEntry) => Promise<string | null>;
  /** A tasting as it could be laid once more. Null when something stood in its way. */
  read: (tasting: SessionListEntry) => Promise<CreateSession | null>;
  /** The new tasting's code, or what stood in its way. */
  lay: (tasting: CreateSession) => Promise<Answer<Laid>>;
  /** Another tasting is begun: the next one laid is not an earlier one sent again. */
  begin: () => void;
}

interface Laid {
  code: string;
  /** What the tasting became after it was first sent; the room has yet to be told. */
  owed: CreateSession | null;
}

const memory = browserMemory();
let offer: ReturnType<typeof setTimeout> | undefined;

export const useCellar = create<Cellar>((set, get) => {
  /** A tasting that was sent and not answered, as it was sent, and the codes there were before it. */
  let unanswered: { sent: string; title: string; before: string[] } | null = null;

  function show(tastings: SessionListEntry[]) {
    memory.keepSessions(tastings);
    set({ tastings });
  }

  async function asHost<T>(ask: (host: Host) => Promise<Answer<T>>): Promise<Answer<T>> {
    const held = await wholeHost();
    set({ handle: heldHandle() });
    return held.ok ? ask(held.value) : held;
  }

  /** Only now is the key for its big screen to be had; later there are but fresh ones. */
  function opened({ code, screenKey }: { code: string; screenKey: string }): string {
    memory.keepScreenKey(code, screenKey);
    return code;
  }

  return {
    handle: heldHandle(),
    tastings: memory.sessions(),
    trouble: null,
    deleted: null,

    async load() {
      const list = await asHost(listTastings);
      if (list.ok) show(list.value);
      // A handle that no tasting has claimed yet, or that is another's, has no list to be seen: the copy stays.
      else if (list.trouble !== 'UNAUTHORIZED') set({ trouble: list.trouble });
    },

    learn: show,
    complain: (trouble) => set({ trouble }),

    async remove(tasting) {
      const answer = await asHost((host) => deleteTasting(host, tasting.code));
      const gone = !answer.ok && answer.trouble === 'SESSION_NOT_FOUND';
      if (!answer.ok && !gone) return set({ trouble: answer.trouble });
      const { code, createdAt } = tasting;
      show(get().tastings.filter((one) => one.code !== code || one.createdAt !== createdAt));
      set({ deleted: gone ? null : tasting, trouble: null });
      clearTimeout(offer);
      offer = setTimeout(() => set({ deleted: null }), UNDO_MS);
    },

    async restore() {
      const { deleted } = get();
      if (!deleted) return;
      set({ deleted: null });
      const answer = await asHost((host) => restoreTasting(host, deleted.code));
      if (!answer.ok) return set({ trouble: answer.trouble });
      const newestFirst = (a: SessionListEntry, b: SessionListEntry) => b.createdAt.localeCompare(a.createdAt);
      show([...get().tastings, deleted].sort(newestFirst));
    },

    async unpark(tasting) {
      if (!tasting.parked) return tasting.code;
      const answer = await asHost((host) => openTasting(host, tasting));
      if (answer.ok) return opened(answer.value);
      const gone = answer.trouble === 'SESSION_NOT_FOUND';
      if (gone) await get().load();
      set({ trouble: gone ? 'NOT_PARKED' : answer.trouble });
      return null;
    },

    async read({ code }) {
      set({ trouble: null });
      const answer = await asHost((host) => tastingIn(code, host));
      if (answer.ok) return answer.value;
      set({ trouble: answer.trouble === 'SESSION_NOT_FOUND' ? 'NOT_KEPT' : answer.trouble });
      return null;
    },

    async lay(tasting) {
      const sent = JSON.stringify(tasting);
      // The server may have it all the same: sent once more, it would be there twice.
      if (unanswered) {
        const list = await asHost(listTastings);
        if (!list.ok && list.trouble === 'UNREACHABLE') return list;
        const { title, before, sent: earlier } = unanswered;
        const there = list.ok && list.value.find((one) => one.title === title && !before.includes(one.code));
        if (there) {
          unanswered = null;
          return { ok: true, value: { code: there.code, owed: earlier === sent ? null : tasting } };
        }
      }
      const before = get().tastings.map(({ code }) => code);
      const lay = () => asHost((host) => createTasting({ ...tasting, ...host }));
      let answer = await lay();
      if (!answer.ok && answer.trouble === 'HOST_ID_TAKEN') {
        const fresh = await freshHost();
        if (!fresh.ok) return fresh;
        set({ trouble: 'FRESH_HANDLE' });
        answer = await lay();
      }
      const title = tasting.title || tasting.wines?.[0]?.name || '';
      unanswered = !answer.ok && answer.trouble === 'UNREACHABLE' ? { sent, title, before } : null;
      return answer.ok ? { ok: true, value: { code: opened(answer.value), owed: null } } : answer;
    },

    begin: () => void (unanswered = null),
  };
});
