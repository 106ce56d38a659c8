// The headers of the deployed pages, made of what is in the pages and of whom they speak to.
import { createHash } from 'node:crypto';
import { ANSWERS_PORT, findServer, ROOMS_PORT, SAME_ORIGIN } from '../src/room/findServer.ts';

type Settings = Record<string, string | undefined>;

/** In the form of Cloudflare Pages' `_headers`. */
export function headersOf(pages: string[], settings: Settings): string {
  const lines = (headers: Record<string, string>) =>
    Object.entries(headers).map(([name, value]) => `  ${name}: ${value}\n`);
  return [
    '/*\n',
    ...lines({
      'Content-Security-Policy': policy(pages, settings),
      'Strict-Transport-Security': 'max-age=31536000',
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
      'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
      'Cross-Origin-Opener-Policy': 'same-origin',
    }),
    '/_astro/*\n',
    ...lines({ 'Cache-Control': 'public, max-age=31536000, immutable' }),
  ].join('');
}

function policy(pages: string[], settings: Settings): string {
  const directives = {
    'default-src': ["'self'"],
    'script-src': ["'self'", ...hashes(pages, 'script')],
    'style-src': ["'self'", ...hashes(pages, 'style')],
    'connect-src': ["'self'", ...addresses(settings)],
    'img-src': ["'self'", 'data:'],
    'object-src': ["'none'"],
    'base-uri': ["'none'"],
    'form-action': ["'self'"],
    'frame-ancestors': ["'none'"],
  };
  return Object.entries(directives)
    .map(([name, sources]) => `${name} ${sources.join(' ')}`)
    .join('; ');
}

/** What stands in a page itself: its styles, our first lines and the bootstrap of Astro's islands. */
export function hashes(pages: string[], element: 'script' | 'style'): string[] {
  const inline = new RegExp(`<${element}(?![^>]*\\bsrc=)[^>]*>([\\s\\S]*?)</${element}>`, 'g');
  const texts = pages.flatMap((page) => [...page.matchAll(inline)].map(([, text = '']) => text));
  return [...new Set(texts)].map((text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`);
}

/** Without a setting a server is on the page's own host, whatever that is called; on its own port it is `'self'`. */
export function addresses({ PUBLIC_GAME_HOST, PUBLIC_PARTYKIT_HOST, PUBLIC_WINE_ANSWERS_URL }: Settings): string[] {
  const game = PUBLIC_GAME_HOST || PUBLIC_PARTYKIT_HOST;
  const all = ['http:', 'https:'].flatMap((protocol) => {
    const page = { protocol, hostname: '*', host: '*' };
    const rooms = findServer(game, page, ROOMS_PORT);
    const answers = findServer(PUBLIC_WINE_ANSWERS_URL, page, ANSWERS_PORT);
    return [
      ...(game === SAME_ORIGIN ? [] : [rooms.http, `${rooms.socket}://${rooms.host}`]),
      ...(PUBLIC_WINE_ANSWERS_URL === SAME_ORIGIN ? [] : [answers.http]),
    ];
  });
  return [...new Set(all)];
}
