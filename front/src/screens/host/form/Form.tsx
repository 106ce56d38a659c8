// The form of a tasting: the wines with their questions, a title, a timer.
import { useEffect, useId, useRef, useState, type KeyboardEvent, type FormEvent } from 'react';
import { useStore } from 'zustand';
import type { CreateSession } from '../../../protocol/CreateSession';
import { suggest } from '../../../room/answers';
import { drafts } from '../../../room/drafts';
import { useShelf } from '../../../room/shelf';
import type { Trouble } from '../../../room/trouble';
import { LONGEST_TITLE, TIMER } from '../../../tasting/rules';
import { Button, SmallButton } from '../../../ui/Button';
import { Heading } from '../../../ui/Heading';
import { hostWords } from '../../../words/host';
import { draftOf, faultsOf, ownAnswers, restored, tastingOf, unchecked, type Draft } from './draft';
import { draftStore, type DraftStore } from './draftStore';
import { Faults } from './Faults';
import { freshDraft, type Source } from './filling';
import { lastDeed } from './history';
import { OwnAnswers } from './OwnAnswers';
import { Transfer } from './Transfer';
import { UndoBar, useUndoKey } from './UndoBar';
import { Wines } from './Wines';

const words = hostWords.form;

/** The one place where chance and the year come in. */
const source = (): Source => ({
  shelf: useShelf.getState().shelf,
  thisYear: new Date().getFullYear(),
  random: Math.random,
});

interface Props {
  /** What the form opens with; without it, with a sample. */
  given?: CreateSession;
  /** What a new tasting is a copy of. */
  again?: CreateSession;
  /** Whose draft it is: a code, or none yet. */
  of: string;
  /** With what was left here before; else that is one step back. */
  goOn?: boolean;
  onSave: (tasting: CreateSession) => Promise<Trouble | null>;
  onCancel: () => void;
}

export default function Form({ given, again, of, goOn = false, onSave, onCancel }: Props) {
  const [left] = useState(() => restored(drafts.kept(of)));
  const [store] = useState(() => {
    const before = given ?? again;
    const fresh = before ? draftOf(before) : freshDraft(source());
    return left && goOn ? draftStore(left, source) : draftStore(fresh, source, left);
  });
  const form = useRef<HTMLFormElement>(null);
  const alert = useRef<HTMLDivElement>(null);
  const [judged, setJudged] = useState(false);
  /** What was said to be still unchecked, and the wine that was filled in, when the button was pressed last. */
  const [told, setTold] = useState<string[]>([]);
  const [filled, setFilled] = useState<string | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [saving, setSaving] = useState(false);
  const [offering, setOffering] = useState(false);

  useUndoKey(store);
  useEffect(() => {
    void useShelf.getState().load();
    return useShelf.subscribe((now, before) => {
      const at = document.activeElement;
      // Nothing changes under a hand that has begun.
      if (now.shelf !== before.shelf && !(at instanceof HTMLInputElement && form.current?.contains(at)))
        store.getState().relay();
    });
  }, [store]);

  useEffect(
    () =>
      store.subscribe(({ history: { draft, past } }, before) => {
        if (draft === before.history.draft) return;
        if (past.length > 0 || draft === left) drafts.keep(of, draft);
        else drafts.drop(of);
      }),
    [store, of, left],
  );

  async function onSubmit(event: FormEvent) {
    event.preventDefault();
    setTrouble(null);
    setJudged(true);
    const draft = store.getState().settleAll();
    const before = lastDeed(store.getState().history);
    // The field that this press has left comes first: it was looked at, or its name fills in the wine.
    await new Promise((carriedOut) => setTimeout(carriedOut));
    const { history } = store.getState();
    const last = lastDeed(history);
    const fill = last !== before && last?.note.did === 'filled' ? last.note.name : null;
    const doubts = doubtsIn(history.draft);
    setFilled(fill);
    setTold(doubts);
    // What was told once is the host's to leave as it is.
    const news = fill !== null || doubts.some((doubt) => !told.includes(doubt));
    if (news || faultsOf(draft).length > 0 || draft.bottles.length === 0) {
      complain();
      return;
    }
    setSaving(true);
    const own = offering ? ownAnswers(useShelf.getState().shelf, draft) : [];
    const refused = await onSave(tastingOf(draft));
    if (!refused) {
      // Offered in passing: whether they arrive is nobody's trouble here.
      for (const { category, value } of own) void suggest(category, value);
      return;
    }
    setSaving(false);
    setTrouble(refused);
    complain();
  }

  function takeOther() {
    setTrouble(null);
    if (given) store.getState().take(given, { did: 'replaced' });
  }

  const complain = () => requestAnimationFrame(() => alert.current?.scrollIntoView({ block: 'nearest' }));

  return (
    <main className="mx-auto w-full max-w-5xl px-4 pt-6 sm:px-6 sm:pt-8">
      <form
        ref={form}
        noValidate
        onSubmit={(event) => void onSubmit(event)}
        onKeyDown={stayOnEnter}
        className="grid grid-cols-1 gap-6"
      >
        <header>
          <Heading className="text-3xl sm:text-4xl">{given ? words.editTitle : words.newTitle}</Heading>
          <Lead />
        </header>
        <div className="grid grid-cols-1 gap-2">
          <Wines store={store} judged={judged} />
          <Transfer store={store} />
        </div>
        <Details store={store} />
        <OwnAnswers store={store} checked={offering} onChange={setOffering} />
        <div ref={alert} role="alert" className="grid scroll-mb-40 gap-3 empty:hidden">
          {judged && <Faults store={store} filled={filled} trouble={trouble} onTake={takeOther} />}
        </div>
        <div className="sticky bottom-0 z-10 -mx-4 border-t border-line bg-room px-4 pt-2 pb-[max(0.75rem,env(safe-area-inset-bottom))] sm:-mx-6 sm:flex sm:items-center sm:justify-between sm:gap-6 sm:px-6">
          <UndoBar store={store} />
          <div className="flex shrink-0 flex-wrap gap-3 pt-1 sm:ml-auto">
            <Button look="bare" onClick={onCancel}>
              {words.cancel}
            </Button>
            <Button type="submit" look="main" className="flex-1 sm:flex-none" disabled={saving}>
              {saving ? words.saving : given ? words.update : words.create}
            </Button>
          </div>
        </div>
      </form>
    </main>
  );
}

