// What a host has laid is theirs on every device that has their link, and can be laid once more, deleted, and read when it is over.
import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { Guest, Host, phone } from './table';

test('a tasting is not deleted under an open question, and its results are saved when it is over', async ({
  browser,
}) => {
  const host = await Host.arrive(browser);
  const code = await host.lay(1);
  const guest = await Guest.arrive(browser, code);
  await host.press('Start Game');
  await guest.answers(0);
  await host.page.goto('/host');
  // What the browser has kept of the list comes first, and there the tasting still waits.
  await host.sees('In play');
  await host.press(`Delete tasting ${code}`);
  await host.press('Delete it');
  await host.sees('A question is open in this tasting.');

  await host.page.goto(`/host?code=${code}`);
  await host.press('End');
  await host.press('End tasting');
  await host.reads('Final Results');
  const coming = host.page.waitForEvent('download');
  await host.press('Save the results as CSV');
  const file = await coming;
  expect(file.suggestedFilename()).toBe(`results-${code}.csv`);
  const [columns, row] = (await readFile(await file.path(), 'utf8')).split(/\r?\n/);
  expect(columns).toMatch(/^\uFEFFrank,pseudonym,displayName,score/);
  expect(row).toContain(guest.handle);

  const late = await Guest.open(browser, `/play?code=${code}`);
  await late.page.getByRole('button', { name: 'Join', exact: true }).click();
  await expect(late.page.getByText('This tasting is over.')).toBeVisible();
});

test('the host’s link takes all their tastings to another device', async ({ browser }) => {
  const host = await Host.arrive(browser);
  const code = await host.lay(1);
  await host.sees('Keep this: your tastings belong to this browser');
  await host.press('Your tastings on another device…');
  const link = await host.page.getByLabel('Your host link', { exact: true }).inputValue();
  await host.press('Close');

  const other = await Host.open(browser, link, phone);
  await expect(other.page.getByText(code, { exact: true })).toBeVisible();
  expect(other.page.url()).not.toContain('key=');
  await other.press('Open');
  await other.sees('Nobody is here yet.');
  await expect(other.page.getByText('Keep this: your tastings belong to this browser')).toBeHidden();
  await other.press('‹ All tastings');
  // The link of one's own handle with another key is no reason to lose the one that is held.
  await other.page.goto(link.replace(/key=.*/, `key=${'A'.repeat(22)}`));
  await other.press('Keep this browser’s key');
  await expect(other.page.getByText(code, { exact: true })).toBeVisible();
  // A second host has a key of their own, and is asked before it is given up.
  const another = await Host.arrive(browser);
  await another.lay(1);
  await another.page.goto(link);
  await another.page.getByRole('button', { name: /^Stay / }).click();
  await expect(another.page.getByText(code, { exact: true })).toHaveCount(0);
});

test('a tasting is duplicated with its wines and its title', async ({ browser }) => {
  const host = await Host.arrive(browser);
  await host.press('New Blind Tasting');
  await host.page.getByLabel('Title').fill('Friday night');
  await host.press('Create Tasting');
  const label = await host.page.getByLabel(/^Tasting code: /).getAttribute('aria-label');
  const code = (label ?? '').replace(/\D/g, '');
  const wine = await host.page.getByText('Friday night').count();
  expect(wine).toBeGreaterThan(0);

  await host.page.goto('/host');
  await host.press(`Duplicate tasting ${code}`);
  await expect(host.page.getByLabel('Title')).toHaveValue('Friday night');
  await host.press('Create Tasting');
  await expect(host.page.getByLabel(/^Tasting code: /)).not.toHaveAttribute('aria-label', label ?? '');
  await host.page.goto('/host');
  await expect(host.page.getByRole('listitem').filter({ hasText: 'Friday night' })).toHaveCount(2);
});
