// This browser's identity as a host: a handle, and the key that claims it.
import { claimHost, type Answer, type Host } from './api';
import { browserMemory } from './memory';
import { drawSecret } from './secrets';

const memory = browserMemory();

/** The identity this browser holds, if it holds one whole. */
export function heldHost(): Host | null {
  const held = memory.host();
  return held?.key ? { hostId: held.id, hostKey: held.key } : null;
}

export const heldHandle = () => memory.host()?.id ?? null;

export const keepHost = ({ hostId, hostKey }: Host) => memory.keepHost(hostId, hostKey);

/** Makes it whole. A handle without a key gets one here, and claims the handle with the next tasting it lays. */
export async function wholeHost(): Promise<Answer<Host>> {
  const hostId = heldHandle();
  if (hostId && !heldHost()) keepHost({ hostId, hostKey: drawSecret() });
  const held = heldHost();
  if (held) return { ok: true, value: held };
  asking ??= freshHost().finally(() => (asking = null));
  return asking;
}

export async function freshHost(): Promise<Answer<Host>> {
  const fresh = await claimHost();
  if (fresh.ok) keepHost(fresh.value);
  return fresh;
}

/** The page may ask twice while it opens; one handle is enough. */
let asking: Promise<Answer<Host>> | null = null;
