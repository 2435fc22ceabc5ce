// Bundles the command line, the extension, its page and the sandbox child, and assembles the sandbox's runtime folder.
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

/** What src/extension/later.ts exports is a bundle of its own, which is not even read before the first use. @type {import('esbuild').Plugin} */
const appIsApart = {
  name: 'app-is-apart',
  setup({ onResolve }) {
    onResolve({ filter: /(^\.\/(app|doctor|work)|\/models\/analyst\/index)\.ts$/ }, ({ kind }) =>
      kind === 'dynamic-import' ? { path: './app.cjs', external: true } : undefined,
    );
  },
};

/** What VS Code loads: CommonJS, which every version takes; `import.meta.url` becomes the bundle's own address. @type {import('esbuild').BuildOptions} */
export const extension = {
  ...bundling,
  plugins: [appIsApart],
  entryPoints: ['src/extension/main.ts'],
  outfile: 'dist/extension.cjs',
  format: 'cjs',
  external: ['vscode'],
  define: { 'import.meta.url': '__bundleUrl' },
  banner: { js: "const __bundleUrl = require('node:url').pathToFileURL(__filename).href;" },
};

/** What the extension does, loaded by `extension` at the first use. @type {import('esbuild').BuildOptions} */
export const app = {
  ...extension,
  plugins: [],
  entryPoints: ['src/extension/later.ts'],
  outfile: 'dist/app.cjs',
};

/** The panel's page: one classic script and one style sheet. @type {import('esbuild').BuildOptions} */
export const page = {
  absWorkingDir: root,
  bundle: true,
  platform: 'browser',
  format: 'iife',
  // Chromium of the oldest VS Code that we support (1.100: Electron 34).
  target: 'chrome132',
  entryPoints: { main: 'webview/main.tsx' },
  outdir: 'dist/webview',
  jsx: 'automatic',
  jsxImportSource: 'preact',
  minify: true,
  sourcemap: 'linked',
  legalComments: 'linked',
  logLevel: 'warning',
};

/** The sandbox process' program. @type {import('esbuild').BuildOptions} */
export const sandboxChild = {
  ...bundling,
  // The child must not be able to require() anything.
  banner: {},
  entryPoints: ['src/sandbox/child/main.ts'],
  outfile: 'dist/sandbox/child.mjs',
};

/** The inference process' program. ONNX Runtime is native code and stays a package of its own. @type {import('esbuild').BuildOptions} */
export const inferenceChild = {
  ...bundling,
  entryPoints: ['src/inference/child/main.ts'],
  outfile: 'dist/inference/child.mjs',
  external: ['onnxruntime-node'],
};

/** Builds everything into dist/; figkit and the runtime files are only copied where they changed. */
export async function buildAll() {
  await rm(`${root}/dist/cli.mjs`, { force: true });
  await Promise.all([
    build({ ...bundling, entryPoints: ['src/cli/main.ts'], outfile: 'dist/cli.mjs' }),
    build(sandboxChild),
    build(inferenceChild),
    build(extension),
    build(app),
    build(page),
    assembleRuntime(`${root}/dist/sandbox/runtime`),
  ]);
  await writeStamp();
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await buildAll();
