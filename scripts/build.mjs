// Bundles the command line and the sandbox child, and assembles the sandbox's runtime folder.
import { rm } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { assembleRuntime } from './runtime.mjs';
import { root, writeStamp } from './ensure.mjs';

/** @type {import('esbuild').BuildOptions} */
export const bundling = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  sourcemap: 'linked',
  legalComments: 'linked',
  logLevel: 'warning',
  // CommonJS packages inside an ESM bundle still call require() for Node's built-ins.
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module';const require = __createRequire(import.meta.url);",
  },
};

/** Builds everything into dist/; figkit and the runtime files are only copied where they changed. */
export async function buildAll() {
  await rm(`${root}/dist/cli.mjs`, { force: true });
  await Promise.all([
    build({ ...bundling, entryPoints: ['src/cli/main.ts'], outfile: 'dist/cli.mjs' }),
    build({
      ...bundling,
      // The child must not be able to require() anything.
      banner: {},
      entryPoints: ['src/sandbox/child/main.ts'],
      outfile: 'dist/sandbox/child.mjs',
    }),
    assembleRuntime(`${root}/dist/sandbox/runtime`),
  ]);
  await writeStamp();
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await buildAll();
