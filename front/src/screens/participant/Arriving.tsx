// Shown while the room is asked for the seat.
import { participantWords as words } from '../../words/participant';

export function Arriving() {
  return (
    <p role="status" className="animate-late m-auto text-lg text-faded">
      {words.arriving}
    </p>
  );
}
