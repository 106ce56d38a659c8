// The person who keeps the lists good: in with the secret, and through everything that the page can do.
import { readFile } from 'node:fs/promises';
import { expect, test, type Browser, type Page } from '@playwright/test';
import { localSecret } from '../../scripts/answers.mjs';
import { run } from '../../scripts/run.mjs';

const ANSWERS = 'http://localhost:2098';
const STATE = 'target/test-reports/e2e-state/answers';
/** Of this machine, as the server reads it, which wrote it if there was none. */
const { secret: SECRET = '' } = localSecret();
const KEY = 'sommelierArena:adminSecret';

/** Values that no other run has left behind. */
const fresh = (name: string) => `${name} ${Date.now().toString(36)}${Math.random().toString(36).slice(2, 6)}`;

const read = async (category: string): Promise<string[]> =>
  ((await (await fetch(`${ANSWERS}/answers/${category}`)).json()) as { values: string[] }).values;

/** What is written is published within a second or so. */
const published = (category: string) => expect.poll(() => read(category), { timeout: 10_000 });

async function offer(category: string, value: string) {
  const response = await fetch(`${ANSWERS}/suggestions/${category}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ value }),
  });
  expect(response.status).toBe(202);
}

class Admin {
  private constructor(readonly page: Page) {}

  static async open(browser: Browser, viewport = { width: 1280, height: 800 }): Promise<Admin> {
    const page = await (await browser.newContext({ viewport, acceptDownloads: true })).newPage();
    page.on('pageerror', (error) => expect(error.message).toBe(''));
    await page.goto('/admin');
    return new Admin(page);
  }

  static async arrive(browser: Browser, viewport?: { width: number; height: number }): Promise<Admin> {
    const admin = await Admin.open(browser, viewport);
    await admin.login();
    return admin;
  }

  get secret() {
    return this.page.getByPlaceholder('Admin secret');
  }

  get said() {
    return this.page.getByRole('alert').filter({ hasText: /./ });
  }

  async login(secret = SECRET) {
    await this.secret.fill(secret);
    await this.press('Login');
    if (secret === SECRET) await expect(this.page.getByRole('heading', { name: 'Wine Answers' })).toBeVisible();
  }

  press = (name: string) => this.page.getByRole('button', { name, exact: true }).click();

  category = (name: string) =>
    this.page.getByRole('navigation', { name: 'Categories' }).getByRole('button', { name, exact: true });

  newValue = (category: string) => this.page.getByLabel(`New ${category} value`);

  remove = (value: string) => this.page.getByRole('button', { name: `Delete ${value}`, exact: true });

  async add(category: string, value: string) {
    await this.newValue(category).fill(value);
    await this.newValue(category).press('Enter');
    await expect(this.page.getByText(`“${value}” is in the list.`)).toBeVisible();
  }

  async has(value: string, count = 1) {
    await expect(this.remove(value)).toHaveCount(count);
  }

  async count(category: string): Promise<number> {
    const row = this.category(category).locator('..');
    return Number(/\d+/.exec(await row.innerText())?.[0]);
  }

  async choose(name: string, text: string) {
    const file = { name, mimeType: 'application/json', buffer: Buffer.from(text) };
    await this.page.locator('input[type=file]').setInputFiles(file);
  }

  async download(name: string): Promise<unknown> {
    const [file] = await Promise.all([this.page.waitForEvent('download'), this.press(name)]);
    return JSON.parse(await readFile(await file.path(), 'utf8')) as unknown;
  }
}

test('the secret opens the lists, lasts for this tab, and is nowhere else', async ({ browser }) => {
  const admin = await Admin.open(browser);
  const { page } = admin;
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await expect(page.locator('meta[name=robots]')).toHaveAttribute('content', 'noindex');
  await expect(admin.secret).toHaveAttribute('type', 'password');
  await expect(admin.secret).toHaveAttribute('autocomplete', 'current-password');

  await admin.login('not the secret');
  await expect(admin.said).toHaveText('This is not the admin secret.');
  await expect(admin.secret).toBeFocused();
  await admin.login('naïve ☃');
  await expect(admin.said).toHaveText('This is not the admin secret.');
  expect(await page.evaluate((key) => sessionStorage.getItem(key), KEY)).toBeNull();

  await admin.secret.fill(SECRET);
  await page.getByRole('button', { name: 'Show' }).click();
  await expect(admin.secret).toHaveAttribute('type', 'text');
  await admin.login();
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Wine Answers' })).toBeVisible();
  expect(asked.filter((url) => url.includes(SECRET))).toEqual([]);
  expect(await page.evaluate(() => JSON.stringify({ ...localStorage }))).not.toContain(SECRET);
  expect(page.url()).toMatch(/\/admin$/);

  const another = await page.context().newPage();
  await another.goto('/admin');
  await expect(another.getByPlaceholder('Admin secret')).toBeVisible();

  await admin.press('Logout');
  await expect(admin.secret).toBeVisible();
  await page.reload();
  await expect(admin.secret).toBeVisible();

  await page.goto('/');
  await expect(page.getByRole('link')).toHaveCount(2);
});

for (const [device, viewport] of [
  ['laptop', { width: 1280, height: 800 }],
  ['phone', { width: 390, height: 844 }],
] as const) {
  test(`values are added, found, deleted and had back, on a ${device}`, async ({ browser }) => {
    const admin = await Admin.arrive(browser, viewport);
    const { page } = admin;
    const [first, second] = [fresh('Clairet É Première'), fresh('Zweigelt <b>fett</b>')];
    const before = await admin.count('Color');
    await admin.add('Color', first);
    await expect(admin.newValue('Color')).toBeFocused();
    await expect(admin.newValue('Color')).toHaveValue('');
    await admin.add('Color', second);
    await admin.has(second);
    expect(await admin.count('Color')).toBe(before + 2);

    const again = first.toLowerCase().replace('é', 'e');
    await admin.newValue('Color').fill(again);
    await admin.press('Add');
    await expect(admin.said).toContainText(`“${again}” already exists, as “${first}”.`);
    await expect(admin.newValue('Color')).toHaveValue(again);
    await expect(admin.remove(first)).toBeInViewport();
    expect(await admin.count('Color')).toBe(before + 2);
    await admin.newValue('Color').fill('x'.repeat(121));
    await admin.press('Add');
    await expect(admin.said).toContainText('120');
    await admin.press('Close');
    await expect(admin.said).toHaveCount(0);

    await page.getByLabel('Filter').fill(first.toUpperCase().replace('É', 'e'));
    await admin.has(first);
    await expect(page.getByRole('list', { name: 'Color values' }).getByRole('listitem')).toHaveCount(1);
    await expect(page.getByText(`1 of ${before + 2} values shown`)).toBeVisible();
    await page.getByLabel('Filter').fill('nothing is called so');
    await expect(page.getByText('No value of this list contains “nothing is called so”.')).toBeVisible();
    await admin.category('Region').click();
    await page.getByLabel('Filter').fill('COTE ROTIE');
    await expect(page.getByRole('list', { name: 'Region values' })).toHaveText(/^Côte-Rôtie/);
    await admin.category('Color').click();
    await expect(page.getByLabel('Filter')).toHaveValue('');

    await admin.remove(first).click();
    await admin.remove(second).click();
    await expect(page.getByText(`“${second}” is deleted. And 1 before it.`)).toBeVisible();
    await published('color').not.toContain(first);
    await admin.press('Undo');
    await admin.press('Undo');
    await admin.has(first);
    await admin.has(second);
    await published('color').toEqual(expect.arrayContaining([first, second]));
    await page.reload();

    await admin.remove(first).focus();
    await page.keyboard.press('Enter');
    await expect(page.getByText(`“${first}” is deleted.`)).toBeVisible();
    await expect(page.locator('li button:focus')).toHaveAccessibleName(/^Delete /);
    await page.keyboard.press('Control+z');
    await admin.has(first);
    await admin.remove(first).click();
    await page.getByRole('heading', { name: 'Color' }).focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Shift+Tab');
    await expect(page.getByRole('button', { name: 'Undo' })).toBeFocused();
    await page.keyboard.press('Control+Z');
    await admin.has(first);
    await expect(page.getByRole('heading', { name: 'Color' })).toBeFocused();
    for (const value of [first, second]) await admin.remove(value).click();
    await published('color').not.toContain(second);
    await admin.has(first, 0);
    expect(await admin.count('Color')).toBe(before);
    if (device === 'laptop') await expect(page.getByRole('button', { name: 'Undo' })).toBeHidden({ timeout: 15_000 });
  });
}

test('what hosts suggest is accepted or dropped, and only text', async ({ browser }) => {
  const [good, bad] = [fresh('<img src=x onerror=alert(1)> Savagnin'), fresh('Nonsense')];
  await offer('grape_variety', good);
  await offer('grape_variety', bad);
  const admin = await Admin.arrive(browser);
  await expect(admin.category('Grape Variety')).toHaveAccessibleDescription(/^\d+ values \d+ suggested$/);
  await admin.category('Grape Variety').click();
  await expect(admin.page.getByText(good, { exact: true })).toBeVisible();
  await admin.press(`Accept ${good}`);
  await admin.has(good);
  await expect(admin.page.getByText(`“${good}” is accepted into the list.`)).toBeVisible();
  await published('grape_variety').toContain(good);

  await admin.press(`Drop ${bad}`);
  await expect(admin.page.getByText(`“${bad}” is dropped.`)).toBeVisible();
  await admin.press('Undo');
  await expect(admin.page.getByText(`“${bad}” is back.`)).toBeVisible();
  await admin.press(`Drop ${bad}`);
  await expect(admin.page.getByRole('button', { name: `Drop ${bad}` })).toHaveCount(0);
  await admin.remove(good).click();
  await published('grape_variety').not.toContain(good);

  await admin.page.reload();
  await admin.category('Grape Variety').click();
  await admin.has('Merlot');
  for (const value of [good, bad])
    await expect(admin.page.getByRole('button', { name: `Accept ${value}` })).toHaveCount(0);
});

test('lists go out as files and come in again', async ({ browser }) => {
  const admin = await Admin.arrive(browser);
  const { page } = admin;
  const before = (await admin.download('Export all')) as Record<string, string[]>;
  expect(Object.keys(before)).toEqual(['color', 'region', 'grape_variety', 'vintage_year', 'wine_name']);
  const colors = (await admin.download('Export this list')) as string[];
  expect(colors).toEqual(before.color);

  const [one, other] = [fresh('Amber'), fresh('Jura')];
  await admin.choose('lists.json', JSON.stringify({ color: [...colors, one], region: [other] }));
  await admin.press('Merge 2 new values');
  await expect(page.getByText(`Color: 1 added, ${colors.length} already there. Region: 1 added`)).toBeVisible();
  await admin.has(one);
  await published('region').toContain(other);

  await admin.choose('color.json', JSON.stringify(colors));
  await admin.press('Replace…');
  await expect(page.getByRole('alertdialog')).toContainText('1 removed, 0 new');
  await admin.press('Leave as it is');
  await admin.has(one);
  await admin.press('Replace…');
  await admin.press('Replace');
  await expect(page.getByText(`Color is replaced and has ${colors.length} values now.`)).toBeVisible();
  await admin.has(one, 0);
  await published('color').toEqual(colors);
  await admin.category('Region').click();
  await admin.remove(other).click();
  await published('region').not.toContain(other);

  await admin.choose('broken.json', '{"region": ["Pauillac", 5]}');
  await expect(admin.said).toContainText('region[1]');
  await admin.choose('refused.json', JSON.stringify({ region: ['Pauillac', 'y'.repeat(121)] }));
  await admin.press('Merge 1 new value');
  await expect(admin.said).toContainText('region[1]');
  await admin.press('Cancel');
  await expect(admin.said).toHaveCount(0);
});

test('a secret that is not accepted any more leads to the login, and nothing typed is lost', async ({ browser }) => {
  const admin = await Admin.arrive(browser);
  const { page } = admin;
  const value = fresh('Pale');
  await page.evaluate((key) => sessionStorage.setItem(key, 'changed'), KEY);
  await admin.newValue('Color').fill(value);
  await admin.newValue('Color').press('Enter');
  await expect(admin.said).toContainText('not accepted any more. Log in again: what was not saved yet is saved then.');
  expect(await page.evaluate((key) => sessionStorage.getItem(key), KEY)).toBeNull();
  await admin.login();
  await admin.has(value);
  await published('color').toContain(value);
  await admin.remove(value).click();
  await published('color').not.toContain(value);

  await page.evaluate((key) => sessionStorage.setItem(key, 'changed'), KEY);
  await page.reload();
  await expect(admin.said).toContainText('not accepted any more');
});

test('without the server nothing is claimed: a deletion comes back, a value stays in its field', async ({
  browser,
}) => {
  const admin = await Admin.arrive(browser);
  const { page } = admin;
  await page.context().setOffline(true);
  await admin.remove('Red').click();
  await expect(admin.said).toContainText('“Red”');
  await expect(admin.said).toContainText(`cannot be reached at ${ANSWERS}`);
  await admin.has('Red');
  await admin.newValue('Color').fill('Mauve');
  await admin.press('Add');
  await expect(admin.said).toContainText('Not added: “Mauve”');
  await expect(admin.newValue('Color')).toHaveValue('Mauve');
  await admin.has('Mauve', 0);

  await page.context().setOffline(false);
  await admin.remove('Red').click();
  await expect(admin.said).not.toContainText('Red');
  await admin.press('Undo');
  await admin.has('Red');
  await published('color').toContain('Red');
});

test('a list that was broken by hand is shown as such, and can be replaced', async ({ browser }) => {
  const vintages = await read('vintage_year');
  // As an operator does it, in the Worker's own folder.
  const put = ['kv', 'key', 'put', 'vintage_year', JSON.stringify([...vintages, 5]), '--binding', 'WINE_ANSWERS_KV'];
  const at = ['--local', '--persist-to', `../${STATE}`];
  const { code } = await run('wrangler', [...put, ...at], { cwd: 'wine-answers-worker', quiet: true });
  expect(code).toBe(0);

  const admin = await Admin.arrive(browser);
  await admin.category('Vintage Year').click();
  await expect(admin.said).toContainText('could not be read');
  await admin.remove('1999').click();
  await expect(admin.said.filter({ hasText: 'PUT /answers/vintage_year' }).first()).toBeVisible();
  await admin.has('1999');
  await admin.press(`Replace it with these ${vintages.length} values…`);
  await expect(admin.page.getByRole('alertdialog')).toContainText(`The ${vintages.length} values`);
  await admin.press('Replace');
  await expect(admin.page.getByText('Vintage Year is replaced')).toBeVisible();
  await expect(admin.page.getByText('could not be read')).toBeHidden();
  await published('vintage_year').toEqual(vintages);
});
