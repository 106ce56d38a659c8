// One wine of the form: a line while it is folded, all its answers while it is worked on.
import { useSortable } from '@dnd-kit/sortable';
import { CSS } from '@dnd-kit/utilities';
import { memo, useEffect, useId, useRef } from 'react';
import { useStore } from 'zustand';
import { MOST_WINES } from '../../../tasting/rules';
import { IconButton, SmallButton } from '../../../ui/Button';
import { Again, Bin, Chevron, Copy, Down, Grip, Up } from '../../../ui/icons';
import { hostWords } from '../../../words/host';
import { answerOf, faultsIn, isSample, toCheck, type Bottle } from './draft';
import type { DraftStore } from './draftStore';
import { bringUp, keepInPlace } from './scroll';
import { WineFields } from './WineFields';

const words = hostWords.form;

interface Props {
  store: DraftStore;
  bottleKey: number;
  /** Counted from 1, as people do. */
  number: number;
  of: number;
  judged: boolean;
}

export const WineCard = memo(function WineCard({ store, bottleKey: key, number, of, judged }: Props) {
  const bottle = useStore(store, (state) => state.history.draft.bottles.find((one) => one.key === key));
  const alone = of === 1;
  const open = useStore(store, (state) => state.open === key) || alone;
  const aim = useStore(store, (state) => (state.aim?.key === key ? state.aim.at : null));
  const { toggle, redraw, copy, remove, move, aimed } = store.getState();
  const cardRef = useRef<HTMLElement | null>(null);
  const lineRef = useRef<HTMLElement | null>(null);
  const fieldsId = useId();
  const { setNodeRef, setActivatorNodeRef, attributes, listeners, transform, transition, isDragging } = useSortable({
    id: key,
    disabled: alone,
    attributes: { roleDescription: hostWords.drag.role },
  });

  useEffect(() => {
    if (!aim) return;
    const question = cardRef.current?.querySelector<HTMLElement>(`[data-question="${aim}"]`);
    const field = question?.querySelector<HTMLElement>('[aria-invalid]') ?? question?.querySelector('input');
    (field ?? lineRef.current)?.focus({ preventScroll: true });
    bringUp(aim === 'fold' || aim === 'wine_name' ? cardRef.current : (question ?? null));
    aimed();
  }, [aim, aimed]);

  function onFold() {
    keepInPlace(cardRef.current, () => toggle(key));
    if (!open) bringUp(cardRef.current);
  }

  if (!bottle) return null;

  const title = (
    <>
      <span className="sr-only">{words.wine(number)}: </span>
      <span className="line-clamp-2 min-w-0 [overflow-wrap:anywhere]">{bottle.name.trim() || words.nameless}</span>
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
      <div className={`flex flex-wrap items-center ${alone ? 'px-4 pt-3 sm:px-6' : 'pr-2 pl-1 sm:pr-3 sm:pl-2'}`}>
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
        {/* Large letters get a line of their own. */}
        <div className="min-w-0 flex-1 basis-40">
          {alone ? (
            <h2
              ref={(element) => void (lineRef.current = element)}
              tabIndex={-1}
              className="flex min-h-12 items-center gap-2 py-1 text-xl"
            >
              {title}
              <Mark bottle={bottle} />
            </h2>
          ) : (
            <h2 className="text-xl">
              <button
                ref={(element) => void (lineRef.current = element)}
                type="button"
                aria-expanded={open}
                aria-controls={fieldsId}
                onClick={onFold}
                className="flex min-h-16 w-full items-center gap-2 rounded-2xl py-3 pr-2 text-left"
              >
                <span className="min-w-0 flex-1">
                  <span className="flex items-center gap-x-2">
                    {title}
                    {open && <Mark bottle={bottle} />}
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
          <div className="grid grid-cols-1 gap-4 px-4 pt-1 pb-3 sm:px-6 sm:pt-2">
            <WineFields store={store} bottle={bottle} number={number} judged={judged} />
            <div className="-mx-2 flex flex-wrap items-center justify-between gap-1 border-t border-line pt-3">
              <SmallButton
                className="px-2 whitespace-nowrap"
                aria-label={words.otherWrongOf(number)}
                onClick={() => redraw(key)}
              >
                <Again className="size-4.5 max-sm:hidden" />
                {words.otherWrong}
              </SmallButton>
              {/* Not disabled at the ends: the focus would fall off. */}
              <div className="flex flex-wrap">
                {!alone && (
                  <>
                    <IconButton
                      label={words.up(number)}
                      aria-disabled={number === 1}
                      onClick={() => move(key, number - 2)}
                    >
                      <Up />
                    </IconButton>
                    <IconButton
                      label={words.down(number)}
                      aria-disabled={number === of}
                      onClick={() => move(key, number)}
                    >
                      <Down />
                    </IconButton>
                  </>
                )}
                <IconButton label={words.copy(number)} aria-disabled={of >= MOST_WINES} onClick={() => copy(key)}>
                  <Copy />
                </IconButton>
                {!alone && (
                  <IconButton label={words.removeWine(number)} onClick={() => remove(key)}>
                    <Bin />
                  </IconButton>
                )}
              </div>
            </div>
          </div>
        )}
      </div>
    </section>
  );
});

function InBrief({ bottle }: { bottle: Bottle }) {
  const parts = (['vintage_year', 'region', 'grape_variety'] as const).map((category) => answerOf(bottle, category));
  return (
    <span className="mt-0.5 flex items-center gap-2 font-sans text-sm font-normal text-faded">
      <Mark bottle={bottle} faulty={faultsIn(bottle).length > 0} />
      <span className="truncate">{parts.filter(Boolean).join(' · ')}</span>
    </span>
  );
}

/** What a host has to know about a wine before they open it. */
function Mark({ bottle, faulty = false }: { bottle: Bottle; faulty?: boolean }) {
  const unsure = isSample(bottle) ? words.sample : toCheck(bottle).length > 0 ? words.toCheck : '';
  const text = faulty ? words.faulty : unsure;
  if (!text) return null;
  return (
    <span
      className={`rounded-full border px-2 py-0.5 font-sans text-xs font-semibold whitespace-nowrap ${faulty ? 'border-bad text-bad' : 'border-gold/60 text-gold'}`}
    >
      {text}
    </span>
  );
}
