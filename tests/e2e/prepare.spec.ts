// A tasting prepared by a host who knows little about wine: in few actions, from files, by keys alone, and without the lists.
import { readFile } from 'node:fs/promises';
import { expect, test, type Locator, type Page } from '@playwright/test';
import type { Catalogue } from '../../front/src/protocol/Catalogue';
import { Host, phone } from './table';

const CATEGORIES = ['Wine Name', 'Vintage Year', 'Color', 'Region', 'Grape Variety'];
const MOST_ACTIONS = 8;

/** What a host has at home, as they would type it; two in reserve, should a sample be one of them. */
const BOTTLES = [
  { typed: 'chateau marg', name: 'Château Margaux', vintage: '2015' },
  { typed: 'sassi', name: 'Sassicaia', vintage: '2018' },
  { typed: 'dom per', name: 'Dom Pérignon', vintage: '2012' },
  { typed: 'grange', name: 'Penfolds Grange', vintage: '2016' },
  { typed: 'opus', name: 'Opus One', vintage: '2019' },
  { typed: 'cloudy', name: 'Cloudy Bay Sauvignon Blanc', vintage: '2024' },
  { typed: 'tignan', name: 'Tignanello', vintage: '2020' },
  { typed: 'vega', name: 'Vega Sicilia Único', vintage: '2011' },
];

const right = (page: Page, wine: number, category: string) =>
  page.getByLabel(`Wine ${wine} ${category} — correct answer`, { exact: true });
const wrong = (page: Page, wine: number, category: string, at: number) =>
  page.getByLabel(`Wine ${wine} ${category} — wrong answer ${at}`, { exact: true });
const options = async (page: Page, wine: number, category: string) =>
  Promise.all(
    [right(page, wine, category), ...[1, 2, 3].map((at) => wrong(page, wine, category, at))].map((field) =>
      field.inputValue(),
    ),
  );
const unfold = async (page: Page, wine: number) => {
  const line = page.getByRole('button', { name: `Wine ${wine}: ` });
  if ((await line.getAttribute('aria-expanded')) === 'false') await line.click();
};
/** The wines by name, in their order. */
const order = async (page: Page) =>
  (await page.getByRole('heading', { level: 2 }).allInnerTexts()).map((text) =>
    (text.split('\n').find((line) => line && !/^Wine \d+:/.test(line)) ?? text).replace(/^Wine \d+: */, '').trim(),
  );

async function openForm(host: Host) {
  await host.press('New Blind Tasting');
  await expect(right(host.page, 1, 'Wine Name')).toBeVisible();
}

/** Counts what a hand does. */
class Hand {
  actions = 0;
  click = (target: Locator) => this.#does(() => target.click());
  fill = (field: Locator, text: string) => this.#does(() => field.fill(text));
  press = (page: Page, key: string) => this.#does(() => page.keyboard.press(key));

  async #does(deed: () => Promise<void>) {
    this.actions += 1;
    await deed();
  }
}

