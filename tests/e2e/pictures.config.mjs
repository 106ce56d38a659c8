// How the documentation's pictures are taken: of the pages as they are deployed, and of nothing that is served beside them.
import { defineConfig } from '@playwright/test';
import evenings from './playwright.config.mjs';

export default defineConfig({
  ...evenings,
  projects: [{ testMatch: 'pictures.ts' }],
  webServer: evenings.webServer.filter(({ url }) => url.startsWith(process.env.DEPLOYED_URL)),
});
