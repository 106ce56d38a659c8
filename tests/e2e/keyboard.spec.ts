// A whole evening without a mouse or a finger: the host from home to the final results, a participant beside them.
import { expect, test, type Browser, type Page } from '@playwright/test';
import { phone } from './table';

const TABS = 40;

/** Somebody with a keyboard alone. */
class Typist {
  private constructor(readonly page: Page) {}

  static async at(browser: Browser, path: string, device: object = {}): Promise<Typist> {
    const page = await (await browser.newContext(device)).newPage();
    await page.goto(path);
    return new Typist(page);
  }

  /** Goes to what is called so, by Tab alone, and sees at each stop where they are. */
  async goTo(name: string) {
    for (let tabs = 0; tabs < TABS; tabs += 1) {
      const here = this.page.locator(':focus');
      if ((await here.count()) > 0 && (await named(here.first(), name))) return;
      await this.page.keyboard.press('Tab');
      expect(await unmarked(this.page), `on the way to “${name}”`).toBe('');
    }
    throw new Error(`no Tab leads to “${name}”`);
  }

  async press(name: string, key = 'Enter') {
    await this.goTo(name);
    await this.page.keyboard.press(key);
  }

  /** From the dashboard to the lobby of a tasting, whose code it returns. */
  async lay() {
    await this.press('New Blind Tasting');
    await this.reads('New Blind Tasting');
    await this.press('Create Tasting');
    const label = await this.page.getByLabel(/^Tasting code: /).getAttribute('aria-label');
    return (label ?? '').replace(/\D/g, '');
  }

  /** The heading of a new screen, and the focus on it. */
  reads = (name: string | RegExp) => expect(this.page.locator('h1:focus')).toHaveText(name);
}

const named = (element: ReturnType<Page['locator']>, name: string) =>
  element.evaluate(
    (at, called) =>
      !at.matches('h1') && [at.getAttribute('aria-label'), at.textContent, at.id].some((one) => one?.includes(called)),
    name,
  );

/** What has the focus without anybody seeing so: no outline on it, nor around what holds it. The page has none, nor has a heading. */
const unmarked = (page: Page) =>
  page.evaluate(() => {
    let at = document.activeElement;
    if (at === document.body || at?.matches('h1')) return '';
    for (let up = 0; at && up < 3; up += 1, at = at.parentElement)
      if (getComputedStyle(at).outlineStyle !== 'none' && parseFloat(getComputedStyle(at).outlineWidth) >= 2) return '';
    return document.activeElement?.outerHTML ?? '';
  });

test('an evening by keyboard alone', async ({ browser }) => {
  test.slow();
  const host = await Typist.at(browser, '/', { viewport: { width: 1280, height: 800 } });
  await host.press("I'm the Host");
  await expect(host.page).toHaveURL(/\/host/);
  const code = await host.lay();

  const guest = await Typist.at(browser, '/', phone);
  await guest.press('Join as Participant');
  await expect(guest.page).toHaveURL(/\/play/);
  await guest.goTo('code');
  await guest.page.keyboard.type(code);
  await guest.page.keyboard.press('Enter');
  await guest.reads('Waiting for host to start');

  await expect(host.page.getByText('1 participant is here')).toBeVisible();
  await host.press('Start Game');
  for (let question = 0; question < 5; question += 1) {
    await host.reads(/\?$/);
    await guest.reads(/\?$/);
    await guest.press('ABCD'.charAt(question % 4) + ': ', question % 2 ? 'Enter' : 'Space');
    await expect(guest.page.getByText('Selection recorded')).toBeVisible();
    await expect(host.page.getByText('1 of 1 answered')).toBeVisible();
    if (question === 0) {
      await host.press('Pause', 'Space');
      await expect(host.page.getByText('Paused', { exact: true })).toBeVisible();
      await host.press('Resume');
    }
    await host.press('Reveal Answer');
    await guest.reads(/Correct!|Not this time/);
    // From the heading, where the focus is now, the keys of a clicker do it.
    await host.reads(/\?$/);
    await host.page.keyboard.press('Space');
    await guest.reads('Standings');
    await host.reads('Standings');
    await host.page.keyboard.press(question % 2 ? 'PageDown' : 'ArrowRight');
  }
  await host.reads('Wine 1: round results');
  await host.page.keyboard.press('Space');
  await host.reads('Final Results');
  await guest.reads('Final Results');
  await guest.press('Play Another Tasting');
  await guest.goTo('code');
});

test('the end asks first, and Escape goes on playing', async ({ browser }) => {
  const host = await Typist.at(browser, '/host');
  const code = await host.lay();
  const guest = await Typist.at(browser, `/play?code=${code}`, phone);
  await guest.press('Join');
  await guest.reads('Waiting for host to start');
  await expect(host.page.getByText('1 participant is here')).toBeVisible();
  // Nothing has the focus that would act itself: space is the next step.
  await host.goTo('All tastings');
  await host.page.keyboard.press('ArrowRight');
  await host.reads(/\?$/);
  await host.press('End', 'Space');
  await expect(host.page.getByRole('alertdialog')).toBeVisible();
  await host.page.keyboard.press('ArrowRight');
  await host.page.keyboard.press('Escape');
  await expect(host.page.getByRole('alertdialog')).toBeHidden();
  await expect(host.page.getByRole('timer')).toBeVisible();
  await host.press('End');
  await host.press('End tasting');
  await host.reads('Final Results');
  await guest.reads('Final Results');
});
