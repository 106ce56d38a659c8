// A tasting prepared by a host who knows little about wine: in few actions, by keys alone, and without the lists.
import { expect, test, type Locator, type Page } from '@playwright/test';
import type { Catalogue } from '../../front/src/protocol/Catalogue';
import { abc, CATEGORIES, openForm, options, order, right, unfold, wrong } from './form';
import { Host, phone } from './table';

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
  const sample = await right(page, 1, 'Region').inputValue();
  await right(page, 1, 'Wine Name').fill('sassicaia');
  await page.keyboard.press('Tab');
  await expect(right(page, 1, 'Region')).toHaveValue('Bolgheri');
  await expect(page.getByText('Filled in as Sassicaia.')).toBeVisible();
  await expect(page.getByText('Check the label')).toBeVisible();
  await host.press('Undo');
  await expect(right(page, 1, 'Region')).toHaveValue(sample);
  await expect(right(page, 1, 'Wine Name')).toHaveValue('sassicaia');
});

test('no button changes what was written; what was not looked at is named before it is sent', async ({ browser }) => {
  const host = await Host.arrive(browser);
  const { page } = host;
  await openForm(host);
  await right(page, 1, 'Vintage Year').fill('1998');
  await right(page, 1, 'Region').fill('Toscana, my cellar');
  await wrong(page, 1, 'Color', 2).fill('Nearly red');
  await right(page, 1, 'Wine Name').fill('sassicaia');
  await host.press('Create Tasting');
  const told = page.getByRole('alert').getByRole('button', { name: /^Wine 1: .* still the sample’s$/ });
  await expect(told).toHaveText('Wine 1: Grape Variety is still the sample’s');
  await told.click();
  await expect(right(page, 1, 'Grape Variety')).toBeFocused();
  await host.press('Create Tasting');
  await host.press('Edit Tasting');
  const answers = ['Vintage Year', 'Region', 'Wine Name'].map((category) => right(page, 1, category).inputValue());
  expect(await Promise.all(answers)).toEqual(['1998', 'Toscana, my cellar', 'sassicaia']);
  expect(await options(page, 1, 'Color')).toContain('Nearly red');

  const before = await Promise.all(CATEGORIES.map((category) => options(page, 1, category)));
  await right(page, 1, 'Wine Name').fill('Sassicaia');
  await host.press('Update Tasting');
  await host.press('Edit Tasting');
  const after = await Promise.all(CATEGORIES.map((category) => options(page, 1, category)));
  expect(after).toEqual([['Sassicaia', ...(before[0] ?? []).slice(1)], ...before.slice(1)]);
});

test('a name typed last fills the wine in before anything is sent', async ({ browser }) => {
  const host = await Host.arrive(browser);
  const { page } = host;
  await openForm(host);
  await right(page, 1, 'Wine Name').fill('sassicaia');
  await host.press('Create Tasting');
  const told = page.getByRole('alert').filter({ hasText: 'Still to check.' });
  await expect(told).toContainText('Wine 1: Vintage Year is a guess');
  await expect(right(page, 1, 'Region')).toHaveValue('Bolgheri');
  await host.press('Create Tasting');
  await expect(page.getByLabel(/^Tasting code: /)).toBeVisible();
});

test('a guess that was looked at last is no more to check', async ({ browser }) => {
  const host = await Host.arrive(browser);
  const { page } = host;
  await openForm(host);
  await right(page, 1, 'Wine Name').fill('sassicaia');
  await page.keyboard.press('Tab');
  await right(page, 1, 'Vintage Year').click();
  await host.press('Create Tasting');
  await expect(page.getByLabel(/^Tasting code: /)).toBeVisible();
});

test('a suggestion taken with a finger leaves the focus at its question', async ({ browser }) => {
  const host = await Host.arrive(browser, phone);
  const { page } = host;
  await openForm(host);
  await right(page, 1, 'Region').tap();
  await page.getByRole('option').nth(2).tap();
  await expect(page.getByRole('group', { name: 'Region' })).toBeFocused();
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
