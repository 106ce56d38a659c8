// The people of an evening, and what they do, in the words that are on their screens.
import { expect, type Browser, type Locator, type Page } from '@playwright/test';

export const phone = { viewport: { width: 390, height: 844 }, hasTouch: true };
const laptop = { viewport: { width: 1280, height: 800 } };

/** A page in a browser of its own that nobody has used before; what goes wrong on it fails the test. */
async function freshPage(browser: Browser, device: object): Promise<Page> {
  const page = await (await browser.newContext(device)).newPage();
  page.on('pageerror', (error) => expect(error.message).toBe(''));
  page.on('console', (message) => expect(message.text()).not.toContain('Content Security Policy'));
  return page;
}

export class Host {
  private constructor(readonly page: Page) {}

  static async arrive(browser: Browser, device: object = laptop): Promise<Host> {
    return Host.open(browser, '/host', device);
  }

  static async open(browser: Browser, link: string, device: object = laptop): Promise<Host> {
    const page = await freshPage(browser, device);
    await page.goto(link);
    return new Host(page);
  }

  /** Lays a tasting of sample wines and returns its code. */
  async lay(wines: number): Promise<string> {
    await this.press('New Blind Tasting');
    for (let more = 1; more < wines; more += 1) await this.press('Add wine');
    await this.press('Create Tasting');
    const label = await this.page.getByLabel(/^Tasting code: /).getAttribute('aria-label');
    return (label ?? '').replace(/\D/g, '');
  }

  /** The link that hands out the big screen, in the lobby. */
  async screenLink(): Promise<string> {
    await this.press('Big screen');
    const link = await this.page.getByLabel('Big screen link', { exact: true }).inputValue();
    await this.press('Close');
    return link;
  }

  /** What stands in the menu. */
  async picks(item: string) {
    await this.press('More');
    await this.press(item);
  }

  press = (name: string) => this.page.getByRole('button', { name, exact: true }).click();
  sees = (text: string | RegExp) => expect(this.page.getByText(text).first()).toBeVisible();
  reads = (name: string) => expect(this.page.getByRole('heading', { name })).toBeVisible();
}

export class Guest {
  private constructor(readonly page: Page) {}

  static async arrive(browser: Browser, code: string): Promise<Guest> {
    return Guest.join(await freshPage(browser, phone), code);
  }

  static async join(page: Page, code: string): Promise<Guest> {
    const guest = new Guest(page);
    await page.goto('/play');
    await page.getByLabel('Tasting code').fill(code);
    await page.getByRole('button', { name: 'Join', exact: true }).click();
    await guest.waits();
    return guest;
  }

  static async open(browser: Browser, link: string): Promise<Guest> {
    const guest = new Guest(await freshPage(browser, phone));
    await guest.page.goto(link);
    return guest;
  }

  get options(): Locator {
    return this.page.locator('.grid-cols-2 > button[aria-pressed]');
  }

  get handle(): string {
    return new URL(this.page.url()).searchParams.get('id') ?? '';
  }

  waits = () => expect(this.page.getByRole('heading', { name: 'Waiting for host to start' })).toBeVisible();
  reads = (name: string | RegExp) => expect(this.page.getByRole('heading', { name })).toBeVisible();

  async answers(at: number): Promise<void> {
    const option = this.options.nth(at);
    await option.click();
    await expect(option).toHaveAttribute('aria-pressed', 'true');
    await expect(this.page.getByText('Selection recorded')).toBeVisible();
  }

  /** The secret link, as the lobby shows it. */
  async personalLink(): Promise<string> {
    await this.page.getByText('Keep my seat').click();
    return this.page.getByLabel('Personal link', { exact: true }).inputValue();
  }

  /** Handles and scores in the order of the standings on this screen. */
  async standings(): Promise<string[]> {
    const lines = await this.page.locator('ol > li').allInnerTexts();
    return lines.map((line) => line.replace(/\s+/g, ' ').trim());
  }
}
