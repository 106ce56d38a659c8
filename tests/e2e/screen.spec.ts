// The big screen: it follows a game through every phase, hears no answer before the room does, and can do nothing to it.
import { expect, test, type Browser, type Page } from '@playwright/test';
import { Guest, Host } from './table';

const television = { viewport: { width: 1920, height: 1080 } };

interface Said {
  type: string;
  options?: { id: string }[];
  correctOptionId?: string;
}

async function watch(browser: Browser, link: string) {
  const page = await (await browser.newContext(television)).newPage();
  page.on('pageerror', (error) => expect(error.message).toBe(''));
  const [heard, said]: [string[], string[]] = [[], []];
  page.on('websocket', (socket) => {
    // The development server has a line of its own to its pages.
    if (!socket.url().includes('/parties/')) return;
    socket.on('framereceived', ({ payload }) => heard.push(String(payload)));
    socket.on('framesent', ({ payload }) => said.push(String(payload)));
  });
  await page.goto(link);
  return { page, heard, said };
}

const reads = (page: Page, name: string | RegExp) =>
  expect(page.getByRole('heading', { name, level: 1 })).toBeVisible();

/** The way in is always in sight, and nothing here acts on the game. */
async function watchesOnly(page: Page, code: string) {
  await expect(page.getByLabel(`Tasting code: ${code.split('').join(' ')}`)).toBeVisible();
  await expect(page.getByRole('img', { name: 'Scan to join' })).toBeVisible();
  await expect(page.getByText('/play')).toBeVisible();
  await expect(page.getByRole('button')).toHaveText(['']);
  await expect(page.getByRole('button', { name: 'Full screen (F)' })).toHaveCount(1);
  await expect(page.getByRole('link')).toHaveCount(0);
  await expect(page.locator('input')).toHaveCount(0);
  const overflow = await page.evaluate(() => document.documentElement.scrollHeight - window.innerHeight);
  expect(overflow).toBeLessThanOrEqual(0);
}

test('watches a game of one wine from the lobby to the end', async ({ browser }) => {
  const host = await Host.arrive(browser);
  const code = await host.lay(1);
  const link = await host.screenLink();
  const { page, heard, said } = await watch(browser, link);
  await reads(page, 'Take a seat');
  expect(page.url()).not.toContain('key');
  await watchesOnly(page, code);

  const guests = [await Guest.arrive(browser, code), await Guest.arrive(browser, code)];
  for (const { handle } of guests) await expect(page.getByRole('listitem').getByText(handle)).toBeVisible();
  await host.press('Start Game');
  for (let question = 0; question < 5; question += 1) {
    await reads(page, /^(What|Which) .*\?$/);
    await expect(page.getByRole('timer')).toBeVisible();
    await expect(page.getByRole('listitem')).toHaveCount(4);
    await watchesOnly(page, code);
    if (question === 1) {
      await host.press('Pause');
      await expect(page.getByText('Paused', { exact: true })).toBeVisible();
      // Switched off and on again, it comes back by its address alone.
      await page.reload();
      await expect(page.getByText('Paused', { exact: true })).toBeVisible();
      await host.press('Resume');
      await expect(page.getByText('Paused', { exact: true })).toBeHidden();

      // Who is away has joined: they are counted here as on the host's screen.
      const away = guests[1]?.page;
      const seat = away?.url() ?? '';
      await away?.goto('about:blank');
      await expect(page.getByText('answered · 1 away')).toBeVisible();
      await expect(page.getByText('0 of 2', { exact: true })).toBeVisible();
      await host.sees('0 of 2 answered');
      await away?.goto(seat);
    }
    for (const [at, guest] of guests.entries()) await guest.answers((at + question) % 4);
    await expect(page.getByText('Everybody has answered')).toBeVisible();
    await expect(page.getByText('Correct answer')).toBeHidden();
    await host.press('Reveal Answer');
    await expect(page.getByText('Correct answer')).toBeVisible();
    await expect(page.getByText(/of 2 had it right/)).toBeVisible();
    await watchesOnly(page, code);
    await host.press('Next');
    await reads(page, 'Standings');
    await expect(page.getByRole('listitem')).toHaveCount(2);
    await watchesOnly(page, code);
    await host.press(question < 4 ? 'Next Question' : 'See Round Results');
  }
  await reads(page, 'After wine 1');
  await expect(page.getByText('In the glass was')).toBeVisible();
  await watchesOnly(page, code);
  await host.press('See Final Results');
  await reads(page, 'Final Results');
  for (const { handle } of guests) await expect(page.getByText(handle)).toBeVisible();
  await watchesOnly(page, code);

  for (const text of said) expect(text === 'ping' || (JSON.parse(text) as Said).type === 'watch_session').toBe(true);
  // Whatever was heard while a question was open speaks of its four options alike.
  let open: string[] = [];
  let questions = 0;
  for (const text of heard.filter((one) => one !== 'pong')) {
    const frame = JSON.parse(text) as Said;
    if (frame.type === 'game:question') open = [];
    if (frame.type !== 'game:answer_revealed') {
      open.push(text);
      continue;
    }
    const { options } = JSON.parse(open.find((one) => one.includes('"options"')) ?? '{}') as Said;
    const mentions = options?.map(({ id }) => open.join().split(id).length - 1);
    expect(new Set(mentions).size).toBe(1);
    expect(options?.map(({ id }) => id)).toContain(frame.correctOptionId);
    expect(open.join()).not.toContain('correct');
    questions += 1;
  }
  expect(questions).toBe(5);
});

test('a fresh link stops the screens of the old one, which say so', async ({ browser }) => {
  const host = await Host.arrive(browser);
  await host.lay(1);
  const old = await host.screenLink();
  const { page } = await watch(browser, old);
  await reads(page, 'Take a seat');

  await host.press('Big screen');
  await host.press('Make a new link');
  await reads(page, 'This link no longer works');
  const field = host.page.getByLabel('Big screen link', { exact: true });
  await expect(field).not.toHaveValue(old);
  // Only its fragment is another, for which a browser loads no page.
  await page.goto(await field.inputValue());
  await reads(page, 'Take a seat');
});
