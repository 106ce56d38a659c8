// What hosts offered to this list: into it, or away.
import { useAdmin } from '../../room/admin';
import { Button } from '../../ui/Button';
import { adminWords as words } from '../../words/admin';
import { leaveRow } from './leaveRow';

export function Suggested() {
  const suggestions = useAdmin(({ book, category }) => book.suggestions[category]);
  const { accept, drop } = useAdmin.getState();
  if (suggestions.length === 0) return null;
  return (
    <section aria-labelledby="suggested" className="rounded-2xl border border-gold/50 bg-table px-4 pt-3 pb-2">
      <h3 id="suggested" className="text-lg">
        {words.suggestions} <span className="font-sans text-base text-faded tabular-nums">{suggestions.length}</span>
      </h3>
      <p className="text-sm text-faded">{words.suggestionsLine}</p>
      {/* Two hundred of them leave the list itself within reach. */}
      <ul className="mt-1 grid max-h-80 divide-y divide-line overflow-y-auto">
        {suggestions.map(({ value, suggestedAt }) => (
          <li key={value} className="flex items-center gap-x-1 py-1 sm:gap-x-2">
            <bdi className="min-w-0 flex-1 py-1">{value}</bdi>
            <time dateTime={suggestedAt} className="hidden px-2 text-sm text-faded sm:block">
              {words.day(new Date(suggestedAt))}
            </time>
            <Button
              className="px-4"
              aria-label={words.acceptNamed(value)}
              onClick={({ currentTarget }) => {
                leaveRow(currentTarget);
                accept(value);
              }}
            >
              {words.accept}
            </Button>
            <Button
              look="bare"
              className="-mr-2 px-3"
              aria-label={words.dropNamed(value)}
              onClick={({ currentTarget }) => {
                leaveRow(currentTarget);
                drop(value, suggestedAt);
              }}
            >
              {words.drop}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
