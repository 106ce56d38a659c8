// Every way in which something did not work, whoever says so.
import type { ErrorCode } from '../protocol/ErrorCode';

export type Trouble =
  | ErrorCode
  /** The server could not be asked. */
  | 'UNREACHABLE'
  /** The seat is open on too many devices, and this is the oldest. */
  | 'REPLACED'
  | 'REMOVED'
  /** A one-time link to a seat was used already, or its time is over. */
  | 'SEAT_LINK_SPENT'
  /** The host's handle turned out to be somebody else's, and a fresh one was drawn. */
  | 'FRESH_HANDLE'
  /** A parked tasting has been opened or deleted elsewhere. */
  | 'NOT_PARKED'
  /** Nobody joins an evening that is over. */
  | 'ENDED'
  /** A tasting cannot be deleted while a question is open in it. */
  | 'QUESTION_OPEN'
  /** The room has forgotten the tasting; the list has not. */
  | 'NOT_KEPT';

/** What a room means that closes the line for good. */
export function troubleOfClose(code: number): Trouble {
  switch (code) {
    case 4000:
    case 4004:
      return 'SESSION_NOT_FOUND';
    case 4001:
      return 'REPLACED';
    case 4003:
      return 'REMOVED';
    case 4008:
      return 'INVALID_PSEUDONYM';
    default:
      return 'INTERNAL';
  }
}
