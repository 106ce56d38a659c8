// The service worker of a build: its text, and before it what it keeps and under which name.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** The pages that open without a network, by their addresses. */
const PAGES = { '/': 'index.html', '/play': 'play.html' };

export function workerOf(dist: string): string {
  const pages = Object.entries(PAGES).map(([address, file]) => ({ address, text: readFileSync(dist + file, 'utf8') }));
  const files = [
    ...pages.map(({ address }) => address),
    ...needed(
      dist,
      pages.map(({ text }) => text),
    ),
  ];
  // The other files have a hash of their contents in their names.
  const version = createHash('sha256')
    .update(JSON.stringify([pages, files]))
    .digest('hex')
    .slice(0, 12);
  const worker = readFileSync(new URL('worker.js', import.meta.url), 'utf8');
  return `const VERSION = '${version}';\nconst FILES = ${JSON.stringify(files)};\n\n${worker}`;
}

/** A page needs its scripts, a script those it imports before it runs, a style its fonts. */
const NAMED = /(?:from|import) ?["'`]\.\/([\w.-]+)|\/_astro\/([\w.-]+)/g;

function needed(dist: string, texts: string[]): string[] {
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
