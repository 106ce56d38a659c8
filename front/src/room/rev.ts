// Whether a frame moves a page's picture of the room on, by the transition that it belongs to.
import type { Frame } from '../protocol/Frame';

/** The room at the frame's transition, or null if the frame changes nothing here. */
export function movedOn<Room extends { rev: number }>(room: Room, said: Frame): Room | null {
  // Says where the room is, not what this page shows: only the snapshot after it may move both.
  if (said.type === 'server:state_snapshot') return null;
  // Of two sockets the older one may still deliver what the newer one has left behind.
  if (said.rev !== undefined && said.rev < room.rev) return null;
  return { ...room, rev: said.rev ?? room.rev };
}
