// A dialog over the page with a few things to do; it closes by Escape, by its cross and by a press beside it.
import { useId, useLayoutEffect, useRef, type ReactNode } from 'react';
import { sharedWords } from '../words/shared';
import { IconButton } from './Button';
import { Cross } from './icons';

interface Props {
  title: string;
  onClose: () => void;
  children: ReactNode;
}

export function Sheet({ title, onClose, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  // Closed before it is taken away, the browser gives the focus back to where it was.
  useLayoutEffect(() => {
    const open = dialog.current;
    open?.showModal();
    return () => open?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      aria-labelledby={titleId}
      onClose={onClose}
      onClick={(event) => event.target === dialog.current && dialog.current?.close()}
      className="m-auto max-h-[85dvh] w-[min(30rem,calc(100vw-2rem))] overflow-y-auto rounded-3xl border border-line bg-table text-ink backdrop:bg-shade max-sm:mb-4"
    >
      <div className="grid gap-4 p-5">
        <div className="flex items-center justify-between gap-4">
          <h2 id={titleId} className="text-2xl">
            {title}
          </h2>
          <IconButton label={sharedWords.close} onClick={() => dialog.current?.close()}>
            <Cross />
          </IconButton>
        </div>
        {children}
      </div>
    </dialog>
  );
}
