// A tasting while it is written: files, the wines' order, the way back, and that nothing written is lost.
import { readFile } from 'node:fs/promises';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { abc, openForm, options, order, right } from './form';
import { Host, phone } from './table';

const take = async (page: Page, name: string, text: string | Buffer) => {
  const asked = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Import a file' }).click();
  const buffer = Buffer.from(text);
  await (await asked).setFiles({ name, mimeType: 'application/octet-stream', buffer });
};
const saved = async (page: Page, button: string) => {
  const coming = page.waitForEvent('download');
  await page.getByRole('button', { name: button }).click();
  return readFile(await (await coming).path(), 'utf8');
};

test('a file with faults is told off by row and column, and changes nothing', async ({ browser }) => {
  const host = await Host.arrive(browser);
  const { page } = host;
  await openForm(host);
  const [header, row] = (await saved(page, 'Save as CSV')).replace('\uFEFF', '').trim().split(/\r?\n/);
  const before = await saved(page, 'Save as JSON');
  const columns = header?.split(',') ?? [];
  const region = columns.indexOf('region');
  expect(region).toBeGreaterThan(0);
  const cells = columns.map((column, at) => ['wrong', 'twice', 'third'][at % 3] + column);
  cells[columns.indexOf('timer_seconds')] = '';
  const long = cells.with(region, 'x'.repeat(121));
  const twice = cells.with(columns.indexOf('color_wrong_2'), cells[columns.indexOf('color')] ?? '');
  await take(page, 'supper.csv', [header, row, long.join(','), twice.join(',')].join('\n'));
  const alert = page.getByRole('alert').filter({ hasText: 'supper.csv' });
  await expect(alert).toContainText('Row 3, column region: at most 120 characters');
  await expect(alert).toContainText(`Row 4, column color_wrong_2: “${twice[columns.indexOf('color')]}” is there twice`);
  expect(await saved(page, 'Save as JSON')).toBe(before);

  await take(page, 'supper.json', '{"wines": [{"name": "x", "questions": []}]}');
  await expect(page.getByRole('alert').filter({ hasText: 'supper.json' })).toContainText('wines[0].questions');
  expect(await saved(page, 'Save as JSON')).toBe(before);
});

test('a tasting goes into a file and comes back the same', async ({ browser }) => {
  const host = await Host.arrive(browser);
  const { page } = host;
  await openForm(host);
  await right(page, 1, 'Wine Name').fill('Cuvée “Été”, the best; ever');
  await host.press('Add wine');
  await page.getByLabel('Title').fill('Supper at ours');
  await page.getByRole('slider', { name: 'Timer' }).fill('90');
  const json = await saved(page, 'Save as JSON');
  const csv = await saved(page, 'Save as CSV');
  expect(JSON.parse(json)).toMatchObject({ title: 'Supper at ours', timerSeconds: 90, wines: [{}, {}] });
  expect(json).not.toContain('hostKey');

  for (const [name, text] of [
    ['supper.json', json],
    ['supper.csv', csv],
  ] as const) {
    await host.press('Cancel');
    await openForm(host);
    await take(page, name, text);
    await expect(page.getByText('2 wines are imported.')).toBeVisible();
    expect(await saved(page, 'Save as JSON')).toBe(json);
    await host.press('Undo');
    await expect(page.getByText('Sample', { exact: true })).toBeVisible();
  }
});

test('wines change places by keys alone', async ({ browser }) => {
  const host = await Host.arrive(browser);
  const { page } = host;
  await abc(host);
  const handle = page.getByRole('button', { name: 'Drag wine 3' });
  await handle.focus();
  await page.keyboard.press('Space');
  await expect(page.getByText('Wine 3 is picked up.')).toBeAttached();
  for (const place of [2, 1]) {
    // No hand is as fast as this one: the places are measured a moment after the wine is picked up.
    await expect(async () => {
      await page.keyboard.press('ArrowUp');
      await expect(page.getByText(`Wine 3 is at place ${place}.`)).toBeAttached({ timeout: 1_000 });
    }).toPass();
  }
  await page.keyboard.press('Space');
  await expect.poll(() => order(page)).toEqual(['Wine C', 'Wine A', 'Wine B']);
  await expect(page.getByText('Wine 3 is now wine 1.')).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect.poll(() => order(page)).toEqual(['Wine A', 'Wine B', 'Wine C']);

  await page.getByRole('button', { name: 'Wine 2: Wine B' }).focus();
  await page.keyboard.press('Enter');
  const up = page.getByRole('button', { name: 'Move wine 2 up' });
  await up.focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => order(page)).toEqual(['Wine B', 'Wine A', 'Wine C']);
  const first = page.getByRole('button', { name: 'Move wine 1 up' });
  await expect(first).toBeFocused();
  await expect(first).toHaveAttribute('aria-disabled', 'true');
  await page.getByRole('button', { name: 'Move wine 1 down' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Move wine 2 down' })).toBeFocused();
  await expect.poll(() => order(page)).toEqual(['Wine A', 'Wine B', 'Wine C']);
});

test('a wine is dragged with the mouse', async ({ browser }) => {
  const host = await Host.arrive(browser);
  const { page } = host;
  await abc(host);
  const middle = async (target: Locator) => {
    const { x, y, width, height } = (await target.boundingBox()) ?? expect.fail();
    return [x + width / 2, y + height / 2] as const;
  };
  const [x, y] = await middle(page.getByRole('button', { name: 'Drag wine 3' }));
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x, y - 8, { steps: 4 });
  // The wines are lines now, however long the one was that is dragged.
  await expect(page.getByRole('combobox')).toHaveCount(0);
  const [, top] = await middle(page.getByRole('heading', { name: 'New Blind Tasting' }));
  await page.mouse.move(x, top, { steps: 12 });
  await page.mouse.move(x, top + 40, { steps: 4 });
  await expect(page.getByText('Wine 3 is at place 1.')).toBeAttached();
  await page.mouse.up();
  await expect.poll(() => order(page)).toEqual(['Wine C', 'Wine A', 'Wine B']);
});

