// How the pages are built: static files, React islands, Tailwind.
import react from '@astrojs/react';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'astro/config';
import { deployed } from './deploy/deployed.ts';

/** What several pages share: each imports only what stands before it. */
const IN_ORDER = ['rolldown-runtime', 'client', 'basics', 'live'];

/** What the home page takes, too. */
const BASICS = /src\/(room|words|words\/french)\/(memory|language|light|typeset)\.ts$/;

/** Whether this page's first file needs `module`: what is imported while the page runs does not count. */
function needs(page, module, bundle, seen = new Set()) {
  if (module.endsWith(page)) return true;
  if (seen.has(module)) return false;
  seen.add(module);
  return (bundle.getModuleInfo(module)?.importers ?? []).some((one) => needs(page, one, bundle, seen));
}

/**
 * Each file may cost a phone a trip of its own, so there are five up to the first question: React, what every page has, what the live pages
 * share with the participant's, that, and the bundler's own helpers. A part that is loaded later takes what it shares with its page from the page's own file.
 */
const fewerFiles = {
  name: 'fewer-files',
  generateBundle(_, bundle) {
    // Else files could wait for each other, in the built pages only.
    for (const { name, fileName, imports = [] } of Object.values(bundle)) {
      const late = imports.find((one) => IN_ORDER.indexOf(bundle[one]?.name) >= IN_ORDER.indexOf(name));
      if (late && IN_ORDER.includes(name)) this.error(`${fileName} imports ${late}, which comes after it.`);
    }
  },
  configEnvironment: (environment) =>
    environment === 'client'
      ? {
          build: {
            rolldownOptions: {
              preserveEntrySignatures: 'allow-extension',
              output: {
                codeSplitting: {
                  includeDependenciesRecursively: false,
                  groups: [
                    { name: 'react', test: /node_modules\/(react|react-dom|scheduler|@astrojs\/react)\// },
                    { name: 'basics', test: BASICS },
                    {
                      name: (module, context) =>
                        needs('ParticipantPage.tsx', module, context) &&
                        ['HostPage.tsx', 'ScreenPage.tsx'].some((page) => needs(page, module, context))
                          ? 'live'
                          : null,
                    },
                  ],
                },
              },
            },
          },
        }
      : undefined,
};

export default defineConfig({
  output: 'static',
  // `play.html` rather than `play/index.html`: `/play?code=…` is answered without a redirect.
  // The styles stand in the page: its first paint waits for nothing else, and the two together are one round trip.
  build: { format: 'file', inlineStylesheets: 'always' },
  // A phone on the same Wi-Fi opens the dev server by whatever address this machine has.
  server: { allowedHosts: true },
  devToolbar: { enabled: false },
  integrations: [react(), deployed()],
  vite: {
    plugins: [tailwindcss(), fewerFiles],
    // Every package is found when the dev server starts: one that is found later reloads the page under its reader.
    optimizeDeps: { entries: ['src/**/*.{ts,tsx}'] },
  },
});
