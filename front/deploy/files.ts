// The files of a built page: those it needs before it shows anything, and those it fetches when it comes to them.
import { readFileSync } from 'node:fs';

/** A page needs its scripts and the fonts that its styles name, a script those it imports before it runs. */
const NAMED = /(?:from|import) ?["'`]\.\/([\w.-]+)|\/_astro\/([\w.-]+)/g;
/** With the parts that a script imports when it comes to them. */
const NAMED_OR_LATER = /(?:from|import)[ (]?["'`]\.\/([\w.-]+)|\/_astro\/([\w.-]+)/g;

/** The addresses of what is needed at once, for pages whose texts these are. */
export const filesOf = (dist: string, pages: string[]) => reached(dist, pages, NAMED);

/** The addresses of what comes later. */
export function laterFilesOf(dist: string, pages: string[]): string[] {
  const first = filesOf(dist, pages);
  return reached(dist, pages, NAMED_OR_LATER).filter((path) => !first.includes(path));
}

function reached(dist: string, pages: string[], named: RegExp): string[] {
  const texts = [...pages];
  const found = new Set<string>();
  for (const text of texts) {
    for (const [, imported, linked] of text.matchAll(named)) {
      const name = imported ?? linked ?? '';
      if (found.has(name)) continue;
      found.add(name);
      if (name.endsWith('.js')) texts.push(readFileSync(`${dist}_astro/${name}`, 'utf8'));
    }
  }
  return [...found].sort().map((name) => `/_astro/${name}`);
}

/** Names its scripts in its head: a phone asks for all of them at once, and not for each when another names it. */
export function withPreloads(dist: string, page: string): string {
  const scripts = filesOf(dist, [page]).filter((path) => path.endsWith('.js'));
  const links = scripts.map((path) => `<link rel="modulepreload" href="${path}">`);
  return page.replace('</head>', () => `${links.join('')}</head>`);
}
