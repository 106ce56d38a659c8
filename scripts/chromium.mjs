// Finds a Chromium for the end-to-end tests, or installs one where that needs nobody's leave.
import { existsSync } from 'node:fs';
import { find, installFromDebian } from './programs.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const MAC = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';

/** The path of a Chromium; or `{ missing }`, a sentence that says what to do. */
export async function findChromium() {
  const asked = process.env.CHROMIUM_PATH;
  if (asked) return existsSync(asked) ? { path: asked } : { missing: `CHROMIUM_PATH names no file: ${asked}` };
  const path = installed() ?? (await playwrights()) ?? (await fromDebian());
  return path
    ? { path }
    : { missing: 'No Chromium was found: install Chromium or Chrome, or name one by CHROMIUM_PATH.' };
}

function installed() {
  return find(...NAMES) ?? [MAC].find((place) => existsSync(place));
}

async function playwrights() {
  const { chromium } = await import('@playwright/test');
  const path = chromium.executablePath();
  return existsSync(path) ? path : undefined;
}

async function fromDebian() {
  await installFromDebian('chromium');
  return installed();
}
