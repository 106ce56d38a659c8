// What a file would change, before it does.
import { useState } from 'react';
import type { Category } from '../../protocol/Category';
import { useAdmin } from '../../room/admin';
import { missing, superfluous } from '../../room/adminBook';
import { Button } from '../../ui/Button';
import { Confirm } from '../../ui/Confirm';
import { adminWords as words } from '../../words/admin';
import { sharedWords } from '../../words/shared';

export function FromFile() {
  const { book, file, writing, mergeFile, replaceFile, closeFile } = useAdmin();
  const [asks, setAsks] = useState(false);
  if (!file) return null;
  const lists = (Object.entries(file) as [Category, string[]][]).map(([category, values]) => ({
    name: sharedWords.categories[category],
    count: values.length,
    fresh: missing(book, category, values).length,
    gone: superfluous(book, category, values).length,
  }));
  const allFresh = lists.reduce((sum, { fresh }) => sum + fresh, 0);

  return (
    <section aria-labelledby="from-file" className="grid gap-3 rounded-2xl border border-line bg-table px-4 py-3">
      <h3 id="from-file" className="text-lg">
        {words.file}
      </h3>
      <dl className="grid gap-1">
        {lists.map(({ name, count, fresh, gone }) => (
          <div key={name} className="flex flex-wrap gap-x-3">
            <dt className="font-semibold">{name}</dt>
            <dd className="text-faded tabular-nums">{words.fileLine(count, fresh, gone)}</dd>
          </div>
        ))}
      </dl>
      <div className="flex flex-wrap gap-2">
        <Button look="main" disabled={writing || allFresh === 0} onClick={mergeFile}>
          {writing ? words.writing : words.merge(allFresh)}
        </Button>
        <Button look="grave" disabled={writing} onClick={() => setAsks(true)}>
          {words.replaceList}
        </Button>
        <Button look="bare" disabled={writing} onClick={closeFile}>
          {words.cancel}
        </Button>
      </div>
      {asks && (
        <Confirm
          title={words.askReplace(lists.length)}
          line={lists.map(({ name, count, fresh, gone }) => words.askReplaceLine(name, count, gone, fresh)).join(' ')}
          yes={words.yesReplace}
          no={words.noReplace}
          onNo={() => setAsks(false)}
          onYes={() => {
            setAsks(false);
            replaceFile();
          }}
        />
      )}
    </section>
  );
}
