// Serves a built front as Cloudflare Pages does: `play.html` at `/play`, `404.html` where nothing is, and the headers of `_headers`, if
// there are any, with everything.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { gzipSync } from 'node:zlib';

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.txt': 'text/plain; charset=utf-8',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json',
};

const [folder, port] = process.argv.slice(2);
createServer(answer).listen(Number(port), '127.0.0.1');

function answer({ url, headers }, response) {
  const { pathname } = new URL(url, 'http://pages');
  for (const [name, value] of headersFor(pathname)) response.setHeader(name, value);
  const found = fileOf(pathname);
  const path = found ?? join(folder, '404.html');
  // The docs have theirs further down.
  if (!existsSync(path)) return response.writeHead(404).end();
  const type = TYPES[extname(path)] ?? 'application/octet-stream';
  const text = /text|json|svg/.test(type) && /\bgzip\b/.test(headers['accept-encoding'] ?? '');
  if (text) response.setHeader('content-encoding', 'gzip');
  const body = readFileSync(path);
  response.writeHead(found ? 200 : 404, { 'content-type': type }).end(text ? gzipSync(body) : body);
}

function fileOf(pathname) {
  const path = join(folder, normalize(pathname === '/' ? '/index' : pathname));
  return [path, `${path}.html`, join(path, 'index.html')].find((one) => existsSync(one) && statSync(one).isFile());
}

/** Read at each request: a test may deploy another build. A rule is an address, with `*` at its end for what follows. */
function headersFor(pathname) {
  const found = [['Cache-Control', 'public, max-age=0, must-revalidate']];
  let fits = false;
  const rules = join(folder, '_headers');
  for (const line of existsSync(rules) ? readFileSync(rules, 'utf8').split('\n') : []) {
    const [, name, value] = /^ +([\w-]+): (.*)$/.exec(line) ?? [];
    if (name && fits) found.push([name, value]);
    if (!name) fits = line.endsWith('*') ? pathname.startsWith(line.slice(0, -1)) : pathname === line;
  }
  return found;
}
