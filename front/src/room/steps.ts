// A host's steps in the browser's history: from the list to the form or a room, from a room to its form. Back undoes one.
import { clearAddress, codeInAddress, showInAddress } from './address';

/** Of the entry that is shown; null where the page began, be it at the list or in the room of a link. */
const step = () => window.history.state as { form: boolean } | null;

let isLeaving = false;

export function enterRoom(code: string, id: string) {
  const inRoom = { form: false };
  // What the form has made takes the form's place. After a reload one is there already.
  if (codeInAddress() !== code) {
    if (step()) window.history.replaceState(inRoom, '');
    else window.history.pushState(inRoom, '');
  }
  showInAddress(code, id);
}

export function leaveRoom() {
  isLeaving = step() !== null;
  if (isLeaving) window.history.back();
  else clearAddress();
}

/** The code of the room that Back or Forward has led to; empty for the list. */
export function arriveByBack(): string {
  // Whoever leaves a room arrives at the list, also where the step before was one into the same room.
  if (isLeaving) clearAddress();
  isLeaving = false;
  return codeInAddress();
}

export function openForm() {
  // A reload closes the form and leaves its step.
  if (!step()?.form) window.history.pushState({ form: true }, '');
}

export function closeForm() {
  if (step()?.form) window.history.back();
}
