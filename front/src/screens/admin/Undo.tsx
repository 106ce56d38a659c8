// The offer to take back what was deleted; it stays while somebody is at it.
import { useEffect, useRef } from 'react';
import { useAdmin } from '../../room/admin';
import { Button } from '../../ui/Button';
import { isUndoKey } from '../../ui/undoKey';
import { adminWords as words } from '../../words/admin';

export function Undo() {
  const { undoable, holdUndo } = useAdmin();
  const last = undoable.at(-1);
  const notice = useRef<HTMLDivElement>(null);

  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      // In a text field the keys are the browser's own, which takes letters back.
      if (!isUndoKey(event) || event.target instanceof HTMLInputElement) return;
      event.preventDefault();
      undo(notice.current);
    }
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);

  return (
    <div role="status" className="pointer-events-none fixed inset-x-0 bottom-0 z-20 flex justify-center">
      {last && (
        <div
          ref={notice}
          onPointerEnter={() => holdUndo(true)}
          onPointerLeave={() => holdUndo(false)}
          onFocus={() => holdUndo(true)}
          onBlur={() => holdUndo(false)}
          className="pointer-events-auto m-4 flex max-w-full items-center gap-2 rounded-2xl border border-line bg-cloth py-1 pr-1 pl-4 shadow-lg shadow-shade"
        >
          <p className="min-w-0">
            {(last.does === 'remove' ? words.deleted : words.dropped)(last.value)}
            {undoable.length > 1 && <span className="text-faded"> {words.andBefore(undoable.length - 1)}</span>}
          </p>
          <Button
            look="bare"
            className="text-gold"
            aria-keyshortcuts="Control+Z"
            title={words.undoKeys}
            onClick={() => undo(notice.current)}
          >
            {words.undo}
          </Button>
        </div>
      )}
    </div>
  );
}

function undo(notice: HTMLElement | null) {
  const { undoable, undo } = useAdmin.getState();
  // The button goes with the last of them.
  if (undoable.length === 1 && notice?.contains(document.activeElement))
    document.getElementById('category')?.focus({ preventScroll: true });
  undo();
}
