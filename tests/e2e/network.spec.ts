// A bad network in a game: the banner, the countdown, taps that wait, and screens that stay.
import { expect, test, type WebSocketRoute } from '@playwright/test';
import { Guest, Host, phone } from './table';

const BANNER = 'You are offline.';

async function table(browser: Parameters<typeof Host.arrive>[0]) {
  const host = await Host.arrive(browser);
  const guest = await Guest.arrive(browser, await host.lay(1));
  await host.press('Start Game');
  await expect(guest.options).toHaveCount(4);
  const secondsLeft = async () =>
    Number(/\d+/.exec((await guest.page.getByRole('timer').getAttribute('aria-label')) ?? '')?.[0]);
  return { host, guest, page: guest.page, context: guest.page.context(), secondsLeft };
}

test('offline the countdown goes on, and a tap waits until the network is back', async ({ browser }) => {
  const { host, guest, page, context, secondsLeft } = await table(browser);
  await context.setOffline(true);
  await expect(page.getByText(BANNER)).toBeVisible();
  const before = await secondsLeft();
  await expect.poll(secondsLeft).toBeLessThan(before);

  await guest.options.nth(1).click();
  await expect(guest.options.nth(1)).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByText('Kept.')).toBeVisible();
  await host.sees('0 of 1 answered');
  await context.setOffline(false);
  await expect(page.getByText('Selection recorded')).toBeVisible();
  await expect(page.getByText(BANNER)).toBeHidden();
  await host.sees('1 of 1 answered');
});

test('a tap that comes back after the reveal is said to be too late', async ({ browser }) => {
  const { host, guest, page, context } = await table(browser);
  await guest.answers(0);
  await context.setOffline(true);
  await guest.options.nth(1).click();
  await host.press('Reveal Answer');
  await expect(page.getByText('Kept.')).toBeVisible();
  await context.setOffline(false);
  await guest.reads(/Correct!|Not this time/);
  await expect(page.getByText('Your last tap reached the table too late.')).toBeVisible();
});

test('a line that drops is taken up again, and the room goes on where it is', async ({ browser }) => {
  const host = await Host.arrive(browser);
  const page = await (await browser.newContext(phone)).newPage();
  const lines: WebSocketRoute[] = [];
  await page.routeWebSocket(/\/parties\//, (line) => {
    line.connectToServer();
    lines.push(line);
  });
  const guest = await Guest.join(page, await host.lay(1));
  await host.press('Start Game');
  await guest.answers(3);
  await lines[0]?.close({ code: 1012 });
  await expect(guest.options.nth(3)).toHaveAttribute('aria-pressed', 'true');
  await expect.poll(() => lines.length).toBe(2);
  await guest.answers(2);
  await host.press('Reveal Answer');
  await guest.reads(/Correct!|Not this time/);
});

test('phones whose clocks are 10 s apart count down together', async ({ browser }) => {
  const host = await Host.arrive(browser);
  const code = await host.lay(1);
  const guests = [];
  for (const off of [-5_000, 5_000]) {
    const page = await (await browser.newContext(phone)).newPage();
    await page.addInitScript((ms) => {
      const right = Date.now;
      Date.now = () => right() + ms;
    }, off);
    guests.push(await Guest.join(page, code));
  }
  // A page's first ping leaves while it is busy with itself; a second after its answer it asks once more.
  await host.page.waitForTimeout(2_500);
  await host.press('Start Game');
  // A screen may change late, never early: the earliest of several changes says when it takes the question to end.
  const ends = guests.map(({ page }) =>
    page.getByRole('timer').evaluate(async (timer) => {
      const seen: number[] = [];
      while (seen.length < 8) {
        await new Promise<void>((changed) => {
          const watch = new MutationObserver(() => (watch.disconnect(), changed()));
          watch.observe(timer, { attributeFilter: ['aria-label'] });
        });
        const seconds = Number(/\d+/.exec(timer.getAttribute('aria-label') ?? '')?.[0]);
        seen.push(performance.timeOrigin + performance.now() + 1_000 * seconds);
      }
      return Math.min(...seen);
    }),
  );
  const [behind = 0, ahead = 0] = await Promise.all(ends);
  console.log(`The two countdowns end ${Math.abs(ahead - behind).toFixed(0)} ms apart.`);
  expect(Math.abs(ahead - behind)).toBeLessThanOrEqual(150);
});
