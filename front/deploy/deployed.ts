// What the deployed pages have beside them: their preloads, the headers that Cloudflare Pages sends, the service worker.
import type { AstroIntegration } from 'astro';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { loadEnv } from 'vite';
import { withPreloads } from './files.ts';
import { headersOf } from './headers.ts';
import { workerOf } from './offline.ts';

export function deployed(): AstroIntegration {
  return {
    name: 'deployed',
    hooks: {
      'astro:config:setup': ({ command, updateConfig }) => {
        // In one folder a build would take the packages of a running dev server away.
        if (command === 'build') updateConfig({ vite: { cacheDir: 'node_modules/.vite-build' } });
      },
      'astro:build:done': ({ dir }) => {
        const dist = fileURLToPath(dir);
        const settings = loadEnv('production', fileURLToPath(new URL('..', import.meta.url)), 'PUBLIC_');
        const pages = readdirSync(dist).filter((name) => name.endsWith('.html'));
        const texts = pages.map((name) => withPreloads(dist, readFileSync(dist + name, 'utf8')));
        pages.forEach((name, at) => writeFileSync(dist + name, texts[at] ?? ''));
        writeFileSync(`${dist}_headers`, headersOf(texts, settings));
        writeFileSync(`${dist}sw.js`, workerOf(dist));
      },
    },
  };
}
