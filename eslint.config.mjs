// What ESLint asks of the scripts, the tests and the front; layout is Prettier's.
import js from '@eslint/js';
import hooks from 'eslint-plugin-react-hooks';
import globals from 'globals';
import ts from 'typescript-eslint';

export default ts.config(
  {
    ignores: [
      '**/node_modules',
      '**/dist',
      '**/.astro',
      '**/.docusaurus',
      '**/build',
      'target',
      '**/.wrangler',
      'front/src/protocol',
    ],
  },
  js.configs.recommended,
  { files: ['**/*.{ts,tsx}'], extends: [...ts.configs.strict, ...ts.configs.stylistic] },
  { files: ['front/src/**/*.{ts,tsx}'], ...hooks.configs.flat.recommended },
  { files: ['front/src/**'], languageOptions: { globals: globals.browser } },
  {
    files: [
      'scripts/**',
      'tests/**',
      '*.mjs',
      'front/*.mjs',
      'front/deploy/*.{ts,mjs}',
      'front/tests/**',
      'docs-site/*.mjs',
    ],
    languageOptions: { globals: globals.node },
  },
  { files: ['guard.mjs'], languageOptions: { globals: globals.serviceworker } },
  { files: ['front/deploy/worker.js'], languageOptions: { globals: globals.serviceworker } },
  {
    // A page's code reaches the room, the disk and the network through `front/src/room` only.
    files: ['front/src/{screens,ui,pages}/**'],
    rules: { 'no-restricted-globals': ['error', 'WebSocket', 'localStorage', 'sessionStorage', 'fetch'] },
  },
);
