// A French phone at an English host's table: each reads their own language, and changes it without losing the seat.
import { expect, test, type Page } from '@playwright/test';
import { fr as frenchHost } from '../../front/src/words/french/host';
import { fr as frenchParticipant } from '../../front/src/words/french/participant';
import { fr as frenchShared } from '../../front/src/words/french/shared';
import { hostWords } from '../../front/src/words/host';
import { participantWords } from '../../front/src/words/participant';
import { sharedWords } from '../../front/src/words/shared';
import { Host, phone } from './table';

const sentences = (words: object): string[] =>
  Object.values(words).flatMap((said: unknown) =>
    typeof said === 'string' ? [said] : typeof said === 'object' && said ? sentences(said) : [],
  );

const french = new Set(sentences([frenchParticipant, frenchShared]));
const english = sentences([participantWords, sharedWords]).filter((sentence) => !french.has(sentence));

/** Its words alone, each between spaces. */
const bare = (text: string) => ` ${text.replace(/\P{L}+/gu, ' ').trim()} `;

/** Nothing that can be seen or heard is a sentence of the English catalogue, or has the words of one. */
async function readsOnlyFrench(page: Page) {
  const shown = await page.locator('body').ariaSnapshot();
  expect(english.filter((sentence) => bare(shown).includes(bare(sentence)))).toEqual([]);
  expect(shown).not.toMatch(/\b(the|you|your|wine|time|of|had)\b/i);
}

test('a French phone and an English host play a question', async ({ browser }) => {
  const host = await Host.arrive(browser);
  const code = await host.lay(1);

  const context = await browser.newContext({ ...phone, locale: 'fr-FR' });
  const page = await context.newPage();
  page.on('pageerror', (error) => expect(error.message).toBe(''));
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
  const reads = (name: string) => expect(page.getByRole('heading', { name })).toBeVisible();

  await page.goto('/');
  await expect(page.locator('html')).toHaveAttribute('lang', 'fr');
  await expect(page.getByRole('link')).toHaveText(['Je participe', 'Je suis l’hôte']);
  await readsOnlyFrench(page);
  await page.getByRole('link', { name: 'Je participe' }).click();
  await expect(page).toHaveTitle('Participer · Sommelier Arena');

  await page.getByLabel('Code de la dégustation').fill('0000');
  await press('Rejoindre');
  await expect(page.getByRole('alert')).toHaveText(frenchShared.troubles.SESSION_NOT_FOUND);
  await readsOnlyFrench(page);

  await page.getByLabel('Code de la dégustation').fill(code);
  await press('Rejoindre');
  await reads('En attente de l’hôte');
  await readsOnlyFrench(page);

  const handle = new URL(page.url()).searchParams.get('id');
  await press('English');
  await reads('Waiting for host to start');
  await press('Français');
  await reads('En attente de l’hôte');
  expect(new URL(page.url()).searchParams.get('id')).toBe(handle);

  await host.press('Start Game');
  await host.reads('What color is this wine?');
  await reads('De quelle couleur est ce vin ?');
  await readsOnlyFrench(page);
  await page.locator('button[aria-pressed]').first().click();
  await expect(page.getByText('Réponse enregistrée')).toBeVisible();
  await readsOnlyFrench(page);
  await host.press('Reveal Answer');
  await reads('De quelle couleur est ce vin ?');
  await readsOnlyFrench(page);
  await host.press('Next');
  await reads('Classement');
  await readsOnlyFrench(page);
  await host.press('End');
  await host.press('End tasting');
  await reads('Résultats finaux');
  await readsOnlyFrench(page);
});

test('the pages are English for whoever prefers a language that they lack', async ({ browser }) => {
  const page = await (await browser.newContext({ ...phone, locale: 'de-DE' })).newPage();
  await page.goto('/');
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await expect(page.getByRole('link')).toHaveText(['Join as Participant', "I'm the Host"]);
});

test('on a laptop the whole invitation is in sight, also where it says that phones cannot come in', async ({
  browser,
}) => {
  for (const [locale, words] of [
    ['en-GB', hostWords],
    ['fr-FR', frenchHost],
  ] as const) {
    const { page, press } = await Host.arrive(browser, { viewport: { width: 1280, height: 800 }, locale });
    await press(words.dashboard.create);
    await press(words.form.create);
    await expect(page.getByText(words.lobby.onlyHere)).toBeVisible();
    await expect(page.locator('main svg[role=img]')).toBeVisible();
    const button = await page.getByRole('button', { name: words.bigScreen.title, exact: true }).boundingBox();
    const bar = await page.locator('main > .sticky').boundingBox();
    expect((button?.y ?? Infinity) + (button?.height ?? 0), locale).toBeLessThan(bar?.y ?? 0);
  }
});
