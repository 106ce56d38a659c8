// The files that a built page needs before it shows anything.
import { readFileSync } from 'node:fs';

/** A page needs its scripts, a script those it imports before it runs, a style its fonts. */
const NAMED = /(?:from|import) ?["'`]\.\/([\w.-]+)|\/_astro\/([\w.-]+)/g;

/** Their addresses, for pages whose texts these are. */
export function filesOf(dist: string, pages: string[]): string[] {
  const texts = [...pages];
  const found = new Set<string>();
  for (const text of texts) {
    for (const [, imported, linked] of text.matchAll(NAMED)) {
      const name = imported ?? linked ?? '';
      if (found.has(name)) continue;
      found.add(name);
      if (/\.(js|css)$/.test(name)) texts.push(readFileSync(`${dist}_astro/${name}`, 'utf8'));
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
