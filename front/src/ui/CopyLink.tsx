// A link to copy or to share; where the page may not write to the clipboard, the link is selected for the hand to copy.
import { useRef, useState } from 'react';
import { sharedWords } from '../words/shared';
import { Button } from './Button';

interface Props {
  link: string;
  /** What the field holds. */
  label: string;
  copy: string;
}

export function CopyLink({ link, label, copy }: Props) {
  const field = useRef<HTMLInputElement>(null);
  const [said, setSaid] = useState('');

  async function onCopy() {
    try {
      await navigator.clipboard.writeText(link);
      setSaid(sharedWords.copied);
    } catch {
      // Plain http is no secure context and has no clipboard; the older way works in most browsers still.
      field.current?.select();
      setSaid(document.execCommand('copy') ? sharedWords.copied : sharedWords.copyByHand);
    }
  }

  return (
    <div className="grid gap-2">
      <input
        ref={field}
        readOnly
        value={link}
        aria-label={label}
        onFocus={(event) => event.target.select()}
        className="w-full rounded-2xl border border-edge bg-room px-4 py-3 text-sm text-faded"
      />
      <div className="flex flex-wrap gap-2 *:flex-1">
        <Button onClick={() => void onCopy()}>{copy}</Button>
        {'share' in navigator && (
          // Whoever thinks better of it has not failed.
          <Button onClick={() => void navigator.share({ url: link }).catch(() => undefined)}>
            {sharedWords.share}
          </Button>
        )}
      </div>
      <p role="status" className="text-center text-sm text-good">
        {said}
      </p>
    </div>
  );
}
