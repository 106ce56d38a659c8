// The few plain requests: a host's identity, their list of tastings, a new tasting.
import type { CreateSession } from '../protocol/CreateSession';
import type { SessionListEntry } from '../protocol/SessionListEntry';
import { server } from './server';
import type { Trouble } from './trouble';

export type Answer<T> = { ok: true; value: T } | { ok: false; trouble: Trouble };

export interface Host {
  hostId: string;
  hostKey: string;
}

/** A fresh identity. */
export const claimHost = () => ask<Host>('POST', '/hosts', undefined, {});

export const createTasting = (tasting: CreateSession) =>
  ask<{ code: string; screenKey: string } & Host>('POST', '/sessions', undefined, tasting);

export async function listTastings({ hostId, hostKey }: Host): Promise<Answer<SessionListEntry[]>> {
  const answer = await ask<SessionListEntry[] | { sessions: SessionListEntry[] }>('GET', tastingsOf(hostId), hostKey);
  if (!answer.ok) return answer;
  return { ok: true, value: Array.isArray(answer.value) ? answer.value : answer.value.sessions };
}

export const deleteTasting = ({ hostId, hostKey }: Host, code: string) =>
  ask('DELETE', `${tastingsOf(hostId)}/${code}`, hostKey);

export const restoreTasting = ({ hostId, hostKey }: Host, code: string) =>
  ask('POST', `${tastingsOf(hostId)}/${code}/restore`, hostKey);

export interface Person {
  pseudonym: string;
  displayName: string | null;
}

/** Everybody who has a seat, also in a room that lists only the latest; the best first. */
export async function peopleIn({ hostKey }: Host, code: string): Promise<Answer<Person[]>> {
  const results = await ask<{ participants: Person[] }>('GET', `/sessions/${code}/results.json`, hostKey);
  return results.ok ? { ok: true, value: results.value.participants } : results;
}

/** The results as a spreadsheet reads them: some know UTF-8 only by the mark before it. */
export const resultsAsCsv = ({ hostKey }: Host, code: string) =>
  ask<string>('GET', `/sessions/${code}/results.csv`, hostKey, undefined, async (it) => `\uFEFF${await it.text()}`);

/** A parked tasting gets a room again; sent twice, the same one. */
export const openTasting = ({ hostId, hostKey }: Host, { code, createdAt }: SessionListEntry) =>
  ask<{ code: string; screenKey: string }>('POST', `${tastingsOf(hostId)}/${code}/open`, hostKey, { createdAt });

const PATIENCE_MS = 10_000;

const tastingsOf = (hostId: string) => `/hosts/${encodeURIComponent(hostId)}/sessions`;

async function ask<T>(
  method: string,
  path: string,
  key?: string,
  body?: unknown,
  read = (response: Response): Promise<unknown> => response.json(),
): Promise<Answer<T>> {
  const headers: Record<string, string> = {};
  if (key) headers.authorization = `Bearer ${key}`;
  if (body !== undefined) headers['content-type'] = 'application/json';
  try {
    const response = await fetch(server().http + path, {
      method,
      headers,
      body: body === undefined ? null : JSON.stringify(body),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    if (response.ok) return { ok: true, value: (await read(response)) as T };
    const { error } = ((await response.json().catch(() => null)) ?? {}) as { error?: { code?: Trouble } };
    return { ok: false, trouble: error?.code ?? 'INTERNAL' };
  } catch {
    return { ok: false, trouble: 'UNREACHABLE' };
  }
}
