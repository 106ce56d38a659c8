// Lists as files: into the browser's downloads, and back.
import { useRef } from 'react';
import { useAdmin } from '../../room/admin';
import { listAsText } from '../../room/adminFile';
import { Button } from '../../ui/Button';
import { saveFile } from '../../ui/saveFile';
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
      <Button look="bare" className="px-4" onClick={() => saveFile(category, 'json', listAsText(book.lists[category]))}>
        {words.exportOne}
      </Button>
      <Button look="bare" className="px-4" onClick={() => saveFile('wine-answers', 'json', listAsText(book.lists))}>
        {words.exportAll}
      </Button>
    </div>
  );
}
