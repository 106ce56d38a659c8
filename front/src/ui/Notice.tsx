// What is said when something did not work, and the calm banner while the line is down.
import type { Line } from '../room/connection';
import { useOnline } from '../room/useOnline';
import type { Trouble } from '../room/trouble';
import { sharedWords as words, troubleInWords } from '../words/shared';

export function Notice({ trouble }: { trouble: Trouble | null }) {
  if (!trouble) return null;
  return (
    <p role="alert" className="rounded-2xl border border-bad bg-table px-4 py-3 text-bad">
      {troubleInWords(trouble)}
    </p>
  );
}

/** Comes a moment late, so that a line that is back at once was never said to be gone. */
export function LineBanner({ line }: { line: Line }) {
  const online = useOnline();
  return (
    <div role="status" className="contents">
      {(!online || line !== 'live') && (
        <p className="animate-late sticky top-0 z-10 bg-cloth px-4 py-2 text-center text-sm text-gold">
          {online ? words.reconnecting : words.offline}
        </p>
      )}
    </div>
  );
}
