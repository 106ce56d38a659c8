// The pages as they are deployed: how much they load, what their headers forbid, how they open without a network.
import { expect, test, type Page } from '@playwright/test';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { laterFilesOf } from '../../front/deploy/files';
import { workerOf } from '../../front/deploy/offline';
import { Guest, Host, phone } from './table';

const { DEPLOYED_FOLDER: folder = '', DEPLOYED_URL: baseURL = '' } = process.env;
const MOST_BYTES = 75_000;

test.use({ baseURL });

/** What the page of the participants fetches when it comes to it. */
const later = () => laterFilesOf(folder, [readFileSync(`${folder}play.html`, 'utf8')]);

const kept = (page: Page) => page.evaluate(async () => void (await navigator.serviceWorker.ready));
const heading = (page: Page) => page.getByRole('heading', { name: 'Join a tasting' });

test('an evening under the policy of the headers, with at most 75 KB of scripts up to the first question', async ({
  browser,
}) => {
  const host = await Host.arrive(browser);
  const code = await host.lay(1);
  const page = await (await browser.newContext(phone)).newPage();
  const scripts = new Set<string>();
  page.context().on('response', (response) => {
    const { pathname } = new URL(response.url());
    // What the worker keeps for later it fetches when the page has what it needs.
    if (response.request().serviceWorker() && later().includes(pathname)) return;
    if (pathname.endsWith('.js')) scripts.add(pathname);
  });
  const guest = await Guest.join(page, code);
  await kept(page);
  await host.press('Start Game');
  await expect(guest.options).toHaveCount(4);
  const sizes = [...scripts].map((path) => ({
    path,
    bytes: gzipSync(readFileSync(folder + path), { level: 9 }).length,
  }));
  const sum = sizes.reduce((total, { bytes }) => total + bytes, 0);
  console.log(`/play loads ${sum} bytes of gzipped scripts up to the first question.`);
  expect(sum, JSON.stringify(sizes, null, 2)).toBeLessThanOrEqual(MOST_BYTES);
  expect(scripts).toContain('/sw.js');

  await guest.answers(1);
  await host.press('Reveal Answer');
  await guest.reads(/Correct!|Not this time/);
  await host.press('Next');
  await guest.reads('Standings');
  await host.press('End');
  await host.press('End tasting');
  await guest.reads('Final Results');
});

test('without JavaScript every page says that it needs it, in sight', async ({ browser }) => {
  const page = await (await browser.newContext({ ...phone, baseURL, javaScriptEnabled: false })).newPage();
  for (const path of ['/', '/play', '/host', '/screen', '/admin']) {
    await page.goto(path);
    // By its element: Playwright looks for no text in there.
    const words = page.locator('noscript p').first();
    await expect(words, path).toHaveText(/needs JavaScript/);
    await expect(words, path).toBeVisible();
    expect((await words.boundingBox())?.y, path).toBeLessThan(phone.viewport.height / 2);
  }
});

test('a page whose program does not come says so, and can be asked for again', async ({ page, context }) => {
  await context.route('**/*.js', (route) => route.abort());
  await page.goto('/play?code=5720');
  const words = page.getByText('Still on its way');
  await expect(words).toBeHidden();
  await expect(words).toBeVisible({ timeout: 15_000 });
  await context.unroute('**/*.js');
  await page.getByRole('link', { name: 'Try again' }).click();
  await expect(page.getByLabel('Tasting code')).toHaveValue('5720');
});

test('a script that nobody deployed does not run, and nobody frames a page', async ({ page, request }) => {
  const headers = (await request.get('/play')).headers();
  expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
  expect(headers['content-security-policy']).not.toContain('unsafe');
  expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' });

  await page.goto('/');
  const refused = page.waitForEvent('console', (message) => message.text().includes('Content Security Policy'));
  const ran = await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'document.title = "ran"';
    document.head.append(script);
    return document.title;
  });
  expect(ran).not.toBe('ran');
  await refused;
});