test('what was removed, duplicated or drawn anew is taken back', async ({ browser }) => {
  const host = await Host.arrive(browser);
  const { page } = host;
  await abc(host);
  await host.press('Remove wine 3');
  await expect(page.getByRole('button', { name: 'Wine 2: Wine B' })).toBeFocused();
  await host.press('Undo');
  expect(await order(page)).toEqual(['Wine A', 'Wine B', 'Wine C']);
  await expect(right(page, 3, 'Wine Name')).toHaveValue('Wine C');

  await host.press('Duplicate wine 3');
  await expect.poll(() => order(page)).toEqual(['Wine A', 'Wine B', 'Wine C', 'Wine C']);
  await page.keyboard.press('Control+z');
  await expect.poll(() => order(page)).toEqual(['Wine A', 'Wine B', 'Wine C']);

  const before = await options(page, 3, 'Vintage Year');
  await host.press('Wine 3 Vintage Year — other wrong answers');
  expect(await options(page, 3, 'Vintage Year')).not.toEqual(before);
  await host.press('Other wrong answers for wine 3');
  await host.press('Undo');
  await host.press('Undo');
  expect(await options(page, 3, 'Vintage Year')).toEqual(before);
});

test('the way back stays while one types, and the focus never falls off', async ({ browser }) => {
  const host = await Host.arrive(browser);
  const { page } = host;
  await openForm(host);
  const before = await options(page, 1, 'Vintage Year');
  await host.press('Wine 1 Vintage Year — other wrong answers');
  await right(page, 1, 'Region').fill('My hill');
  await expect(page.getByText('Wine 1: Region is changed.')).toBeVisible();
  // Typed into another field: the keys take the last step back, and the focus stays.
  await right(page, 1, 'Color').focus();
  await page.keyboard.press('Control+z');
  await expect(right(page, 1, 'Region')).not.toHaveValue('My hill');
  await expect(right(page, 1, 'Color')).toBeFocused();
  await host.press('Undo');
  expect(await options(page, 1, 'Vintage Year')).toEqual(before);
  await expect(page.getByRole('button', { name: 'Undo' })).toBeHidden();
  const line = page.getByRole('heading', { level: 2 });
  await expect(line).toBeFocused();

  await host.press('Add wine');
  await host.press('Remove wine 2');
  await expect(line).toBeFocused();
});

test('the browser’s Back goes from the form to the list with nothing lost, and from the room to the list', async ({
  browser,
}) => {
  const host = await Host.arrive(browser, phone);
  const { page } = host;
  const code = page.getByLabel(/^Tasting code: /);
  const list = page.getByRole('button', { name: 'New Blind Tasting' });
  await abc(host);
  await page.goBack();
  await expect(list).toBeVisible();
  await host.press('Go on with what you wrote');
  await expect.poll(() => order(page)).toEqual(['Wine A', 'Wine B', 'Wine C']);
  await host.press('Create Tasting');
  await host.press('Create Tasting');
  await expect(code).toBeVisible();

  await page.goBack();
  await expect(list).toBeVisible();
  await page.goForward();
  await expect(code).toBeVisible();
  await host.press('Edit Tasting');
  await page.goBack();
  await expect(code).toBeVisible();
  await host.press('Edit Tasting');
  await host.press('Cancel');
  await page.waitForFunction(() => (history.state as { form: boolean }).form === false);
  await page.reload();
  await expect(code).toBeVisible();
  // A reload closes the form and leaves its step.
  await host.press('Edit Tasting');
  await page.reload();
  await expect(code).toBeVisible();
  await host.press('‹ All tastings');
  await expect(list).toBeVisible();
  expect(new URL(page.url()).search).toBe('');
  expect(await page.evaluate(() => history.state as unknown)).toBeNull();
});

