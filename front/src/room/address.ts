// The address bar: what a link says about where to go, and what it shows once somebody is there.
import { drawSecret } from './secrets';

export interface Link {
  code: string;
  /** The handle that the link is for. */
  id: string;
  /** The secret of a personal link; it travels in the fragment, which no server sees. */
  secret: string;
  /** The secret of a one-time link, which gives the seat to whoever opens it first; `secret` is then the seat's new one. */
  seatKey?: string;
}

/** What the page was opened with. A secret is taken out of the address at once, before anybody can photograph it. */
export function takeLink(secretName: 'token' | 'key'): Link {
  const { pathname, search, hash } = window.location;
  const query = new URLSearchParams(search);
  const fragment = new URLSearchParams(hash.slice(1));
  const seatKey = fragment.get('seatKey') ?? undefined;
  const secret = seatKey ? drawSecret() : (fragment.get(secretName) ?? '');
  if (secret) window.history.replaceState(null, '', pathname + search);
  return { code: codeInAddress(), id: (query.get('id') ?? '').trim().toUpperCase(), secret, seatKey };
}

export const codeInAddress = () => asCode(new URLSearchParams(window.location.search).get('code') ?? '');

export function showInAddress(code: string, id: string) {
  const { history, location } = window;
  history.replaceState(history.state, '', `${location.pathname}?${new URLSearchParams({ code, id }).toString()}`);
}

export function clearAddress() {
  window.history.replaceState(null, '', window.location.pathname);
}

/** What people are sent to join: the page of the participants with the code filled in. */
export const joinLink = (code: string) => `${window.location.origin}/play?${new URLSearchParams({ code }).toString()}`;

/** Whoever opens this has the seat. */
export const personalLink = (code: string, id: string, token: string) =>
  `${window.location.origin}/play?${new URLSearchParams({ code, id }).toString()}#token=${token}`;

/** Whoever opens this hosts as they do. */
export const hostLink = (id: string, key: string) =>
  `${window.location.origin}/host?${new URLSearchParams({ id }).toString()}#key=${key}`;

/** Whoever opens this watches. */
export const screenLink = (code: string, key: string) =>
  `${window.location.origin}/screen?${new URLSearchParams({ code }).toString()}#key=${key}`;

/** Where to join, short enough to be read from a wall and typed. */
export const joinAddress = () => `${window.location.host}/play`;
/** Whoever opens this first has the seat, once. */
export const seatLink = (code: string, id: string, seatKey: string) =>
  `${window.location.origin}/play?${new URLSearchParams({ code, id }).toString()}#seatKey=${seatKey}`;

/** Only digits, at most the six that a code may have. */
export const asCode = (text: string) => text.replace(/\D/g, '').slice(0, 6);
