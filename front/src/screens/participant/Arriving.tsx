// Shown while the room is asked for the seat.
import { Heading } from '../../ui/Heading';
import { participantWords as words } from '../../words/participant';

export function Arriving() {
  return (
    <div className="animate-late m-auto text-center">
      <Heading className="text-2xl text-faded">{words.arriving}</Heading>
    </div>
  );
}
