// Draws the icons of the installed app from the favicon, into `public/icons/`: run after the favicon has changed.
import { mkdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';

const favicon = readFileSync(new URL('../public/favicon.svg', import.meta.url), 'utf8');
const ground = /<rect[^>]*fill="(#[0-9a-f]+)"/.exec(favicon)?.[1] ?? '#000';
const folder = fileURLToPath(new URL('../public/icons/', import.meta.url));

const drawn = (size) => sharp(Buffer.from(favicon), { density: (72 * size) / 32 }).resize(size, size);

mkdirSync(folder, { recursive: true });
await drawn(192).png().toFile(`${folder}192.png`);
await drawn(512).png().toFile(`${folder}512.png`);

// A system may cut a maskable icon to a circle of four fifths: the glass stays inside it.
const margin = 56;
await drawn(512 - 2 * margin)
  .extend({ top: margin, bottom: margin, left: margin, right: margin, background: ground })
  .flatten({ background: ground })
  .png()
  .toFile(`${folder}maskable-512.png`);
