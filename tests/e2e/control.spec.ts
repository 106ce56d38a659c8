// The host has the room in hand: what each control does is seen on the phones and on the big screen.
import { expect, test, type Browser, type Page } from '@playwright/test';
import { Guest, Host, phone } from './table';

async function table(browser: Browser) {
  const host = await Host.arrive(browser, phone);
  const code = await host.lay(1);
  const screen = await (await browser.newContext()).newPage();
  await screen.goto(await host.screenLink());
  const [ada, ben] = [await Guest.arrive(browser, code), await Guest.arrive(browser, code)];
  await expect(screen.getByRole('listitem')).toHaveCount(2);
  await host.press('Start Game');
  return { host, screen, ada, ben };
}

const shows = (page: Page, text: string | RegExp) => expect(page.getByText(text).first()).toBeVisible();

test('a locked lobby refuses whoever is new, and takes them once it is unlocked', async ({ browser }) => {
  const host = await Host.arrive(browser, phone);
  const code = await host.lay(1);
  await host.picks('Lock the lobby');
  await host.sees('the lobby is locked');
  const late = await Guest.open(browser, `/play?code=${code}`);
  const join = late.page.getByRole('button', { name: 'Join', exact: true });
  await join.click();
  await expect(late.page.getByRole('alert')).toContainText('closed the door');
  await host.picks('Unlock the lobby');
  await expect(host.page.getByText('the lobby is locked')).toBeHidden();
  await join.click();
  await late.waits();
});

test('a question left out, a corrected answer and a break are on every screen', async ({ browser }) => {
  const { host, screen, ada, ben } = await table(browser);
  const first = await ada.options.allInnerTexts();
  await ada.answers(0);
  await host.picks('Skip this question');
  for (const { page } of [ada, ben]) await shows(page, 'The host left the previous question out.');
  expect(await ada.options.allInnerTexts()).not.toEqual(first);

  await ada.answers(1);
  await ben.answers(2);
  await host.press('Reveal Answer');
  await ada.reads(/Correct!|Not this time/);
  // Of two different answers one at least is wrong.
  const adaIsRight = await ada.page.getByRole('heading', { name: 'Correct!' }).isVisible();
  const [wronged, other, at] = adaIsRight ? [ben, ada, 2] : [ada, ben, 1];
  await wronged.reads('Not this time');
  await expect(wronged.page.getByRole('img', { name: 'Your score: 0 points' })).toBeVisible();
  await host.picks('Correct the answer…');
  // The first button of a sheet closes it.
  await host.page
    .getByRole('dialog')
    .getByRole('button')
    .nth(1 + at)
    .click();
  await wronged.reads('Correct!');
  await other.reads('Not this time');
  await expect(wronged.page.getByRole('img', { name: 'Your score: 100 points' })).toBeVisible();
  await expect(other.page.getByRole('img', { name: 'Your score: 0 points' })).toBeVisible();
  for (const page of [wronged.page, other.page, screen]) await shows(page, 'The host corrected the answer');

  await host.picks('Break of 5 minutes');
  for (const page of [ada.page, ben.page, screen]) await expect(page.getByText(/^[45]:\d\d$/)).toBeVisible();
  await host.press('End the break');
  for (const page of [ada.page, ben.page, screen]) await expect(page.getByText(/^[45]:\d\d$/)).toBeHidden();
});

test('who is removed is told so, and a one-time link takes a seat to another device, once', async ({ browser }) => {
  const { host, screen, ada, ben } = await table(browser);
  const [adas, bens] = [ada.handle, ben.handle];
  await ada.answers(3);
  await host.picks('Participants…');
  await host.press(`Remove ${bens}`);
  await expect(ben.page.getByRole('alert')).toContainText('taken you off this tasting');
  await expect(host.page.getByRole('dialog').getByText('Removed', { exact: true })).toBeVisible();
  await shows(screen, 'Everybody has answered');

  await host.press(`New link for ${adas}`);
  const link = await host.page.getByLabel('One-time link', { exact: true }).inputValue();
  const tablet = await Guest.open(browser, link);
  await expect(tablet.options.nth(3)).toHaveAttribute('aria-pressed', 'true');
  expect(tablet.handle).toBe(adas);
  // The phone that had the seat has lost it.
  await expect(ada.page.getByRole('alert')).toContainText('This seat could not be found');
  await tablet.answers(1);
  const third = await Guest.open(browser, link);
  await expect(third.page.getByRole('alert')).toContainText('was used already');
});
