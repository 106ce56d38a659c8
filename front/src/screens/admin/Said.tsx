// Beside the fields, where the eyes are: what the last change came to, what did not work, how much is shown.
import { useAdmin, type News } from '../../room/admin';
import { categories } from '../../tasting/shelf';
import { Button } from '../../ui/Button';
import { adminWords as words } from '../../words/admin';
import { sharedWords } from '../../words/shared';
import { troubleInWords } from './sentences';

interface Props {
  shown: number;
  all: number;
  filters: boolean;
}

export function Said({ shown, all, filters }: Props) {
  const { news, trouble, closeTrouble } = useAdmin();
  return (
    <div id="said" className="pt-1">
      <div role="status" className="flex min-h-6 flex-wrap justify-between gap-x-4 text-sm">
        <span className="text-good">{news && newsInWords(news)}</span>
        <span className="ml-auto text-faded tabular-nums">
          {filters ? words.shownOf(shown, all) : words.values(all)}
        </span>
      </div>
      <div role="alert">
        {trouble && (
          <div className="mb-1 flex items-center gap-2 rounded-xl border border-bad bg-table pl-3 text-bad">
            <p className="min-w-0 flex-1 py-2">{troubleInWords(trouble)}</p>
            <Button look="bare" onClick={closeTrouble}>
              {words.close}
            </Button>
          </div>
        )}
      </div>
    </div>
  );
}

function newsInWords(news: News): string {
  switch (news.was) {
    case 'merged':
      return categories
        .flatMap((category) => {
          const count = news.counts[category];
          return count ? [words.news.merged(sharedWords.categories[category], count.added, count.skipped)] : [];
        })
        .join(' ');
    case 'replaced':
      return news.lists
        .map(({ category, count }) => words.news.replaced(sharedWords.categories[category], count))
        .join(' ');
    default:
      return words.news[news.was](news.value);
  }
}
