// The requests of the admin's page, and the secret that they are made with.
import type { Category } from '../protocol/Category';
import { categories, type Lists } from '../tasting/shelf';
import type { Book, Change, Suggestions } from './adminBook';
import { emptyBook, foreseen, withList, withMerged, withReplaced } from './adminBook';
import { answersServer } from './server';

export interface Refusal {
  /** The server's, or `UNREACHABLE` for none. */
  code: string;
  /** The server's sentence. */
  message: string;
  /** How long it asks to wait. */
  seconds?: number;
}

export type Answer<T> = { ok: true; value: T } | { ok: false; refusal: Refusal };

/** What was added by a merge. */
export type Counts = Partial<Record<Category, { added: number; skipped: number }>>;

/** A change that is done: what it makes of the book. */
export interface Done {
  onto: (book: Book) => Book;
  counts?: Counts;
}

const SECRET = 'sommelierArena:adminSecret';
const PATIENCE_MS = 10_000;

/** Where the browser grants no storage, or has none left, the secret lasts as long as the page. */
let ofThisPage: string | null = null;

/** Read each time, so that there is one truth about it. */
export function heldSecret(): string | null {
  try {
    return sessionStorage.getItem(SECRET) ?? ofThisPage;
  } catch {
    return ofThisPage;
  }
}

export function keepSecret(secret: string) {
  try {
    sessionStorage.setItem(SECRET, secret);
  } catch {
    ofThisPage = secret;
  }
}

export function dropSecret() {
  ofThisPage = null;
  try {
    sessionStorage.removeItem(SECRET);
  } catch {
    // There is nothing to remove.
  }
}

/** The whole book; the suggestions are what the secret is tried on. */
export async function readBook(secret: string): Promise<Answer<Book>> {
  const [suggestions, lists] = await Promise.all([
    ask<Suggestions>('GET', '/suggestions', secret),
    ask<Lists>('GET', '/answers'),
  ]);
  // Whoever may read what is open to all and not the rest is on a page that the server does not know.
  if (!suggestions.ok && suggestions.refusal.code === 'UNREACHABLE' && lists.ok)
    return { ok: false, refusal: { code: 'FORBIDDEN_ORIGIN', message: '' } };
  if (!suggestions.ok) return suggestions;
  if (!lists.ok) return lists;
  const strange = categories.some((one) => !Array.isArray(lists.value[one]) || !Array.isArray(suggestions.value[one]));
  if (strange) return { ok: false, refusal: { code: 'INTERNAL', message: '' } };
  const unread = lists.headers.get('x-degraded')?.split(/,\s*/) ?? [];
  const broken = Object.fromEntries(categories.filter((one) => unread.includes(one)).map((one) => [one, '']));
  return { ok: true, value: { lists: lists.value, suggestions: suggestions.value, broken } };
}

/** Asks for one change. Nothing is read back: what the server answers is newer than what it publishes. */
export async function carryOut(change: Change, secret: string): Promise<Answer<Done>> {
  const tell = <T>(method: string, path: string, body?: unknown) => ask<T>(method, path, secret, body);
  switch (change.does) {
    case 'add': {
      const answer = await tell<{ values: string[] }>('POST', `/answers/${change.category}`, { value: change.value });
      return done(answer, ({ values }) => ({ onto: (book) => withList(book, change.category, values) }));
    }
    case 'remove': {
      const answer = await tell<{ values: string[] }>('DELETE', pathOf('answers', change));
      return done(answer, ({ values }) => ({ onto: (book) => withList(book, change.category, values) }));
    }
    case 'replace': {
      const { category, values } = change;
      const answer = await tell<{ values: string[] }>('PUT', `/answers/${category}`, { values });
      return done(answer, (put) => ({ onto: (book) => withReplaced(book, category, put.values) }));
    }
    case 'merge': {
      const answer = await tell<Counts>('POST', '/answers', change.lists);
      return done(answer, (counts) => ({ onto: (book) => withMerged(book, change.lists), counts }));
    }
    case 'drop': {
      const answer = await tell<Suggestions>('DELETE', pathOf('suggestions', change));
      return done(answer, (suggestions) => ({ onto: (book) => ({ ...book, suggestions }) }));
    }
    case 'offer': {
      const answer = await tell('POST', `/suggestions/${change.category}`, { value: change.value });
      return done(answer, () => ({ onto: (book) => foreseen(book, [change]) }));
    }
    default:
      change satisfies never;
      return { ok: true, value: { onto: () => emptyBook } };
  }
}

const pathOf = (what: string, { category, value }: { category: Category; value: string }) =>
  `/${what}/${category}/${encodeURIComponent(value)}`;

function done<T>(answer: Answer<T>, make: (value: T) => Done): Answer<Done> {
  return answer.ok ? { ok: true, value: make(answer.value) } : answer;
}

type Asked<T> = { ok: true; value: T; headers: Headers } | { ok: false; refusal: Refusal };

async function ask<T>(method: string, path: string, secret?: string, body?: unknown): Promise<Asked<T>> {
  const headers = new Headers();
  try {
    if (secret !== undefined) headers.set('authorization', `Bearer ${secret}`);
  } catch {
    // No header can carry it, so it is no server's secret.
    return { ok: false, refusal: { code: 'UNAUTHORIZED', message: '' } };
  }
  if (body !== undefined) headers.set('content-type', 'application/json');
  try {
    const response = await fetch(answersServer().http + path, {
      method,
      headers,
      body: body === undefined ? null : JSON.stringify(body),
      cache: 'no-store',
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const value = (await response.json().catch(() => null)) as unknown;
    if (response.ok && value !== null) return { ok: true, value: value as T, headers: response.headers };
    const { error } = (value ?? {}) as { error?: { code?: string; message?: string } };
    const seconds = Number(response.headers.get('retry-after')) || undefined;
    return { ok: false, refusal: { code: error?.code ?? 'INTERNAL', message: error?.message ?? '', seconds } };
  } catch {
    return { ok: false, refusal: { code: 'UNREACHABLE', message: '' } };
  }
}
