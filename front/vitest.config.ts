// How the front's tests run: in Node, without a browser.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  // Some go through every pair of a catalogue; how fast a machine is, is not what they test.
  test: { environment: 'node', include: ['tests/**/*.test.ts'], testTimeout: 60_000 },
});
