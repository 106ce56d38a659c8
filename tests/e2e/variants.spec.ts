// Every variant of the table, on its real page in every theme, language and viewport: axe finds nothing, nothing is
// wider than the screen, and whatever is pressed is large enough. `SHOTS=folder` keeps the pictures.
import { expect, test, type BrowserContext, type Page } from '@playwright/test';
import axe from 'axe-core';
import { languages } from '../../front/src/words/language';
import { themes, variants, viewports } from '../../front/tests/variants/table';
import { settled, stage } from './stage';

const SHOTS = process.env.SHOTS;
/** The pages as they are deployed. */
const DEPLOYED = process.env.DEPLOYED_URL;
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** One browser for each language, so that the pages' code is loaded once. */
const contexts = new Map<string, BrowserContext>();

test.beforeAll(async ({ browser }) => {
  for (const locale of languages)
    contexts.set(
      locale,
      await browser.newContext({ baseURL: DEPLOYED, locale, serviceWorkers: 'block', reducedMotion: 'reduce' }),
    );
});

for (const { name, row } of variants)
  for (const language of languages)
    test(`${name}, ${language}`, async () => {
      const page = await stage(contexts.get(language) as BrowserContext, row);
      await page.evaluate(axe.source);
      for (const viewport of viewports)
        for (const theme of themes) {
          await page.setViewportSize(viewport);
          await page.emulateMedia({ colorScheme: theme });
          await settled(page);
          const shot = `${SHOTS ?? ''}/${name.replaceAll('/', '-')}.${language}.${theme}.${String(viewport.width)}.png`;
          if (SHOTS) await page.screenshot({ path: shot });
          const found = { axe: await violations(page), ...(await measured(page)) };
          const where = `${name} ${language} ${theme} ${String(viewport.width)}`;
          expect.soft(found, where).toEqual({ axe: [], wider: 0, small: [], headings: 1 });
        }
      // WCAG 1.4.4: text twice as large, on a guest's phone and in a host's form.
      if (/^(participant|host\/form)\//.test(name)) {
        await page.setViewportSize(viewports[0]);
        await page.evaluate(() => (document.documentElement.style.fontSize = '200%'));
        await settled(page);
        expect.soft((await measured(page)).wider, `${name} ${language} at 200 %`).toBe(0);
      }
      await page.close();
    });

async function violations(page: Page): Promise<string[]> {
  // What lies half under a bar that sticks to the screen can be scrolled out from under it; axe takes it for small.
  const unstick = (position: string) =>
    page.evaluate((to) => {
      for (const bar of document.querySelectorAll<HTMLElement>('.sticky')) bar.style.position = to;
    }, position);
  await unstick('static');
  const { violations } = await page.evaluate(
    (values) =>
      (window as unknown as { axe: typeof axe }).axe.run({
        runOnly: { type: 'tag', values },
        resultTypes: ['violations'],
      }),
    RULES,
  );
  await unstick('');
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(' | ')}`);
}

/** By how much the page is wider than the screen, what is too small to be hit, and how many headings there are. */
async function measured(page: Page) {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    const targets = document.querySelectorAll<HTMLElement>('button, a[href], input, summary, select, [role=button]');
    const small = [...targets]
      .filter((target) => target.checkVisibility() && !target.closest('.sr-only, [aria-hidden=true]'))
      .map((target) => ({ target, box: target.getBoundingClientRect() }))
      .filter(({ target, box }) => Math.min(box.width, box.height) < (target.matches('[aria-pressed]') ? 47.5 : 43.5))
      .map(({ target, box }) => `${target.outerHTML.slice(0, 80)} ${String(box.width)}×${String(box.height)}`);
    return { wider: scrollWidth - clientWidth, small, headings: document.querySelectorAll('h1').length };
  });
}
