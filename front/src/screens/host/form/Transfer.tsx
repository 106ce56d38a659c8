// A tasting from a file and into one.
import { useEffect, useRef, useState } from 'react';
import { readTasting, tastingAsCsv, tastingAsJson, type FileFault } from '../../../tasting/file';
import { SmallButton } from '../../../ui/Button';
import { saveFile } from '../../../ui/saveFile';
import { hostWords } from '../../../words/host';
import { tastingOf } from './draft';
import type { DraftStore } from './draftStore';

const words = hostWords.file;

interface Refused {
  file: string;
  faults: string[];
}

export function Transfer({ store }: { store: DraftStore }) {
  const input = useRef<HTMLInputElement>(null);
  const [refused, setRefused] = useState<Refused | null>(null);
  const why = useRef<HTMLDivElement>(null);
  // It may have come up behind the bar at the bottom.
  useEffect(() => {
    if (refused) why.current?.scrollIntoView({ block: 'center' });
  }, [refused]);
  const over = useDroppedFile((file) => void take(file));

  async function take(file: File) {
    const read = await file.text().then(readTasting, () => null);
    if (read?.ok) {
      setRefused(null);
      store.getState().take(read.tasting);
    } else {
      setRefused({ file: file.name, faults: read ? read.faults.map(inWords) : [words.unreadable] });
    }
  }

  const tasting = () => tastingOf(store.getState().settleAll());

  return (
    <div className="grid grid-cols-1 gap-3">
      <div className="-mx-3 flex flex-wrap justify-center sm:justify-start">
        <input
          ref={input}
          type="file"
          hidden
          aria-label={words.choose}
          accept=".json,.csv,application/json,text/csv"
          onChange={({ target }) => {
            const [file] = target.files ?? [];
            if (file) void take(file);
            // The same file, mended, can be chosen again.
            target.value = '';
          }}
        />
        <SmallButton onClick={() => input.current?.click()}>{words.import}</SmallButton>
        <SmallButton onClick={() => save(tasting().title, 'json', tastingAsJson(tasting()))}>
          {words.asJson}
        </SmallButton>
        <SmallButton onClick={() => void tastingAsCsv(tasting()).then((text) => save(tasting().title, 'csv', text))}>
          {words.asCsv}
        </SmallButton>
      </div>
      <div role="alert" ref={why}>
        {refused && (
          <div className="grid gap-2 rounded-2xl border border-bad bg-table px-4 py-3">
            <div className="flex items-start justify-between gap-3">
              <p className="min-w-0 font-semibold text-bad [overflow-wrap:anywhere]">{words.faulty(refused.file)}</p>
              <SmallButton className="-mt-2 -mr-2 px-3" onClick={() => setRefused(null)}>
                {words.close}
              </SmallButton>
            </div>
            <ul className="grid gap-1 text-sm">
              {refused.faults.map((fault, at) => (
                <li key={at}>{fault}</li>
              ))}
            </ul>
          </div>
        )}
      </div>
      {over && (
        <div className="pointer-events-none fixed inset-3 z-30 grid place-items-center rounded-3xl border-2 border-dashed border-gold bg-room/85 text-2xl font-semibold">
          {words.drop}
        </div>
      )}
    </div>
  );
}

const inWords = ({ rule, text = '', ...place }: FileFault) => words.at(place, words.rules[rule](text));

/** Whether a file is held over the page; dropped, it is handed over instead of replacing the page. */
function useDroppedFile(onFile: (file: File) => void): boolean {
  const [over, setOver] = useState(false);
  const drop = useRef(onFile);
  useEffect(() => void (drop.current = onFile));

  useEffect(() => {
    const listening = new AbortController();
    const listen = (type: 'dragover' | 'dragleave' | 'drop', hear: (event: DragEvent) => void) =>
      window.addEventListener(
        type,
        (event) => {
          if (event.dataTransfer?.types.includes('Files')) hear(event);
        },
        { signal: listening.signal },
      );
    listen('dragover', (event) => {
      event.preventDefault();
      setOver(true);
    });
    listen('dragleave', (event) => {
      if (!event.relatedTarget) setOver(false);
    });
    listen('drop', (event) => {
      event.preventDefault();
      setOver(false);
      const [file] = event.dataTransfer?.files ?? [];
      if (file) drop.current(file);
    });
    return () => listening.abort();
  }, []);
  return over;
}

function save(title: string, ending: 'json' | 'csv', text: string) {
  saveFile(title.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '') || words.name, ending, text);
}
