// The offer to take back what was deleted; it stays while somebody is at it.
import { useCallback, useRef } from 'react';
import { useAdmin } from '../../room/admin';
import { Button } from '../../ui/Button';
import { useUndoKey } from '../../ui/useUndoKey';
import { adminWords as words } from '../../words/admin';

export function Undo() {
  const { undoable, holdUndo } = useAdmin();
  const last = undoable.at(-1);
  const notice = useRef<HTMLDivElement>(null);

  const onUndo = useCallback(() => {
    const { undoable, undo } = useAdmin.getState();
    // With the last of them goes the button.
    if (undoable.length === 1 && notice.current?.contains(document.activeElement))
      document.getElementById('category')?.focus({ preventScroll: true });
    undo();
  }, []);
  useUndoKey(onUndo);

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
            onClick={onUndo}
          >
            {words.undo}
          </Button>
        </div>
      )}
    </div>
  );
}
