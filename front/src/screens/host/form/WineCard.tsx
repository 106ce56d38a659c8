// One wine of the form: a line while it is folded, all its answers while it is worked on.
import { useSortable } from '@dnd-kit/sortable';
import { CSS } from '@dnd-kit/utilities';
import { useEffect, useId, useRef } from 'react';
import { useStore } from 'zustand';
import { Button } from '../../../ui/Button';
import { Again, Bin, Chevron, Copy, Down, Grip, Up } from '../../../ui/icons';
import { hostWords } from '../../../words/host';
import { answerOf, faultsIn, isSample, type Bottle } from './draft';
import type { DraftStore } from './draftStore';
import { bringUp, keepInPlace } from './scroll';
import { WineFields } from './WineFields';

const words = hostWords.form;

interface Props {
  store: DraftStore;
  bottle: Bottle;
  /** Counted from 1, as people do. */
  number: number;
  of: number;
  judged: boolean;
}

export function WineCard({ store, bottle, number, of, judged }: Props) {
  const { key } = bottle;
  const alone = of === 1;
  const open = useStore(store, (state) => state.open === key) || alone;
  const aim = useStore(store, (state) => (state.aim?.key === key ? state.aim.at : null));
  const { toggle, redraw, copy, remove, move, aimed } = store.getState();
  const cardRef = useRef<HTMLElement>(null);
  const foldRef = useRef<HTMLButtonElement>(null);
  const nameRef = useRef<HTMLInputElement>(null);
  const fieldsId = useId();
  const { setNodeRef, setActivatorNodeRef, attributes, listeners, transform, transition, isDragging } = useSortable({
    id: key,
    disabled: alone,
    attributes: { roleDescription: hostWords.drag.role },
  });

  useEffect(() => {
    if (!aim) return;
    (aim === 'name' ? nameRef.current : foldRef.current)?.focus({ preventScroll: true });
    bringUp(cardRef.current);
    aimed();
  }, [aim, aimed]);

  function onFold() {
    keepInPlace(cardRef.current, () => toggle(key));
    if (!open) bringUp(cardRef.current);
  }

  const title = (
    <>
      <span className="sr-only">{words.wine(number)}: </span>
      <span className="min-w-0 [overflow-wrap:anywhere]">{bottle.name.trim() || words.nameless}</span>
    </>
  );

  return (
    <section
      ref={(element) => {
        cardRef.current = element;
        setNodeRef(element);
      }}
      aria-label={words.wine(number)}
      style={{ transform: CSS.Translate.toString(transform), transition }}
      className={`scroll-mt-3 rounded-3xl border bg-table ${isDragging ? 'relative z-10 border-gold shadow-xl shadow-shade' : 'border-line'}`}
    >
      <div className={`flex items-center ${alone ? 'px-4 pt-3 sm:px-6' : 'pr-2 pl-1 sm:pr-3 sm:pl-2'}`}>
        {!alone && (
          <button
            ref={setActivatorNodeRef}
            type="button"
            {...attributes}
            {...listeners}
            aria-label={hostWords.drag.handle(number)}
            className="grid h-14 w-11 shrink-0 cursor-grab touch-none place-items-center rounded-2xl text-faded hover:text-ink active:cursor-grabbing"
          >
            <Grip />
          </button>
        )}
        <span
          aria-hidden="true"
          className="mr-3 grid size-8 shrink-0 place-items-center rounded-full bg-cloth font-display text-lg text-gold tabular-nums"
        >
          {number}
        </span>
        <div className="min-w-0 flex-1">
          {alone ? (
            <h2 className="flex min-h-12 items-center gap-2 text-xl">
              {title}
              <Mark bottle={bottle} folded={false} />
            </h2>
          ) : (
            <h2 className="text-xl">
              <button
                ref={foldRef}
                type="button"
                aria-expanded={open}
                aria-controls={fieldsId}
                onClick={onFold}
                className="flex min-h-16 w-full items-center gap-2 rounded-2xl py-2 pr-2 text-left"
              >
                <span className="min-w-0 flex-1">
                  <span className="flex flex-wrap items-center gap-x-2">
                    {title}
                    <Mark bottle={bottle} folded={!open} />
                  </span>
                  {!open && <InBrief bottle={bottle} />}
                </span>
                <Chevron className={`size-5 text-faded transition-transform ${open ? 'rotate-180' : ''}`} />
              </button>
            </h2>
          )}
        </div>
      </div>
      <div id={fieldsId} hidden={!open}>
        {open && (
          <div className="grid gap-5 px-4 pt-2 pb-4 sm:px-6 sm:pb-5">
            <WineFields store={store} bottle={bottle} number={number} judged={judged} nameRef={nameRef} />
            <div className="-mx-2 flex items-center justify-between gap-1 border-t border-line pt-3">
              <Button
                look="bare"
                className="min-h-11 px-3"
                aria-label={words.otherWrongOf(number)}
                onClick={() => redraw(key)}
              >
                <Again className="size-4.5" />
                {words.otherWrong}
              </Button>
              <div className="flex">
                {!alone && (
                  <>
                    <Tool label={words.up(number)} disabled={number === 1} onClick={() => move(key, number - 2)}>
                      <Up />
                    </Tool>
                    <Tool label={words.down(number)} disabled={number === of} onClick={() => move(key, number)}>
                      <Down />
                    </Tool>
                  </>
                )}
                <Tool label={words.copy(number)} onClick={() => copy(key)}>
                  <Copy />
                </Tool>
                {!alone && (
                  <Tool label={words.removeWine(number)} onClick={() => remove(key)}>
                    <Bin />
                  </Tool>
                )}
              </div>
            </div>
          </div>
        )}
      </div>
    </section>
  );
}

/** What a host has to know about a wine before they open it. */
function Mark({ bottle, folded }: { bottle: Bottle; folded: boolean }) {
  const faulty = folded && faultsIn(bottle).length > 0;
  const text = faulty ? words.faulty : isSample(bottle) ? words.sample : bottle.unsure.length > 0 ? words.toCheck : '';
  if (!text) return null;
  return (
    <span
      className={`rounded-full border px-2 py-0.5 font-sans text-xs font-semibold whitespace-nowrap ${faulty ? 'border-bad text-bad' : 'border-gold/60 text-gold'}`}
    >
      {text}
    </span>
  );
}

function InBrief({ bottle }: { bottle: Bottle }) {
  const parts = (['region', 'grape_variety', 'vintage_year'] as const).map((category) => answerOf(bottle, category));
  return (
    <span className="block truncate font-sans text-sm font-normal text-faded">{parts.filter(Boolean).join(' · ')}</span>
  );
}

function Tool({
  label,
  ...rest
}: {
  label: string;
  disabled?: boolean;
  onClick: () => void;
  children: React.ReactNode;
}) {
  return <Button look="bare" aria-label={label} title={label} className="min-h-11 w-11 px-0 py-0" {...rest} />;
}
