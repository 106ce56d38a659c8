// The palette as docs-site/docs/design.md lists it: every ratio is what theme.css makes of it, and none is too low.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');
const css = read('../src/styles/theme.css');
const page = read('../../docs-site/docs/design.md');
const frame = read('../src/layouts/Page.astro');

/** The colours of one block of theme.css, by token. */
function colours(block: string): Map<string, string> {
  const [, inside = ''] = css.split(`\n${block} {`);
  const [rules = ''] = inside.split('\n}');
  return new Map([...rules.matchAll(/--([\w-]+): (#\w{6});/g)].map(([, name = '', colour = '']) => [name, colour]));
}

const [dim, daylight] = [colours(':root'), colours(":root[data-light='daylight']")];
const tokens = new Map([...dim].map(([name, colour]) => [name, { dim: colour, daylight: daylight.get(name) ?? '' }]));

function token(name: string) {
  const found = tokens.get(name);
  if (!found) throw new Error(`theme.css has no colour ${name}`);
  return found;
}

/** WCAG 2.2, relative luminance. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dark = 0, bright = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (bright + 0.05) / (dark + 0.05);
}

/** The rows `| colour on ground | least | dim room | daylight |`. */
const rows = [...page.matchAll(/^\| `([\w-]+)` on `([\w-]+)` +\| ([\d.]+) +\| ([\d.]+) +\| ([\d.]+) +\|$/gm)].map(
  ([, colour = '', ground = '', least, dim, daylight]) => ({ colour, ground, least: Number(least), dim, daylight }),
);

describe('the palette', () => {
  it.each(rows)('$colour on $ground', ({ colour, ground, least, dim, daylight }) => {
    const now = {
      dim: contrast(token(colour).dim, token(ground).dim),
      daylight: contrast(token(colour).daylight, token(ground).daylight),
    };
    expect({ dim: now.dim.toFixed(1), daylight: now.daylight.toFixed(1) }).toEqual({ dim, daylight });
    expect(least).toBeGreaterThanOrEqual(3);
    expect(Math.min(now.dim, now.daylight)).toBeGreaterThanOrEqual(least);
  });

  it('has every colour in the table, but those that carry no meaning', () => {
    const named = new Set(rows.flatMap(({ colour, ground }) => [colour, ground]));
    expect([...tokens.keys()].filter((name) => !named.has(name))).toEqual(['line']);
  });

  it('has every colour in both lights', () => {
    expect([...daylight.keys()]).toEqual([...dim.keys()]);
  });

  it('gives the colour of the room to the browser’s own bar', () => {
    const { dim, daylight } = token('room');
    expect(frame).toContain(`content="${dim}" data-light="dim"`);
    expect(frame).toContain(`content="${daylight}" data-light="daylight"`);
  });
});
