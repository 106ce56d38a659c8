// The admin's page: the login, or the lists.
import { useEffect } from 'react';
import { useAdmin } from '../../room/admin';
import { Button } from '../../ui/Button';
import { Heading } from '../../ui/Heading';
import { adminWords as words } from '../../words/admin';
import { Lists } from './Lists';
import { Login } from './Login';
import { refusalInWords } from './sentences';

export function AdminPage() {
  const at = useAdmin((state) => state.at);
  const { open } = useAdmin.getState();
  useEffect(open, [open]);

  switch (at) {
    case 'login':
      return <Login />;
    case 'opening':
      return <Opening />;
    case 'lists':
      return <Lists />;
    default:
      at satisfies never;
      return null;
  }
}

/** After a reload: the secret is held, and the lists are on their way. */
function Opening() {
  const { asking, refusal, open, logout } = useAdmin();
  return (
    <main className="mx-auto flex min-h-dvh max-w-md flex-col justify-center gap-6 px-6 py-10">
      <Heading className="text-center text-4xl">{words.title}</Heading>
      {refusal ? (
        <p role="alert" className="rounded-2xl border border-bad bg-table px-4 py-3 text-bad">
          {refusalInWords(refusal)}
        </p>
      ) : (
        <p role="status" className="animate-late text-center text-faded">
          {words.opening}
        </p>
      )}
      {refusal && (
        <div className="grid gap-2">
          <Button look="main" disabled={asking} onClick={open}>
            {words.retry}
          </Button>
          <Button look="bare" onClick={logout}>
            {words.logout}
          </Button>
        </div>
      )}
    </main>
  );
}
