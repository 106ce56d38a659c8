// Where a participant comes in: one field, one button.
import { useEffect, useState, type FormEvent } from 'react';
import { asCode } from '../../room/address';
import { letNewerIn } from '../../room/offline';
import { useParticipant } from '../../room/participant';
import type { Trouble } from '../../room/trouble';
import { Button } from '../../ui/Button';
import { Foot } from '../../ui/Foot';
import { Heading } from '../../ui/Heading';
import { Notice } from '../../ui/Notice';
import { participantWords } from '../../words/participant';

const words = participantWords.join;

interface Props {
  code: string;
  busy: boolean;
  trouble: Trouble | null;
  stranger: string | null;
}

const SHORTEST_CODE = 4;

export function Join({ code: given, busy, trouble, stranger }: Props) {
  const [code, setCode] = useState(given);
  const { join, sit, remembered } = useParticipant.getState();
  const seat = remembered();

  // Another code may be tried while the room of this one does not answer.
  const waits = busy && code === given;

  const untouched = !busy && code === given && !trouble && !stranger && !seat;
  useEffect(() => (untouched ? letNewerIn() : undefined), [untouched]);

  function onSubmit(event: FormEvent) {
    event.preventDefault();
    join(code);
  }

  return (
    <main className="mx-auto flex min-h-dvh max-w-md flex-col justify-center gap-6 px-6 py-10">
      <header className="text-center">
        <Heading className="text-4xl">{words.title}</Heading>
        <p className="mt-2 text-faded">{words.invitation}</p>
      </header>
      {stranger && (
        <p role="alert" className="rounded-2xl border border-line bg-table px-4 py-3">
          {words.stranger(stranger)}
        </p>
      )}
      <Notice trouble={trouble} />
      <form onSubmit={onSubmit} className="grid gap-4">
        <label htmlFor="code" className="text-center text-sm text-faded">
          {words.code}
        </label>
        <input
          id="code"
          type="text"
          inputMode="numeric"
          autoComplete="off"
          enterKeyHint="go"
          value={code}
          onChange={(event) => setCode(asCode(event.target.value))}
          className="w-full rounded-2xl border border-edge bg-table px-4 py-4 text-center font-display text-5xl tracking-[0.25em] tabular-nums"
        />
        <Button type="submit" look="main" disabled={waits || code.length < SHORTEST_CODE} className="min-h-14 text-lg">
          {waits ? words.joining : words.join}
        </Button>
      </form>
      {seat && seat.code !== given && (
        <Button look="bare" onClick={() => sit([seat])}>
          {words.back(seat.code)}
        </Button>
      )}
      <Foot />
    </main>
  );
}
