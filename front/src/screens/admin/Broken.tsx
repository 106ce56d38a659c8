// A list that the server could not read whole: what it says, and the way to a good one.
import { useState } from 'react';
import { useAdmin } from '../../room/admin';
import { Button } from '../../ui/Button';
import { Confirm } from '../../ui/Confirm';
import { adminWords as words } from '../../words/admin';
import { sharedWords } from '../../words/shared';

export function Broken() {
  const { book, category, writing, replaceBroken } = useAdmin();
  const [asks, setAsks] = useState(false);
  const sentence = book.broken[category];
  if (sentence === undefined) return null;
  const count = book.lists[category].length;
  return (
    <section role="alert" className="grid gap-3 rounded-2xl border border-bad bg-table px-4 py-3">
      <p className="text-bad">{words.broken}</p>
      {sentence && (
        <p lang="en" className="text-sm text-faded">
          {sentence}
        </p>
      )}
      <Button className="justify-self-start" disabled={writing} onClick={() => setAsks(true)}>
        {words.replaceBroken(count)}
      </Button>
      {asks && (
        <Confirm
          title={words.askBroken(sharedWords.categories[category])}
          line={words.askBrokenLine(count)}
          yes={words.yesReplace}
          no={words.noReplace}
          onNo={() => setAsks(false)}
          onYes={() => {
            setAsks(false);
            replaceBroken();
          }}
        />
      )}
    </section>
  );
}
