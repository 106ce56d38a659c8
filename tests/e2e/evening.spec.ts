// Whole evenings in a real browser: a host and three guests, from the form to the final standings.
import { expect, test, type Browser } from '@playwright/test';
import { Guest, Host } from './table';

const QUESTIONS = 5;

async function seat(browser: Browser, wines: number) {
  const host = await Host.arrive(browser);
  const code = await host.lay(wines);
  const guests = [];
  for (let seats = 0; seats < 3; seats += 1) guests.push(await Guest.arrive(browser, code));
  const [ada, ben, cleo] = guests as [Guest, Guest, Guest];
  for (const guest of guests) await host.sees(guest.handle);
  return { host, code, ada, ben, cleo, guests };
}

/** From an open question to the standings after it; everybody chooses differently. */
async function play(host: Host, guests: Guest[], question: number) {
  for (const [at, guest] of guests.entries()) await guest.answers((at + question) % 4);
  await host.sees(`${guests.length} of ${guests.length} answered`);
  await host.press('Reveal Answer');
  for (const guest of guests) await guest.reads(/Correct!|Not this time/);
  await host.press('Next');
  for (const guest of guests) await guest.reads('Standings');
}

test('one wine, from the form to the final standings', async ({ browser }) => {
  const { host, code, ada, guests } = await seat(browser, 1);
  expect(new URL(host.page.url()).searchParams.get('code')).toBe(code);
  await expect(host.page.getByRole('listitem')).toHaveCount(3);
  await host.press('Start Game');
  for (let question = 0; question < QUESTIONS; question += 1) {
    await expect(ada.options).toHaveCount(4);
    await expect(ada.page.getByRole('button')).toHaveCount(4);
    await play(host, guests, question);
    await host.press(question + 1 < QUESTIONS ? 'Next Question' : 'See Round Results');
  }
  await host.press('See Final Results');
  await host.reads('Final Results');
  await host.reads('Final Leaderboard');
  const standings = await ada.standings();
  expect(standings).toHaveLength(3);
  for (const guest of guests) {
    await guest.reads('Final Leaderboard');
    expect(await guest.standings()).toEqual(standings);
  }
  await expect(host.page.getByRole('listitem')).toHaveCount(3);

  await ada.page.reload();
  await ada.reads('Final Results');
  expect(await ada.standings()).toEqual(standings);
  await ada.reads('Your evening');
  await expect(ada.page.getByText('Correct answer:')).toHaveCount(QUESTIONS);
  await ada.page.getByRole('button', { name: 'Play Another Tasting' }).click();
  await expect(ada.page.getByLabel('Tasting code')).toHaveValue('');

  await host.page.getByRole('button', { name: 'All tastings' }).first().click();
  await host.sees('⚪ Ended');
});

test('a pause, a change of mind, a reload, a lost network, a host who comes back', async ({ browser }) => {
  const { host, ada, ben, cleo } = await seat(browser, 1);
  await host.press('Start Game');
  await ada.answers(0);
  await ada.answers(2);

  await ada.options.nth(2).focus();
  await host.press('Pause');
  await expect(host.page.getByText('Paused', { exact: true })).toBeVisible();
  await expect(ada.options.first()).toBeDisabled();
  await expect(ada.page.getByRole('heading')).toBeFocused();
  await host.page.reload();
  await host.sees('1 of 3 answered');
  await host.press('Resume');

  const handle = ada.handle;
  await ada.page.reload();
  await expect(ada.options.nth(2)).toHaveAttribute('aria-pressed', 'true');
  await expect(ada.page.getByText('Selection recorded')).toBeVisible();
  expect(ada.handle).toBe(handle);

  await ben.page.context().setOffline(true);
  await expect(ben.page.getByText('You are offline.')).toBeVisible();
  await ben.options.nth(1).click();
  await expect(ben.options.nth(1)).toHaveAttribute('aria-pressed', 'true');
  // Also by a page that is opened only then.
  const address = ben.page.url();
  await ben.page.goto('about:blank');
  await ben.page.context().setOffline(false);
  await ben.page.goto(address);
  await expect(ben.options.nth(1)).toHaveAttribute('aria-pressed', 'true');
  await expect(ben.page.getByText('Selection recorded')).toBeVisible({ timeout: 20_000 });
  expect(await ben.page.evaluate(() => localStorage.getItem('sommelierArena:rejoin'))).not.toContain('unsent');
  await expect(host.page.getByText('2 of 3 answered')).toBeVisible();

  await host.press('Reveal Answer');
  await cleo.reads('No answer this time');
  await host.press('End');
  await host.press('End tasting');
  for (const guest of [ada, ben, cleo]) await guest.reads('Final Results');
});

test('a personal link moves a seat to another device, and asks before it replaces one', async ({ browser }) => {
  const { host, ada, ben } = await seat(browser, 1);
  const link = await ada.personalLink();
  const tablet = await Guest.open(browser, link);
  await tablet.waits();
  expect(tablet.handle).toBe(ada.handle);
  expect(tablet.page.url()).not.toContain('token');

  const bens = ben.handle;
  await ben.page.goto('about:blank');
  await ben.page.goto(link);
  await ben.page.getByRole('button', { name: `Stay ${bens}` }).click();
  await ben.waits();
  expect(ben.handle).toBe(bens);

  const stranger = await Guest.open(browser, link.replace(/#.*/, ''));
  await expect(stranger.page.getByRole('alert')).toContainText(ada.handle);

  await host.press('Start Game');
  await tablet.answers(3);
  await expect(ada.options.nth(3)).toHaveAttribute('aria-pressed', 'true');
  await host.sees('1 of 3 answered');
});

test('a code that nobody plays under is said at once', async ({ page }) => {
  await page.goto('/play');
  await page.getByLabel('Tasting code').fill('0000');
  await page.getByRole('button', { name: 'Join', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText('no tasting under this code');
});

test('a mistyped code costs no seat, not even with a reload before the room has answered', async ({ browser }) => {
  const { ada } = await seat(browser, 1);
  const { handle } = ada;
  await ada.page.getByRole('button', { name: 'Join another tasting' }).click();
  await ada.page.routeWebSocket(/\/main\/0000/, () => undefined);
  await ada.page.getByLabel('Tasting code').fill('0000');
  await ada.page.getByRole('button', { name: 'Join', exact: true }).click();
  await ada.page.reload();
  await ada.page.getByRole('button', { name: /^Back to my seat/ }).click();
  await ada.waits();
  expect(ada.handle).toBe(handle);
});

test('a deleted tasting can be had back', async ({ browser }) => {
  const host = await Host.arrive(browser);
  const code = await host.lay(1);
  await host.press('‹ All tastings');
  await host.sees('🟢 Open');
  await host.press(`Delete tasting ${code}`);
  await expect(host.page.getByText(code, { exact: true })).toBeHidden();
  await host.press('Undo');
  await host.press('Open');
  await expect(host.page.getByLabel(`Tasting code: ${code.split('').join(' ')}`)).toBeVisible();
});

test('five wines', async ({ browser }) => {
  test.slow();
  const { host, ada, guests } = await seat(browser, 5);
  await host.press('Start Game');
  for (let wine = 0; wine < 5; wine += 1) {
    for (let question = 0; question < QUESTIONS; question += 1) {
      await play(host, guests, wine + question);
      await host.press(question + 1 < QUESTIONS ? 'Next Question' : 'See Round Results');
    }
    await ada.reads(`After wine ${wine + 1}`);
    await host.press(wine + 1 < 5 ? 'Next Round' : 'See Final Results');
  }
  for (const guest of guests) await guest.reads('Final Results');
});
