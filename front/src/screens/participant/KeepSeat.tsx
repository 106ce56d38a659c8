// The personal link, with which the seat is kept on another device, and out of the browser of another app.
import { useState } from 'react';
import { personalLink } from '../../room/address';
import { appAround } from '../../room/inApp';
import { useParticipant } from '../../room/participant';
import { ScannableLink } from '../../ui/ScannableLink';
import { participantWords } from '../../words/participant';

const words = participantWords.seat;

export function KeepSeat() {
  const seat = useParticipant((state) => state.seat);
  const [open, setOpen] = useState(false);
  const [app] = useState(() => appAround(navigator.userAgent));
  if (!seat?.token) return null;
  const link = personalLink(seat.code, seat.id, seat.token);
  return (
    <div className="grid gap-3 text-center">
      {app && <p className="rounded-2xl border border-gold px-4 py-3 text-gold">{words.inApp(app)}</p>}
      <details onToggle={(event) => setOpen(event.currentTarget.open)} className="rounded-2xl border border-line">
        <summary className="min-h-12 px-4 py-3 text-faded">{words.keep}</summary>
        {open && (
          <div className="grid gap-4 p-4 pt-0">
            <p className="text-sm text-faded">{words.explain}</p>
            <ScannableLink link={link} label={words.link} copy={words.copy} />
          </div>
        )}
      </details>
    </div>
  );
}
