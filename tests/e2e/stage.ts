// Sets a variant of the table on its real page: this side of the wire says what a room would say.
import type { BrowserContext, Page, WebSocketRoute } from '@playwright/test';
import { NOW } from '../../front/tests/variants/frames';
import type { Row, Step } from '../../front/tests/variants/row';

/** The page once all of the row has happened on it, in a browser that remembers nothing but what the row says. */
export async function stage(context: BrowserContext, row: Row): Promise<Page> {
  await context.setOffline(false);
  const page = await context.newPage();
  await page.addInitScript((now) => void (Date.now = () => now), NOW);
  await page.addInitScript(({ remembers = {}, tab = {} }) => {
    localStorage.clear();
    for (const [key, value] of Object.entries(remembers)) localStorage.setItem(key, value);
    for (const [key, value] of Object.entries(tab)) sessionStorage.setItem(key, value);
  }, row);
  await serve(page, row.serves ?? {});
  const room = await open(page);
  await page.goto(row.opens);
  for (const step of row.steps ?? []) await carryOut(page, room, step);
  await settled(page);
  return page;
}

/** Plain requests to either Worker; the pages themselves are the front's own. */
async function serve(page: Page, serves: Record<string, unknown>) {
  await page.route(
    (url) => /^\/(hosts|sessions|answers|suggestions|catalogue|session)\b/.test(url.pathname),
    async (route) => {
      const request = route.request();
      const answer = serves[`${request.method()} ${new URL(request.url()).pathname}`];
      if (answer === undefined) return route.abort();
      const headers = { 'access-control-allow-origin': '*', 'access-control-expose-headers': '*' };
      await route.fulfill({ json: answer, headers });
    },
  );
}

/** The page's line to its room, which is there once the page has said who it is. */
async function open(page: Page): Promise<{ line: () => Promise<WebSocketRoute> }> {
  let proven: (line: WebSocketRoute) => void;
  const line = new Promise<WebSocketRoute>((resolve) => (proven = resolve));
  await page.routeWebSocket(/\/parties\/main\//, (socket) => {
    socket.onMessage((text) => {
      if (text === 'ping') socket.send('pong');
      else proven(socket);
    });
  });
  return { line: () => line };
}

async function carryOut(page: Page, room: { line: () => Promise<WebSocketRoute> }, step: Step) {
  if ('type' in step) (await room.line()).send(JSON.stringify(step));
  else if ('press' in step) await page.locator(step.press).first().click();
  else if ('fill' in step) await page.locator(step.fill).fill(step.with);
  else if ('close' in step) await (await room.line()).close({ code: step.close });
  else if ('see' in step) await page.locator(step.see).first().waitFor();
  else await page.context().setOffline(true);
}

/** What was said has been drawn, the fonts are there, and nothing is on its way in, nor from one light to the other. */
export async function settled(page: Page) {
  await page.locator('main, [role=status]').first().waitFor({ state: 'attached' });
  await page.evaluate(async () => {
    await document.fonts.ready;
    const drawn = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    const onTheWay = () =>
      document
        .getAnimations()
        .filter(({ effect, playState }) => playState === 'running' && effect?.getTiming().iterations !== Infinity);
    // What follows the light or the width starts a frame later than they change.
    await drawn();
    while (onTheWay().length > 0) {
      for (const animation of onTheWay()) animation.finish();
      await drawn();
    }
  });
}