const doubtsIn = (draft: Draft) =>
  unchecked(draft).flatMap(({ bottle, categories }) => categories.map((category) => `${bottle} ${category}`));

/** Enter ends an answer, not the form: a tasting is created by its button. */
function stayOnEnter(event: KeyboardEvent) {
  if (event.key === 'Enter' && event.target instanceof HTMLInputElement) event.preventDefault();
}

/** One line in one place, whatever it says, so that nothing jumps when the lists come or stay away. */
function Lead() {
  const { state, load } = useShelf();
  return (
    <div role="status" className="flex min-h-11 flex-wrap items-center gap-x-1 text-faded">
      {state === 'away' ? words.away : words.lead}
      {state === 'away' && (
        <SmallButton className="px-2 underline" onClick={() => void load()}>
          {words.retry}
        </SmallButton>
      )}
    </div>
  );
}

function Details({ store }: { store: DraftStore }) {
  const { title, timerSeconds, bottles } = useStore(store, (state) => state.history.draft);
  const { setTitle, setTimer } = store.getState();
  const [titleId, hintId, timerId] = [useId(), useId(), useId()];
  return (
    <section
      aria-label={words.details}
      className="grid grid-cols-1 gap-5 rounded-3xl border border-line p-4 sm:grid-cols-2 sm:p-6"
    >
      <div>
        <label htmlFor={titleId} className="font-semibold">
          {words.title}
        </label>
        <input
          id={titleId}
          aria-describedby={hintId}
          maxLength={LONGEST_TITLE}
          value={title}
          placeholder={bottles[0]?.name}
          onChange={(event) => setTitle(event.target.value)}
          className="mt-2 min-h-12 w-full rounded-xl border border-edge bg-room px-3 py-2"
        />
        <p id={hintId} className="mt-1 text-sm text-faded">
          {words.titleHint}
        </p>
      </div>
      <div>
        <label htmlFor={timerId} className="font-semibold">
          {words.timer}
        </label>
        <input
          id={timerId}
          type="range"
          min={TIMER.least}
          max={TIMER.most}
          step={5}
          value={timerSeconds}
          onChange={(event) => setTimer(event.target.valueAsNumber)}
          className="mt-2 block h-12 w-full accent-gold"
        />
        <p className="text-sm text-faded tabular-nums">{words.timerHint(timerSeconds)}</p>
      </div>
    </section>
  );
}
