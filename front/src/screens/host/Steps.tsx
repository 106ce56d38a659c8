// The host's next step, always at the same place under the thumb.
import { useCallback, type ReactNode } from 'react';
import { useHost, type PlainCommand } from '../../room/host';
import { Button } from '../../ui/Button';
import { hostWords } from '../../words/host';
import { useNextKey } from './useNextKey';

/** Keeps the buttons at the bottom of the screen while what is above them scrolls. */
export function Steps({ children, next }: { children: ReactNode; next?: string }) {
  return (
    <div className="sticky bottom-0 -mx-4 mt-auto border-t border-line bg-room px-4 pt-3 pb-[max(0.75rem,env(safe-area-inset-bottom))] sm:-mx-6 sm:px-6">
      <div className="sm:flex sm:items-center sm:gap-4">
        {next && (
          <p className="mb-2 text-center text-sm text-faded sm:mb-0 sm:flex-1 sm:self-center sm:text-left sm:text-base">
            {next}
          </p>
        )}
        <div className="flex flex-wrap gap-3 sm:ml-auto">{children}</div>
      </div>
    </div>
  );
}

interface Props {
  says: PlainCommand;
  children: string;
  look?: 'main' | 'quiet';
  disabled?: boolean;
}

export function Step({ says, children, look = 'main', disabled = false }: Props) {
  const pending = useHost((state) => state.pending);
  const command = useHost((state) => state.command);
  const step = useCallback(() => command({ type: says }), [command, says]);
  const next = look === 'main' && !disabled;
  useNextKey(next ? step : null);
  return (
    <Button
      look={look}
      className="min-h-14 flex-1 text-lg sm:min-w-56 sm:flex-none"
      disabled={disabled}
      // Not disabled while it is on its way: the focus would fall off it.
      aria-busy={pending === says || undefined}
      aria-keyshortcuts={next ? 'Space ArrowRight' : undefined}
      onClick={step}
    >
      {children}
      {next && (
        <kbd aria-hidden="true" className="hidden font-sans text-sm font-normal sm:pointer-fine:inline">
          {hostWords.room.nextKey}
        </kbd>
      )}
    </Button>
  );
}
