// The form of a tasting: a title, a timer, and the wines with their questions.
import { useId, useRef, useState, type SubmitEvent } from 'react';
import type { CreateSession } from '../../protocol/CreateSession';
import type { Trouble } from '../../room/trouble';
import { Button } from '../../ui/Button';
import { Heading } from '../../ui/Heading';
import { hostWords } from '../../words/host';
import { troubleInWords } from '../../words/shared';
import { faultsOf, withAnother, withBottle, without, winesOf, type Draft } from './draft';
import { WineFields } from './WineFields';

const words = hostWords.form;
const [SHORTEST, LONGEST] = [15, 120];
const MOST_WINES = 20;
const LONGEST_TITLE = 100;

interface Props {
  editing?: boolean;
  /** What the form opens with. */
  given: () => Draft;
  onSave: (tasting: CreateSession) => Promise<Trouble | null>;
  onCancel: () => void;
}

export function Form({ editing = false, given, onSave, onCancel }: Props) {
  const [draft, setDraft] = useState(given);
  const [faults, setFaults] = useState<string[]>([]);
  const [saving, setSaving] = useState(false);
  const alert = useRef<HTMLDivElement>(null);
  const [titleId, hintId, timerId] = [useId(), useId(), useId()];
  const { title, timerSeconds, bottles } = draft;

  async function onSubmit(event: SubmitEvent) {
    event.preventDefault();
    const found = faultsOf(draft);
    setFaults(found);
    if (found.length > 0) {
      complain();
      return;
    }
    setSaving(true);
    const trouble = await onSave({ title: title.trim(), timerSeconds, wines: winesOf(draft) });
    if (!trouble) return;
    setSaving(false);
    setFaults([troubleInWords(trouble)]);
    complain();
  }

  const complain = () => requestAnimationFrame(() => alert.current?.scrollIntoView({ block: 'nearest' }));

  return (
    <main className="mx-auto w-full max-w-3xl px-5 py-8">
      <form onSubmit={(event) => void onSubmit(event)} noValidate className="grid gap-8">
        <Heading className="text-4xl">{editing ? words.editTitle : words.newTitle}</Heading>
        <div className="grid gap-6 sm:grid-cols-2">
          <div>
            <label htmlFor={titleId} className="font-semibold">
              {words.title}
            </label>
            <input
              id={titleId}
              aria-describedby={hintId}
              maxLength={LONGEST_TITLE}
              value={title}
              onChange={(event) => setDraft({ ...draft, title: event.target.value })}
              className="mt-2 w-full rounded-2xl border border-line bg-table px-4 py-3"
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
              min={SHORTEST}
              max={LONGEST}
              step={5}
              value={timerSeconds}
              onChange={(event) => setDraft({ ...draft, timerSeconds: event.target.valueAsNumber })}
              className="mt-2 block h-12 w-full accent-gold"
            />
            <p className="text-sm text-faded tabular-nums">{words.timerHint(timerSeconds)}</p>
          </div>
        </div>
        {bottles.map((bottle, at) => (
          <WineFields
            key={bottle.key}
            bottle={bottle}
            number={at + 1}
            alone={bottles.length === 1}
            onChange={(changed) => setDraft((now) => withBottle(now, changed))}
            onRemove={() => setDraft((now) => without(now, bottle.key))}
          />
        ))}
        {bottles.length < MOST_WINES && (
          <Button className="border-dashed" onClick={() => setDraft(withAnother)}>
            {words.addWine}
          </Button>
        )}
        <div ref={alert} role="alert" className="scroll-mb-28">
          {faults.length > 0 && (
            <div className="grid gap-1 rounded-2xl border border-bad bg-table px-4 py-3 text-bad">
              {faults.map((fault) => (
                <p key={fault}>{fault}</p>
              ))}
            </div>
          )}
        </div>
        <div className="sticky bottom-0 -mx-5 grid grid-cols-[auto_1fr] gap-3 border-t border-line bg-room px-5 py-3 sm:flex sm:justify-end">
          <Button look="bare" onClick={onCancel}>
            {words.cancel}
          </Button>
          <Button type="submit" look="main" disabled={saving}>
            {saving ? words.saving : editing ? words.update : words.create}
          </Button>
        </div>
      </form>
    </main>
  );
}
