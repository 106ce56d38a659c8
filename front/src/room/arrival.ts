// Decides what a participant's page does first, from the link it was opened with and what the browser remembers.
import type { Link } from './address';
import type { Seat } from './memory';

export type Arrival =
  | { does: 'form'; code: string }
  /** Proves itself with these seats, one after the other. */
  | { does: 'rejoin'; seats: [Seat, ...Seat[]] }
  /** A personal link never silently replaces the identity that the browser already has. */
  | { does: 'ask'; mine: Seat; offered: Seat };

export function arrive(link: Link, mine: Seat | null, last: Seat | null): Arrival {
  const { code, id, secret, seatKey } = link;
  if (!code) return mine ? { does: 'rejoin', seats: [mine] } : { does: 'form', code: '' };

  const here = [mine, mine?.before, last].filter((seat) => seat?.code === code);
  if (!id) {
    const seat = here[0];
    return seat ? { does: 'rejoin', seats: [seat] } : { does: 'form', code };
  }

  const offered: Seat = { id, code, ...(secret && { token: secret }), ...(seatKey && { seatKey }) };
  const known = here.find((seat) => seat?.id === id);
  if (known)
    return { does: 'rejoin', seats: offered.token && offered.token !== known.token ? [known, offered] : [known] };
  return mine ? { does: 'ask', mine, offered } : { does: 'rejoin', seats: [offered] };
}
