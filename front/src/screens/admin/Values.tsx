// One list: a new value, the filter, and every value with the way out.
import { useMemo, useRef, type FormEvent } from 'react';
import { useAdmin } from '../../room/admin';
import { filtered, linesOf } from '../../room/adminBook';
import { Button } from '../../ui/Button';
import { adminWords as words } from '../../words/admin';
import { sharedWords } from '../../words/shared';
import { Broken } from './Broken';
import { Rows } from './Rows';
import { Said } from './Said';

const field = 'min-h-12 w-full rounded-xl border border-edge bg-table px-3 aria-invalid:border-bad';

export function Values() {
  const { category, book, typed, wanted, trouble, pointedAt } = useAdmin();
  const { type, want, add } = useAdmin.getState();
  const values = book.lists[category];
  const lines = useMemo(() => linesOf(values), [values]);
  const shown = useMemo(() => filtered(lines, wanted), [lines, wanted]);
  const newField = useRef<HTMLInputElement>(null);
  const name = sharedWords.categories[category];
  const exists = trouble?.was === 'exists';

  function onAdd(event: FormEvent) {
    event.preventDefault();
    add();
    // For the next one, also when it was the button that was pressed.
    newField.current?.focus();
  }

  return (
    <>
      <Broken />
      <div className="sticky top-0 z-10 -mx-5 border-b border-line bg-room px-5 pt-2 pb-1">
        <div className="grid gap-x-4 gap-y-2 sm:grid-cols-2">
          <form onSubmit={onAdd} className="grid grid-cols-[1fr_auto] items-end gap-2">
            <label className="grid min-w-0 gap-1">
              <span className="text-sm text-faded">{words.newValue(name)}</span>
              <input
                ref={newField}
                autoComplete="off"
                enterKeyHint="done"
                placeholder={words.newValue(name)}
                aria-invalid={exists || undefined}
                aria-describedby="said"
                value={typed}
                onChange={(event) => type(event.target.value)}
                className={field}
              />
            </label>
            <Button type="submit">{words.add}</Button>
          </form>
          <label className="grid min-w-0 gap-1">
            <span className="text-sm text-faded">{words.filter}</span>
            <input
              type="search"
              autoComplete="off"
              value={wanted}
              onChange={(event) => want(event.target.value)}
              className={field}
            />
          </label>
        </div>
        <Said shown={shown.length} all={values.length} filters={wanted.trim() !== ''} />
      </div>
      {shown.length > 0 ? (
        <Rows lines={shown} pointedAt={pointedAt} />
      ) : (
        <p className="rounded-3xl border border-dashed border-line px-6 py-12 text-center text-faded">
          {values.length > 0 ? words.nothingShown(wanted.trim()) : words.noValues}
        </p>
      )}
    </>
  );
}
