// The host's form as a hand and an eye meet it: its fields by their labels, its wines in their order.
import { expect, type Page } from '@playwright/test';
import type { Host } from './table';

export const CATEGORIES = ['Wine Name', 'Vintage Year', 'Color', 'Region', 'Grape Variety'];

export const right = (page: Page, wine: number, category: string) =>
  page.getByLabel(`Wine ${wine} ${category} — correct answer`, { exact: true });
export const wrong = (page: Page, wine: number, category: string, at: number) =>
  page.getByLabel(`Wine ${wine} ${category} — wrong answer ${at}`, { exact: true });
export const options = async (page: Page, wine: number, category: string) =>
  Promise.all(
    [right(page, wine, category), ...[1, 2, 3].map((at) => wrong(page, wine, category, at))].map((field) =>
      field.inputValue(),
    ),
  );
export const unfold = async (page: Page, wine: number) => {
  const line = page.getByRole('button', { name: `Wine ${wine}: ` });
  if ((await line.getAttribute('aria-expanded')) === 'false') await line.click();
};
/** The wines by name, in their order. */
export const order = async (page: Page) =>
  (await page.getByRole('heading', { level: 2 }).allInnerTexts()).map((text) =>
    (text.split('\n').find((line) => line && !/^Wine \d+:/.test(line)) ?? text).replace(/^Wine \d+: */, '').trim(),
  );

export async function openForm(host: Host) {
  await host.press('New Blind Tasting');
  await expect(right(host.page, 1, 'Wine Name')).toBeVisible();
}

/** Three wines, called A, B and C. */
export async function abc(host: Host) {
  await openForm(host);
  for (const [at, name] of ['Wine A', 'Wine B', 'Wine C'].entries()) {
    if (at > 0) await host.press('Add wine');
    await right(host.page, at + 1, 'Wine Name').fill(name);
  }
}
