// The values of a list, each with the way out.
import { memo, startTransition, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { useAdmin } from '../../room/admin';
import type { Line } from '../../room/adminBook';
import { adminWords as words } from '../../words/admin';
import { sharedWords } from '../../words/shared';
import { leaveRow } from './leaveRow';

interface Props {
  lines: readonly Line[];
  pointedAt: string | null;
}

/** As many as a screen may hold; the rest follows behind what is being done. */
const FIRST = 100;

export function Rows({ lines, pointedAt }: Props) {
  const [all, setAll] = useState(false);
  useEffect(() => startTransition(() => setAll(true)), []);
  const late = useDeferredValue(lines);
  const shown = useMemo(() => (all ? late : late.slice(0, FIRST)), [all, late]);
  return <AllRows lines={shown} pointedAt={pointedAt} />;
}

const AllRows = memo(function AllRows({ lines, pointedAt }: Props) {
  const category = useAdmin((state) => state.category);
  const { remove } = useAdmin.getState();
  return (
    <ul
      aria-label={words.list(sharedWords.categories[category])}
      className="grid grid-cols-[repeat(auto-fill,minmax(min(15rem,100%),1fr))] gap-1 pb-24"
    >
      {lines.map(({ value }) => (
        <Row key={value} value={value} pointedAt={value === pointedAt} onRemove={remove} />
      ))}
    </ul>
  );
});

interface RowProps {
  value: string;
  pointedAt: boolean;
  onRemove: (value: string) => void;
}

/** Remembered: a list has two thousand of them, and a change is of one. */
const Row = memo(function Row({ value, pointedAt, onRemove }: RowProps) {
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (pointedAt) row.current?.scrollIntoView({ block: 'center' });
  }, [pointedAt]);
  return (
    <li
      ref={row}
      className={`flex [contain-intrinsic-size:auto_2.875rem] [content-visibility:auto] scroll-mt-44 scroll-mb-24 items-center rounded-xl border bg-table pl-3 ${pointedAt ? 'border-gold ring-2 ring-gold' : 'border-transparent'}`}
    >
      <bdi className="min-w-0 flex-1 py-2">{value}</bdi>
      <button
        type="button"
        aria-label={words.remove(value)}
        onClick={({ currentTarget }) => {
          leaveRow(currentTarget);
          onRemove(value);
        }}
        className="size-11 shrink-0 -outline-offset-3 rounded-xl text-xl text-faded hover:bg-cloth hover:text-bad"
      >
        {words.removeSign}
      </button>
    </li>
  );
});
