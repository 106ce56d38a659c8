// `node front/deploy/nginx.mjs front/dist/_headers`: the headers of the pages in nginx's words, so that they stand in one place.
import { readFileSync } from 'node:fs';

/** What Cloudflare Pages says by itself of what has no other rule. */
const BY_DEFAULT = 'Cache-Control: public, max-age=0, must-revalidate';

// A rule is an address with `*` at its end, and holds for what follows; the first one is that of everything.
const rules = readFileSync(process.argv[2], 'utf8')
  .split(/^(?=\/)/m)
  .map((rule) => rule.trim().split(/\n +/));
const [[, ...everywhere]] = rules;

for (const [place, ...own] of rules) {
  const named = new Map([BY_DEFAULT, ...everywhere, ...own].map((line) => line.split(/: (.*)/)));
  console.log(`location ${place.replace(/\*$/, '')} {`);
  for (const [name, value] of named) console.log(`  add_header ${name} "${value}" always;`);
  console.log('  try_files $uri $uri.html $uri/index.html =404;\n}');
}
