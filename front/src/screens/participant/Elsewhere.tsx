// This seat is open on too many devices and this one gave way.
import { useParticipant } from '../../room/participant';
import { Button } from '../../ui/Button';
import { Heading } from '../../ui/Heading';
import { troubleInWords } from '../../words/shared';
import { participantWords } from '../../words/participant';

const words = participantWords.elsewhere;

export function Elsewhere() {
  const seat = useParticipant((state) => state.seat);
  const sit = useParticipant((state) => state.sit);
  return (
    <main className="mx-auto flex min-h-dvh max-w-md flex-col justify-center gap-6 px-6 py-10">
      <Heading>{words.title}</Heading>
      <p>{troubleInWords('REPLACED')}</p>
      {seat && (
        <Button look="main" onClick={() => sit([seat])}>
          {words.here}
        </Button>
      )}
    </main>
  );
}
