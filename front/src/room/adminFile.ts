// A file of lists: one category's array, all categories by name, or what the server says of one category.
import type { Category } from '../protocol/Category';
import { categories, type Lists } from '../tasting/shelf';

export type FileFault =
  { rule: 'json' | 'shape' | 'nothing' | 'size' } | { rule: 'category' | 'list' | 'text'; path: string };

export type ReadLists = { ok: true; lists: Partial<Lists> } | { ok: false; fault: FileFault };

/** The server reads no more. */
export const MOST_BYTES = 1024 * 1024;

/** Reads the shape only: which texts are good is the server's to say. A bare array is for the category that is open. */
export function readLists(text: string, open: Category): ReadLists {
  let said: unknown;
  try {
    // Some editors put a mark before the first character.
    said = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return wrong({ rule: 'json' });
  }
  if (Array.isArray(said)) return whole({ [open]: said as unknown[] });
  if (typeof said !== 'object' || said === null) return wrong({ rule: 'shape' });
  if ('category' in said && 'values' in said) return whole({ [String(said.category)]: said.values });
  return whole(said);
}

export const listAsText = (lists: string[] | Lists) => `${JSON.stringify(lists, null, 2)}\n`;

function whole(said: object): ReadLists {
  const lists: Partial<Lists> = {};
  for (const [name, values] of Object.entries(said) as [string, unknown][]) {
    if (!isCategory(name)) return wrong({ rule: 'category', path: name.slice(0, 64) });
    if (!Array.isArray(values)) return wrong({ rule: 'list', path: name });
    const bad = values.findIndex((value) => typeof value !== 'string');
    if (bad >= 0) return wrong({ rule: 'text', path: `${name}[${bad}]` });
    lists[name] = values as string[];
  }
  return Object.keys(lists).length > 0 ? { ok: true, lists } : wrong({ rule: 'nothing' });
}

const isCategory = (name: string): name is Category => (categories as readonly string[]).includes(name);

const wrong = (fault: FileFault): ReadLists => ({ ok: false, fault });