test('without a network the join form opens, and nothing else is answered for', async ({ page, context }) => {
  await page.goto('/play');
  await kept(page);
  await context.setOffline(true);
  await page.goto('/play?code=5720');
  await expect(page.getByLabel('Tasting code')).toHaveValue('5720');
  await page.goto('/');
  await expect(page.getByRole('heading', { name: 'Sommelier Arena' })).toBeVisible();
  for (const address of ['/host', '/admin', '/docs', '/docs/play', '/health', '/parties/main/5720', '/sw.js'])
    await expect(page.goto(address), address).rejects.toThrow('ERR_INTERNET_DISCONNECTED');
});

test('a newer version waits for the end of the game, and takes over at the join form', async ({ browser }) => {
  const [play, worker] = [`${folder}play.html`, `${folder}sw.js`];
  const [earlierPlay, earlierWorker] = [readFileSync(play), readFileSync(worker)];
  try {
    const host = await Host.arrive(browser);
    const guest = await Guest.arrive(browser, await host.lay(1));
    const { page } = guest;
    await kept(page);
    await page.reload();
    await guest.waits();
    await host.press('Start Game');

    writeFileSync(play, String(earlierPlay).replace(/(<title[^>]*>)[^<]*/, '$1Newer'));
    writeFileSync(worker, workerOf(folder));
    await page.evaluate(async () => {
      const worker = await navigator.serviceWorker.ready;
      const installed = new Promise((resolve) =>
        worker.addEventListener('updatefound', () =>
          worker.installing?.addEventListener('statechange', () => worker.waiting && resolve(worker)),
        ),
      );
      await worker.update();
      await installed;
    });
    await guest.answers(2);
    await page.reload();
    await expect(guest.options.nth(2)).toHaveAttribute('aria-pressed', 'true');
    expect(await page.title()).toContain('Join');

    await host.press('End');
    await host.press('End tasting');
    await page.getByRole('button', { name: 'Play Another Tasting' }).click();
    await expect(page).toHaveTitle(/Newer/, { timeout: 20_000 });
    await expect(heading(page)).toBeVisible();
  } finally {
    writeFileSync(play, earlierPlay);
    writeFileSync(worker, earlierWorker);
  }
});

test('a page that is kept has all its parts, though a deployment has taken them from the server', async ({
  browser,
}) => {
  const page = await (await browser.newContext(phone)).newPage();
  const host = await Host.arrive(browser);
  const code = await host.lay(1);
  await page.goto('/play');
  const paths = later();
  expect(paths.length).toBeGreaterThan(2);
  const missing = () =>
    page.evaluate(async (all) => {
      const found = await Promise.all(all.map((path) => caches.match(path)));
      return all.filter((_, at) => !found[at]);
    }, paths);
  await expect.poll(missing, { timeout: 20_000 }).toEqual([]);

  const move = (from: string, to: string) =>
    paths.forEach((path) => renameSync(folder + path + from, folder + path + to));
  move('', '.gone');
  const fetched: string[] = [];
  page.on('response', (response) => {
    if (response.url().includes('/_astro/') && !response.fromServiceWorker()) fetched.push(response.url());
  });
  try {
    const guest = await Guest.join(page, code);
    await host.press('Start Game');
    await guest.answers(0);
    const standings = page.waitForResponse(/Standings/);
    await host.press('Reveal Answer');
    expect((await standings).fromServiceWorker()).toBe(true);
    await host.press('Next');
    await guest.reads('Standings');
    expect(fetched).toEqual([]);
  } finally {
    move('.gone', '');
  }
});

test('a window of the lobby that cannot be loaded costs nobody the lobby', async ({ browser }) => {
  const host = await Host.arrive(browser);
  const guest = await Guest.arrive(browser, await host.lay(1));
  await guest.page.route(/Qr/, (route) => route.abort());
  expect(await guest.personalLink()).toContain(guest.handle);
  await guest.waits();
});
