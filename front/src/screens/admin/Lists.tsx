// The lists: which category, and what is in it.
import { useAdmin } from '../../room/admin';
import { categories } from '../../tasting/shelf';
import { Button } from '../../ui/Button';
import { Heading } from '../../ui/Heading';
import { Languages } from '../../ui/Languages';
import { adminWords as words } from '../../words/admin';
import { sharedWords } from '../../words/shared';
import { Files } from './Files';
import { FromFile } from './FromFile';
import { Suggested } from './Suggested';
import { Undo } from './Undo';
import { Values } from './Values';

export function Lists() {
  const category = useAdmin((state) => state.category);
  const name = sharedWords.categories[category];
  const { logout } = useAdmin.getState();
  return (
    <div className="mx-auto grid w-full max-w-7xl gap-x-8 gap-y-5 px-5 py-6 lg:grid-cols-[14rem_minmax(0,1fr)]">
      <header className="flex flex-wrap items-center justify-between gap-x-8 lg:col-span-2">
        <div>
          <Heading className="text-3xl sm:text-4xl">{words.title}</Heading>
          <p className="mt-1 hidden text-faded sm:block">{words.subtitle}</p>
        </div>
        <div className="-mx-5">
          <Languages />
          <Button look="bare" onClick={logout}>
            {words.logout}
          </Button>
        </div>
      </header>
      <Categories />
      {/* Before the rows, of which there may be two thousand, for whoever goes by Tab. */}
      <Undo />
      <main className="grid min-w-0 grid-cols-1 content-start gap-5" aria-labelledby="category">
        <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
          <h2 id="category" tabIndex={-1} className="text-2xl">
            {name}
          </h2>
          <Files />
        </div>
        <FromFile />
        <Suggested key={`suggested ${category}`} />
        <Values key={category} />
      </main>
    </div>
  );
}

function Categories() {
  const { category: shown, book, show } = useAdmin();
  return (
    <nav aria-label={words.categories} className="lg:sticky lg:top-6 lg:self-start">
      <ul className="grid grid-cols-2 gap-1 sm:grid-cols-3 lg:grid-cols-1">
        {categories.map((category) => {
          const count = book.lists[category].length;
          const suggested = book.suggestions[category].length;
          return (
            // The counts lie beside the button, on top of it: it is called like the category, and like that only.
            <li key={category} className="relative">
              <button
                type="button"
                aria-current={category === shown}
                aria-describedby={`counts-${category}`}
                onClick={() => show(category)}
                className={`peer min-h-12 w-full rounded-xl border border-transparent pl-3 text-left text-faded hover:bg-cloth aria-[current=true]:border-line aria-[current=true]:bg-table aria-[current=true]:font-semibold aria-[current=true]:text-ink ${suggested > 0 ? 'pr-24' : 'pr-12'}`}
              >
                {sharedWords.categories[category]}
              </button>
              <span
                id={`counts-${category}`}
                className="pointer-events-none absolute inset-y-0 right-3 flex items-center gap-2 text-sm text-faded tabular-nums peer-aria-[current=true]:text-ink"
              >
                <span>
                  {count}
                  <span className="sr-only"> {words.valuesOnly(count)} </span>
                </span>
                {suggested > 0 && (
                  <span className="rounded-full bg-gold px-2 font-semibold text-room">
                    <span aria-hidden="true">+{suggested}</span>
                    <span className="sr-only">{words.suggested(suggested)}</span>
                  </span>
                )}
              </span>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
