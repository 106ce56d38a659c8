// The service worker of a build: its text, and before it what it keeps and under which name.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { filesOf, laterFilesOf } from './files.ts';

/** The pages that open without a network, by their addresses. */
const PAGES = { '/': 'index.html', '/play': 'play.html' };

export function workerOf(dist: string): string {
  const pages = Object.entries(PAGES).map(([address, file]) => ({ address, text: readFileSync(dist + file, 'utf8') }));
  const texts = pages.map(({ text }) => text);
  const files = [...pages.map(({ address }) => address), ...filesOf(dist, texts)];
  const later = laterFilesOf(dist, texts);
  // The other files have a hash of their contents in their names.
  const version = createHash('sha256')
    .update(JSON.stringify([pages, files, later]))
    .digest('hex')
    .slice(0, 12);
  // Every phone fetches it, and none reads its comments, which have lines of their own, nor its indentation.
  const worker = readFileSync(new URL('worker.js', import.meta.url), 'utf8').replace(/^ *(\/[/*].*\n)?/gm, '');
  return `const VERSION = '${version}';\nconst FILES = ${JSON.stringify(files)};\nconst LATER = ${JSON.stringify(later)};\n\n${worker}`;
}
