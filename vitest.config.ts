import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** The editor's module exists in the editor alone; unit tests get a thin fake of it. */
const alias = { vscode: fileURLToPath(new URL('test/fixtures/vscode.ts', import.meta.url)) };

/** Unit tests are pure and quick; integration tests start real processes and get more time and fewer workers. `npm test` runs these two. */
export default defineConfig({
  test: {
    projects: [
      { resolve: { alias }, test: { name: 'unit', include: ['test/unit/**/*.test.ts'] } },
      {
        test: {
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
          globalSetup: ['test/integration/globalSetup.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          maxWorkers: 2,
          // After the unit tests: real processes need the cores for themselves.
          sequence: { groupOrder: 1 },
          pool: 'forks',
        },
      },
      // Not part of `npm test`: they need a browser, and the second a VS Code as well (`npm run e2e`).
      {
        test: {
          name: 'page',
          include: ['test/e2e/page/**/*.test.ts'],
          expect: { poll: { timeout: 20_000 } },
          testTimeout: 60_000,
          hookTimeout: 60_000,
          maxWorkers: 2,
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/vscode/**/*.test.ts'],
          // Conditions are waited for; a second, the default, is short on a busy machine.
          expect: { poll: { timeout: 60_000, interval: 100 } },
          testTimeout: 180_000,
          hookTimeout: 180_000,
          maxWorkers: 1,
          fileParallelism: false,
          sequence: { groupOrder: 3 },
          pool: 'forks',
        },
      },
    ],
  },
});
