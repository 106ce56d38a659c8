// The offer to take back what was deleted; it stays while somebody is at it.
import { useAdmin } from '../../room/admin';
import { Button } from '../../ui/Button';
import { adminWords as words } from '../../words/admin';

export function Undo() {
  const { undoable, undo, holdUndo } = useAdmin();
  const last = undoable.at(-1);

  function onUndo() {
    // The button may go with the last of them.
    if (undoable.length === 1) document.getElementById('category')?.focus({ preventScroll: true });
    undo();
  }

  return (
    <div role="status" className="fixed inset-x-0 bottom-0 z-20 flex justify-center p-4 empty:hidden">
      {last && (
        <div
          onPointerEnter={() => holdUndo(true)}
          onPointerLeave={() => holdUndo(false)}
          onFocus={() => holdUndo(true)}
          onBlur={() => holdUndo(false)}
          className="flex max-w-full items-center gap-2 rounded-2xl border border-line bg-cloth py-1 pr-1 pl-4 shadow-lg shadow-shade"
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