for (const device of ['laptop', 'phone'] as const) {
  test(`six known wines in at most eight actions each, on a ${device}`, async ({ browser }) => {
    const host = await Host.arrive(browser, device === 'phone' ? phone : undefined);
    const { page } = host;
    const told = page.waitForResponse('**/catalogue');
    await page.reload();
    const { wines } = (await (await told).json()) as Catalogue;
    await openForm(host);

    const poured: (typeof BOTTLES)[number][] = [];
    for (let number = 1; number <= 6; number += 1) {
      const hand = new Hand();
      if (number > 1) await hand.click(page.getByRole('button', { name: 'Add wine' }));
      const field = right(page, number, 'Wine Name');
      await expect(page.getByText('Sample', { exact: true })).toBeVisible();
      const sample = await field.inputValue();
      const bottle = BOTTLES.find((one) => one.name !== sample && !poured.includes(one)) ?? expect.fail();
      poured.push(bottle);
      await hand.fill(field, bottle.typed);
      await hand.click(page.getByRole('option').filter({ hasText: bottle.name }).first());
      await hand.fill(right(page, number, 'Vintage Year'), bottle.vintage);
      expect(hand.actions).toBeLessThanOrEqual(MOST_ACTIONS);
    }
    await host.press('Create Tasting');
    await expect(page.getByLabel(/^Tasting code: /)).toBeVisible();

    await host.press('Edit Tasting');
    expect(await order(page)).toEqual(poured.map(({ name }) => name));
    for (const [at, { name, vintage }] of poured.entries()) {
      const known = wines.find((wine) => wine.name === name) ?? expect.fail(`${name} is not in the catalogue`);
      await unfold(page, at + 1);
      if (device === 'phone')
        for (const category of CATEGORIES)
          await page.getByRole('button', { name: `Wine ${at + 1} ${category} — Wrong:` }).click();
      const answers = await Promise.all(CATEGORIES.map((category) => right(page, at + 1, category).inputValue()));
      expect(answers).toEqual([name, vintage, known.color, known.region, known.grapes[0]]);
      for (const category of CATEGORIES) {
        const four = await options(page, at + 1, category);
        expect(four.every((text) => text.trim())).toBe(true);
        expect(new Set(four.map((text) => text.toLowerCase())).size).toBe(4);
      }
    }
  });
}

test('a known name that is typed to its end fills the wine in, and one tap takes it back', async ({ browser }) => {
  const host = await Host.arrive(browser);
  const { page } = host;
  await openForm(host);
  await right(page, 1, 'Region').fill('My hill');
  await right(page, 1, 'Wine Name').fill('sassicaia');
  await page.keyboard.press('Tab');
  await expect(right(page, 1, 'Region')).toHaveValue('Bolgheri');
  await expect(page.getByText('Filled in as Sassicaia.')).toBeVisible();
  await expect(page.getByText('Check the label')).toBeVisible();
  await host.press('Undo');
  await expect(right(page, 1, 'Region')).toHaveValue('My hill');
  await expect(right(page, 1, 'Wine Name')).toHaveValue('sassicaia');
});

test('suggestions by keys alone, and what was typed is never taken away', async ({ browser }) => {
  const host = await Host.arrive(browser);
  const { page } = host;
  await openForm(host);
  const region = right(page, 1, 'Region');
  await region.focus();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('option').first()).toBeVisible();
  expect(await page.getByRole('option').count()).toBeLessThanOrEqual(50);

  await page.keyboard.type('barol');
  await expect(page.getByRole('option').first()).toContainText('Barolo');
  await expect(page.getByRole('status').filter({ hasText: /suggestion/ })).not.toBeEmpty();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(region).toHaveValue('Barolo');
  await expect(page.getByRole('listbox')).toBeHidden();
  const wrongs = (await options(page, 1, 'Region')).slice(1);
  expect(wrongs).not.toContain('');
  expect(wrongs).not.toContain('Barolo');

  await region.fill('Nowhere at all');
  for (const key of ['Escape', 'Escape', 'Enter', 'Tab']) await page.keyboard.press(key);
  await expect(region).toHaveValue('Nowhere at all');
  await expect(page.getByRole('heading', { name: 'New Blind Tasting' })).toBeVisible();

  const grape = right(page, 1, 'Grape Variety');
  await grape.fill('shiraz');
  await expect(page.getByRole('option', { name: 'Syrah' })).toBeVisible();
  await grape.blur();
  await expect(grape).toHaveValue('shiraz');
});

