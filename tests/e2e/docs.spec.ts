// The documentation as it is deployed: what runs in the reader's browser is not what wrote the pages.
import { type Page, expect, test } from '@playwright/test';

test.use({ baseURL: process.env.DOCS_SERVED_URL });

/** Opens a page; its program comes after what there is to read. */
async function open(page: Page, path: string) {
  await page.goto(path);
  await expect(page.locator('html')).toHaveAttribute('data-has-hydrated', 'true');
}

let faults: string[];
test.beforeEach(({ page }) => {
  faults = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (said) => said.type() === 'error' && faults.push(said.text()));
});
test.afterEach(() => expect(faults).toEqual([]));

test('from the home a search leads to a page, and back again', async ({ page }) => {
  await open(page, '/docs/');
  await page.getByRole('combobox', { name: 'Search' }).or(page.getByPlaceholder('Search')).first().fill('hibernation');
  const found = page.locator('[role="option"]').first();
  await expect(found).toBeVisible();
  await found.click();
  await expect(page).not.toHaveURL(/\/docs\/$/);
  await expect(page.locator('article h1')).toBeVisible();
  await page.goBack();
  await expect(page).toHaveURL(/\/docs\/$/);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
});

test('code is coloured also where a link led to it, and a diagram is drawn', async ({ page }) => {
  await open(page, '/docs/');
  await page.getByRole('link', { name: 'Quick start' }).first().click();
  await expect(page.locator('pre code .token').first()).toBeVisible();
  await open(page, '/docs/architecture');
  await expect(page.locator('svg[id^="mermaid"]').first()).toBeVisible();
  await open(page, '/docs/event-reference');
  await expect(page.locator('pre code .token').first()).toBeVisible();
});

test('a reader chooses the light', async ({ page }) => {
  await open(page, '/docs/');
  const light = () => page.locator('html').getAttribute('data-theme');
  const before = await light();
  const button = page.getByRole('button', { name: /dark and light mode/i }).first();
  await button.click();
  await button.click();
  await expect.poll(light).not.toBe(before);
});
