// How the evenings are played: in the Chromium found by `npm test`, against an arena of their own, served by `npm start`.
import { defineConfig } from '@playwright/test';
import { fileURLToPath } from 'node:url';

const ROOMS_PORT = '2099';
const ANSWERS_PORT = '2098';
const FRONT_PORT = '4421';
const DEPLOYED_PORT = '4422';
const DOCS_PORT = '4425';

const addresses = {
  PUBLIC_GAME_HOST: `localhost:${ROOMS_PORT}`,
  PUBLIC_WINE_ANSWERS_URL: `http://localhost:${ANSWERS_PORT}`,
};

// The pages as they are deployed; a test puts another build in their place.
process.env.DEPLOYED_FOLDER = fileURLToPath(new URL('../../target/test-reports/front/', import.meta.url));
process.env.DEPLOYED_URL = `http://localhost:${DEPLOYED_PORT}`;
process.env.DOCS_SERVED_URL = `http://localhost:${DOCS_PORT}`;

export default defineConfig({
  testDir: '.',
  timeout: 120_000,
  workers: 2,
  // The evenings wait for clocks, so they have the machine to themselves; the pictures after them share it.
  projects: [
    { name: 'evenings', testMatch: '*.spec.{mjs,ts}', testIgnore: 'variants.spec.ts', workers: 1 },
    {
      name: 'variants',
      testMatch: 'variants.spec.ts',
      dependencies: ['evenings'],
      fullyParallel: true,
      use: { trace: 'off' },
    },
  ],
  forbidOnly: true,
  outputDir: '../../target/test-reports/e2e',
  use: {
    baseURL: `http://localhost:${FRONT_PORT}`,
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH,
      // As root there is no sandbox to be had, and nothing here needs Chromium's own errands on the internet.
      args: ['--no-sandbox', '--disable-quic', '--disable-background-networking', '--disable-component-update'],
    },
  },
  webServer: [
    {
      command: 'node scripts/start.mjs',
      cwd: '../..',
      url: `http://localhost:${FRONT_PORT}/`,
      timeout: 240_000,
      gracefulShutdown: { signal: 'SIGTERM', timeout: 8_000 },
      env: {
        ROOMS_PORT,
        ANSWERS_PORT,
        FRONT_PORT,
        DOCS_PORT: '0',
        ...addresses,
        // Rooms and lists of its own, and the Workers as they are deployed, which the layer has just built.
        STATE_DIR: 'target/test-reports/e2e-state',
        WORKER_PROFILE: 'release',
      },
    },
    {
      command: `astro build --outDir ${process.env.DEPLOYED_FOLDER} && node ../tests/e2e/pages.mjs ${process.env.DEPLOYED_FOLDER} ${DEPLOYED_PORT}`,
      cwd: '../../front',
      url: `${process.env.DEPLOYED_URL}/`,
      timeout: 240_000,
      env: addresses,
    },
    {
      command: `node tests/e2e/docs.mjs && node tests/e2e/pages.mjs docs-site/build ${DOCS_PORT}`,
      cwd: '../..',
      url: `${process.env.DOCS_SERVED_URL}/docs/`,
      timeout: 600_000,
    },
  ],
});