test('what was written is there again after Cancel, after a reload, and when a new tasting was begun', async ({
  browser,
}) => {
  const host = await Host.arrive(browser);
  const { page } = host;
  await abc(host);
  const all = ['Wine A', 'Wine B', 'Wine C'];
  await host.press('Cancel');
  await host.press('Go on with what you wrote');
  await expect.poll(() => order(page)).toEqual(all);
  await page.reload();
  await host.press('Go on with what you wrote');
  await expect.poll(() => order(page)).toEqual(all);
  await host.press('Cancel');
  await openForm(host);
  await expect(page.getByText('What you wrote before is set aside.')).toBeVisible();
  expect(await order(page)).toHaveLength(1);
  await host.press('Undo');
  await expect.poll(() => order(page)).toEqual(all);
  await host.press('Create Tasting');
  await host.press('Create Tasting');
  await expect(page.getByLabel(/^Tasting code: /)).toBeVisible();
  await host.press('‹ All tastings');
  await expect(page.getByRole('button', { name: 'Go on with what you wrote' })).toBeHidden();
});

test('an edit does not replace one that was made in another window, unless that is wanted', async ({ browser }) => {
  const host = await Host.arrive(browser);
  await host.lay(1);
  const other = await host.page.context().newPage();
  await other.goto(host.page.url());
  await other.getByRole('button', { name: 'Edit Tasting' }).click();
  await host.press('Edit Tasting');
  await other.getByLabel('Title').fill('Theirs');
  await other.getByRole('button', { name: 'Update Tasting' }).click();
  await expect(other.getByText('Theirs').first()).toBeVisible();

  await host.page.getByLabel('Title').fill('Mine');
  await host.press('Update Tasting');
  await host.press('See the other version instead');
  await expect(host.page.getByLabel('Title')).toHaveValue('Theirs');
  await host.press('Undo');
  await host.press('Update Tasting');
  await host.sees('Mine');
});

test('own answers are offered to the lists only by who says so, and after the tasting is made', async ({ browser }) => {
  const host = await Host.arrive(browser);
  const { page } = host;
  const offered: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().includes('/suggestions/')) offered.push(request.postData() ?? '');
  });
  for (const yes of [false, true]) {
    await openForm(host);
    await expect(page.getByRole('checkbox')).toHaveCount(0);
    await right(page, 1, 'Region').fill('Grandmother’s garden');
    const box = page.getByRole('checkbox', { name: 'Offer my 1 own answer to the shared lists' });
    await expect(box).not.toBeChecked();
    await expect(page.getByText('Grandmother’s garden.')).toBeVisible();
    if (yes) await box.check();
    const heard = yes ? page.waitForResponse('**/suggestions/region') : null;
    await host.press('Create Tasting');
    await expect(page.getByText('Still to check.')).toBeVisible();
    await host.press('Create Tasting');
    await expect(page.getByLabel(/^Tasting code: /)).toBeVisible();
    expect((await heard)?.status() ?? 0).toBe(yes ? 202 : 0);
    await host.press('‹ All tastings');
  }
  expect(offered).toEqual([JSON.stringify({ value: 'Grandmother’s garden' })]);
});

test('a form that was left does not open again by itself', async ({ browser }) => {
  const host = await Host.arrive(browser);
  const code = await host.lay(1);
  await host.press('Edit Tasting');
  await host.page.getByLabel('Title').fill('Supper');
  await host.press('Update Tasting');
  await host.sees('Supper');
  await host.press('‹ All tastings');
  await expect(host.page.getByRole('button', { name: 'New Blind Tasting' })).toBeVisible();
  await host.press('Open');
  await expect(host.page.getByLabel(`Tasting code: ${code.split('').join(' ')}`)).toBeVisible();
  await expect(host.page.getByRole('button', { name: 'Edit Tasting' })).toBeVisible();
});

test('a tasting whose answer was lost is not made twice', async ({ browser }) => {
  const host = await Host.arrive(browser);
  const { page } = host;
  await openForm(host);
  await page.getByLabel('Title').fill('Only once');
  await page.route(
    '**/sessions',
    async (route) => {
      await route.fetch();
      await route.abort();
    },
    { times: 1 },
  );
  await host.press('Create Tasting');
  await expect(page.getByRole('alert').filter({ hasText: 'cannot be reached' })).toBeVisible();
  await page.getByLabel('Title').fill('Only once, and later');
  await host.press('Wine 1 Vintage Year — other wrong answers');
  const changed = await options(page, 1, 'Vintage Year');
  await host.press('Create Tasting');
  await host.sees('Only once, and later');
  await host.press('Edit Tasting');
  expect(await options(page, 1, 'Vintage Year')).toEqual(changed);
  await host.press('Cancel');
  await host.press('‹ All tastings');
  await expect(page.getByRole('listitem').filter({ hasText: 'Only once' })).toHaveCount(1);
});
