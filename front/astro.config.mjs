// How the pages are built: static files, React islands, Tailwind.
import react from '@astrojs/react';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'astro/config';
import { deployed } from './deploy/deployed.ts';

/** A part that is loaded later takes what it shares with its page from the page's own file, not from a third one. */
const fewerFiles = {
  name: 'fewer-files',
  configEnvironment: (environment) =>
    environment === 'client'
      ? { build: { rolldownOptions: { preserveEntrySignatures: 'allow-extension' } } }
      : undefined,
};

export default defineConfig({
  output: 'static',
  // `play.html` rather than `play/index.html`: `/play?code=…` is answered without a redirect.
  build: { format: 'file' },
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