test('the list stays above a phone’s keyboard', async ({ browser }) => {
  const host = await Host.arrive(browser, phone);
  const { page } = host;
  await openForm(host);
  // What a keyboard leaves of the screen.
  await page.setViewportSize({ width: 390, height: 480 });
  for (const category of CATEGORIES) {
    await right(page, 1, category).tap();
    const list = page.getByRole('listbox');
    await expect(list).toBeVisible();
    await expect(async () => {
      const box = (await list.boundingBox()) ?? expect.fail();
      expect(box.y).toBeGreaterThanOrEqual(0);
      expect(box.y + box.height).toBeLessThanOrEqual(480);
      expect(box.height).toBeGreaterThan(120);
    }).toPass({ timeout: 3_000 });
    await page.keyboard.press('Escape');
  }
});

test('without the lists, free text alone makes a tasting', async ({ browser }) => {
  const host = await Host.arrive(browser);
  const { page } = host;
  await page.route(/\/(answers|catalogue)$/, (route) => route.abort());
  await page.reload();
  await openForm(host);
  await expect(page.getByText('Suggestions are not available.')).toBeVisible();
  for (const category of CATEGORIES) {
    await right(page, 1, category).fill(`My ${category}`);
    for (const at of [1, 2, 3]) await wrong(page, 1, category, at).fill(`${category}, not ${at}`);
  }
  await expect(page.getByRole('option')).toHaveCount(0);
  await expect(page.getByRole('checkbox')).toHaveCount(0);
  await host.press('Create Tasting');
  await host.press('Edit Tasting');
  await expect(right(page, 1, 'Wine Name')).toHaveValue('My Wine Name');
  expect(await options(page, 1, 'Region')).toEqual(['My Region', 'Region, not 1', 'Region, not 2', 'Region, not 3']);

  await page.unroute(/\/(answers|catalogue)$/);
  await host.press('Try again');
  await expect(page.getByText('Suggestions are not available.')).toBeHidden();
  await right(page, 1, 'Region').fill('barol');
  await expect(page.getByRole('option', { name: 'Barolo' })).toBeVisible();
});

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
  const empty = cells.with(region, '');
  const twice = cells.with(columns.indexOf('color_wrong_2'), cells[columns.indexOf('color')] ?? '');
  await take(page, 'supper.csv', [header, row, empty.join(','), twice.join(',')].join('\n'));
  const alert = page.getByRole('alert').filter({ hasText: 'supper.csv' });
  await expect(alert).toContainText('Row 3, column region: a text is needed');
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

/** Three wines, called A, B and C. */
async function abc(host: Host) {
  await openForm(host);
  for (const [at, name] of ['Wine A', 'Wine B', 'Wine C'].entries()) {
    if (at > 0) await host.press('Add wine');
    await right(host.page, at + 1, 'Wine Name').fill(name);
  }
}

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
    await expect(page.getByLabel(/^Tasting code: /)).toBeVisible();
    expect((await heard)?.status() ?? 0).toBe(yes ? 202 : 0);
    await host.press('‹ All tastings');
  }
  expect(offered).toEqual([JSON.stringify({ value: 'Grandmother’s garden' })]);
});

test('what is missing is said, and one press leads there', async ({ browser }) => {
  const host = await Host.arrive(browser);
  const { page } = host;
  await abc(host);
  await unfold(page, 1);
  await right(page, 1, 'Region').fill('');
  await unfold(page, 3);
  await expect(page.getByText('Not ready')).toBeVisible();
  await host.press('Create Tasting');
  const fault = page.getByRole('alert').getByRole('button', { name: 'Wine 1: Region correct answer is required' });
  await fault.click();
  await expect(right(page, 1, 'Region')).toBeFocused();
  await expect(right(page, 1, 'Region')).toHaveAttribute('aria-invalid', 'true');
  await right(page, 1, 'Region').fill('Barolo');
  await expect(page.getByRole('alert').filter({ hasText: 'required' })).toBeHidden();
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
  await host.press('Create Tasting');
  await expect(page.getByLabel(/^Tasting code: /)).toBeVisible();
  await host.press('‹ All tastings');
  await expect(page.getByRole('listitem').filter({ hasText: 'Only once' })).toHaveCount(1);
});
