// The host's own link, with which their tastings are on another device, too. A secret: it is shown when asked for.
import { useState } from 'react';
import { hostLink } from '../../room/address';
import { heldHost } from '../../room/identity';
import { Button } from '../../ui/Button';
import { ScannableLink } from '../../ui/ScannableLink';
import { Sheet } from '../../ui/Sheet';
import { hostWords } from '../../words/host';

const words = hostWords.keep;

export function KeepHost({ line }: { line?: string }) {
  const [open, setOpen] = useState(false);
  const held = heldHost();
  if (!held) return null;
  const link = hostLink(held.hostId, held.hostKey);
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        {line && <p className="min-w-0 flex-1 basis-60">{line}</p>}
        <Button look={line ? 'quiet' : 'bare'} className={line ? '' : '-ml-3 px-3'} onClick={() => setOpen(true)}>
          {words.show}
        </Button>
      </div>
      {open && (
        <Sheet title={words.title} onClose={() => setOpen(false)}>
          <p className="text-faded">{words.line(held.hostId)}</p>
          <ScannableLink link={link} label={words.link} copy={words.copy} />
        </Sheet>
      )}
    </>
  );
}
