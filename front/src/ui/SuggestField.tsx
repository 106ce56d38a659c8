// A text field that suggests while one types, and keeps whatever was typed.
import { Autocomplete } from '@base-ui/react/autocomplete';
import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { whenReleased } from './released';

interface Props {
  label: string;
  value: string;
  suggest: (typed: string) => string[];
  /** A few words beside a suggestion, for whoever has to tell it from its like. */
  detail?: ((suggestion: string) => string) | undefined;
  /** How many suggestions there are, for those who do not see them. */
  count: (suggestions: number) => string;
  maxLength: number;
  wrong?: boolean;
  describedBy?: string | undefined;
  onType: (text: string) => void;
  onPick: (text: string) => void;
  onLeave?: (() => void) | undefined;
  className?: string;
}

export function SuggestField(props: Props) {
  const { label, value, suggest, detail, count, maxLength, wrong, describedBy, className = '' } = props;
  const { onType, onPick, onLeave } = props;
  const [wanted, setWanted] = useState(false);
  const [typed, setTyped] = useState(false);
  const arriving = useRef(false);
  const input = useRef<HTMLInputElement>(null);
  // Until something is typed the field offers all there is: what it holds already is no question.
  const items = useMemo(() => (wanted ? suggest(typed ? value : '') : []), [wanted, typed, value, suggest]);
  const open = wanted && items.length > 0;

  const list = useRef<Autocomplete.Root.Actions>(null);
  // It has no closing animation that would end by itself.
  useEffect(() => {
    if (!open) list.current?.unmount();
  }, [open]);

  function onKeyDown(event: KeyboardEvent<HTMLInputElement> & { preventBaseUIHandler?: () => void }) {
    // The library would empty the field.
    if (event.key === 'Escape' && !open) event.preventBaseUIHandler?.();
    if (event.key === 'Enter' && !event.currentTarget.getAttribute('aria-activedescendant')) onLeave?.();
  }

  return (
    <Autocomplete.Root
      actionsRef={list}
      items={items}
      filter={null}
      value={value}
      open={open}
      openOnInputClick
      onOpenChange={setWanted}
      onValueChange={(text, { reason }) => {
        if (reason !== 'input-change' && reason !== 'none') return;
        setTyped(true);
        onType(text);
      }}
    >
      <Autocomplete.Input
        ref={input}
        aria-label={label}
        aria-invalid={wrong || undefined}
        aria-describedby={describedBy}
        maxLength={maxLength}
        enterKeyHint="done"
        onKeyDown={onKeyDown}
        onFocus={(event) => {
          setTyped(false);
          arriving.current = true;
          event.target.select();
        }}
        // The release of the press that brought the focus would take the selection away again.
        onMouseUp={(event) => {
          if (arriving.current) event.preventDefault();
          arriving.current = false;
        }}
        onBlur={() => {
          setWanted(false);
          if (onLeave) whenReleased(onLeave);
        }}
        className={className}
      />
      {/* Always there: a region that comes together with its words is often not heard. */}
      <span role="status" className="sr-only">
        {(open || (wanted && typed && value.trim())) && count(items.length)}
      </span>
      <Autocomplete.Portal>
        <Autocomplete.Positioner sideOffset={4} align="start" collisionPadding={8} className="z-20 outline-none">
          {/* Not the library's popup, which takes the whole page away from a screen reader while it is open. */}
          <div
            onMouseDown={(event) => event.preventDefault()}
            className="w-(--anchor-width) max-w-(--available-width) min-w-64 overflow-hidden rounded-xl border border-line bg-cloth shadow-lg shadow-shade"
          >
            <Autocomplete.List className="max-h-[min(21rem,var(--available-height))] scroll-py-1 overflow-y-auto overscroll-contain p-1 outline-none">
              {(item: string) => (
                <Autocomplete.Item
                  key={item}
                  value={item}
                  onClick={({ detail: taps }) => {
                    onPick(item);
                    if (taps > 0 && window.matchMedia('(pointer: coarse)').matches) leaveKeyboard(input.current);
                  }}
                  className="group flex min-h-11 cursor-pointer items-center justify-between gap-4 rounded-lg px-3 py-1.5 -outline-offset-2 outline-gold select-none data-highlighted:bg-wine data-highlighted:text-on-wine data-highlighted:outline-2"
                >
                  <span className="min-w-0">{item}</span>
                  {detail?.(item) && (
                    <span className="text-right text-sm text-faded group-data-highlighted:text-on-wine">
                      {detail(item)}
                    </span>
                  )}
                </Autocomplete.Item>
              )}
            </Autocomplete.List>
          </div>
        </Autocomplete.Positioner>
      </Autocomplete.Portal>
    </Autocomplete.Root>
  );
}

/** The keyboard of a phone covers what has just been filled in; the focus goes to what the field is a part of. */
function leaveKeyboard(input: HTMLInputElement | null) {
  input?.closest<HTMLElement>('[tabindex="-1"]')?.focus({ preventScroll: true });
}
