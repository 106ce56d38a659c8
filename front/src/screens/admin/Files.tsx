// Lists as files: into the browser's downloads, and back.
import { useRef } from 'react';
import { useAdmin } from '../../room/admin';
import { listAsText } from '../../room/adminFile';
import { Button } from '../../ui/Button';
import { adminWords as words } from '../../words/admin';

export function Files() {
  const { book, category, takeFile } = useAdmin();
  const input = useRef<HTMLInputElement>(null);
  return (
    <div className="-mx-4 flex flex-wrap">
      <input
        ref={input}
        type="file"
        accept=".json,application/json"
        aria-label={words.importField}
        hidden
        onChange={({ target }) => {
          const file = target.files?.[0];
          if (file) void takeFile(file);
          // The same file may be chosen again, once it is put right.
          target.value = '';
        }}
      />
      <Button look="bare" className="px-4" onClick={() => input.current?.click()}>
        {words.import}
      </Button>
      <Button look="bare" className="px-4" onClick={() => download(category, listAsText(book.lists[category]))}>
        {words.exportOne}
      </Button>
      <Button look="bare" className="px-4" onClick={() => download('wine-answers', listAsText(book.lists))}>
        {words.exportAll}
      </Button>
    </div>
  );
}

function download(name: string, text: string) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  link.download = `${name}.json`;
  link.click();
  // Not at once: some browsers begin to read it only later.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
