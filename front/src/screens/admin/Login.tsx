// The login: the one secret, tried on the server.
import { useEffect, useId, useRef, useState, type FormEvent } from 'react';
import { useAdmin } from '../../room/admin';
import { Button } from '../../ui/Button';
import { Heading } from '../../ui/Heading';
import { Languages } from '../../ui/Languages';
import { adminWords as words } from '../../words/admin';
import { refusalInWords } from './sentences';

export function Login() {
  const { asking, refusal, login } = useAdmin();
  const [secret, setSecret] = useState('');
  const [shown, setShown] = useState(false);
  const [fieldId, refusalId] = [useId(), useId()];
  const field = useRef<HTMLInputElement>(null);
  // What was refused is the thing to change.
  useEffect(() => {
    if (refusal) field.current?.select();
  }, [refusal]);

  function onSubmit(event: FormEvent) {
    event.preventDefault();
    login(secret);
  }

  return (
    <main className="mx-auto flex min-h-dvh max-w-md flex-col justify-center gap-6 px-6 py-10">
      <header className="text-center">
        <Heading className="text-4xl">{words.loginTitle}</Heading>
        <p className="mt-2 text-faded">{words.invitation}</p>
      </header>
      <form onSubmit={onSubmit} className="grid grid-cols-1 gap-4">
        {/* Password managers file a secret under a name. */}
        <input type="text" name="username" autoComplete="username" value="admin" readOnly hidden />
        <div>
          <label htmlFor={fieldId} className="font-semibold">
            {words.secret}
          </label>
          <div className="mt-2 flex rounded-2xl border border-edge bg-table focus-within:outline-3 focus-within:outline-offset-2 focus-within:outline-gold">
            <input
              ref={field}
              id={fieldId}
              type={shown ? 'text' : 'password'}
              name="password"
              autoComplete="current-password"
              autoCapitalize="none"
              spellCheck={false}
              placeholder={words.secret}
              // The page is for nothing else.
              autoFocus
              required
              aria-invalid={refusal?.code === 'UNAUTHORIZED' || undefined}
              aria-describedby={refusal ? refusalId : undefined}
              value={secret}
              onChange={(event) => setSecret(event.target.value)}
              className="min-w-0 flex-1 rounded-l-2xl bg-transparent px-4 py-3 outline-none"
            />
            <Button look="bare" aria-pressed={shown} onClick={() => setShown(!shown)}>
              {shown ? words.hide : words.show}
            </Button>
          </div>
        </div>
        <div role="alert" id={refusalId}>
          {refusal && (
            <p className="rounded-2xl border border-bad bg-table px-4 py-3 text-bad">{refusalInWords(refusal)}</p>
          )}
        </div>
        <Button type="submit" look="main" disabled={asking || !secret.trim()} className="min-h-14 text-lg">
          {asking ? words.checking : words.login}
        </Button>
      </form>
      <Languages />
    </main>
  );
}
