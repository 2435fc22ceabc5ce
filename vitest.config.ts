import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** The editor's module exists in the editor alone; unit tests get a thin fake of it. */
const alias = { vscode: fileURLToPath(new URL('test/fixtures/vscode.ts', import.meta.url)) };

/** Unit tests are pure and quick; integration tests start real processes and get more time and fewer workers. */
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
    ],
  },
});
