// The pictures of the documentation, taken anew (`npm run pictures`).
import { test } from '@playwright/test';
import { evening } from '../../front/tests/variants/evening';
import { stage } from './stage';

for (const { variant, viewport, file } of evening)
  test(file, async ({ browser }) => {
    const context = await browser.newContext({
      ...{ baseURL: process.env.DEPLOYED_URL, locale: 'en', serviceWorkers: 'block' },
      ...{ reducedMotion: 'reduce', colorScheme: 'dark', viewport },
    });
    const page = await stage(context, variant.row);
    // On a phone one scrolls.
    const fullPage = viewport.width < 500;
    await page.screenshot({ path: `docs-site/static/evening/${file}.png`, fullPage });
    await context.close();
  });
