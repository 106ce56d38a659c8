// Asks once before something that cannot be taken back.
import { useEffect, useId, useRef } from 'react';
import { Button } from './Button';

interface Props {
  title: string;
  line: string;
  yes: string;
  no: string;
  onYes: () => void;
  onNo: () => void;
}

export function Confirm({ title, line, yes, no, onYes, onNo }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [titleId, lineId] = [useId(), useId()];
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      ref={dialog}
      role="alertdialog"
      aria-labelledby={titleId}
      aria-describedby={lineId}
      onClose={onNo}
      className="m-auto w-[min(26rem,calc(100vw-2rem))] rounded-3xl border border-line bg-table p-6 text-ink backdrop:bg-shade"
    >
      <h2 id={titleId} className="text-2xl">
        {title}
      </h2>
      <p id={lineId} className="mt-2 text-faded">
        {line}
      </p>
      <div className="mt-6 grid gap-3 sm:grid-cols-2">
        {/* Closed by the browser, which gives the focus back to where it was. */}
        <Button onClick={() => dialog.current?.close()}>{no}</Button>
        <Button look="grave" onClick={onYes}>
          {yes}
        </Button>
      </div>
    </dialog>
  );
}
