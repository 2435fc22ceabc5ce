// `npm run test-server -- --engine vllm --model nuclei`: a server that behaves like an engine and plays a scripted model, for trying
// Figscope without one. It is the server that the tests use.
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { ensureInstalled, ensureNode, root } from './ensure.mjs';

ensureNode();
await ensureInstalled();

// Older versions of Node cannot import TypeScript.
const bundle = join(root, '.cache', `testServer-${process.pid}.mjs`);
await mkdir(join(root, '.cache'), { recursive: true });
await build({
  absWorkingDir: root,
  entryPoints: ['test/fixtures/servers/main.ts'],
  outfile: bundle,
  bundle: true,
  platform: 'node',
  format: 'esm',
  logLevel: 'warning',
});
try {
  const { main } = await import(pathToFileURL(bundle).href);
  await rm(bundle);
  const code = await main(process.argv.slice(2));
  if (code !== undefined) process.exitCode = code;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
