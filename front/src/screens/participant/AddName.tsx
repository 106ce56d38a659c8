// A name beside the handle, where the host allows it: asked for in the waiting room, and given once.
import { useState, type FormEvent } from 'react';
import { useParticipant } from '../../room/participant';
import { Button } from '../../ui/Button';
import { participantWords } from '../../words/participant';

const words = participantWords.name;
const LONGEST_NAME = 24;

export default function AddName() {
  const refused = useParticipant((state) => state.nameRefused);
  const [name, setName] = useState('');

  function onSubmit(event: FormEvent) {
    event.preventDefault();
    useParticipant.getState().addName(name.trim());
  }

  return (
    <form onSubmit={onSubmit} className="mt-5 grid grid-cols-1 gap-2">
      <label htmlFor="name" className="text-sm text-faded">
        {words.label}
      </label>
      <div className="flex flex-wrap gap-2">
        <input
          id="name"
          type="text"
          autoComplete="given-name"
          enterKeyHint="done"
          maxLength={LONGEST_NAME}
          value={name}
          aria-invalid={refused || undefined}
          aria-describedby="name-refused"
          onChange={(event) => setName(event.target.value)}
          className="min-h-12 min-w-0 flex-1 rounded-2xl border border-edge bg-room px-4"
        />
        <Button type="submit" disabled={!name.trim()}>
          {words.add}
        </Button>
      </div>
      <p id="name-refused" role="alert" className="text-sm text-bad empty:hidden">
        {refused && words.refused}
      </p>
    </form>
  );
}
