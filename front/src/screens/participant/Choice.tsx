// Asks before a personal link replaces the identity that this browser already has.
import type { Seat } from '../../room/memory';
import { useParticipant } from '../../room/participant';
import { Button } from '../../ui/Button';
import { Heading } from '../../ui/Heading';
import { participantWords } from '../../words/participant';

const words = participantWords.choice;

export function Choice({ mine, offered }: { mine: Seat; offered: Seat }) {
  const sit = useParticipant((state) => state.sit);
  const apart = mine.code !== offered.code;
  const named = ({ id, code }: Seat) => `${id || words.unnamed}${apart ? ` (${words.inTasting(code)})` : ''}`;
  return (
    <main className="mx-auto flex min-h-dvh max-w-md flex-col justify-center gap-6 px-6 py-10">
      <Heading>{words.title}</Heading>
      <p className="text-lg">{words.question(named(mine), named(offered))}</p>
      <div className="grid gap-3">
        <Button look="main" onClick={() => sit([mine])}>
          {words.keep(named(mine))}
        </Button>
        <Button onClick={() => sit([offered])}>{words.take(named(offered))}</Button>
      </div>
    </main>
  );
}
