// `npm run schemas`: writes media/schemas/*.json, by which editors check models and profile files, from the code's own schemas.
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { root } from './ensure.mjs';

const folder = join(root, 'media', 'schemas');
// Older versions of Node cannot import TypeScript.
const bundle = join(root, 'dist', 'schemas.mjs');

await build({
  absWorkingDir: root,
  entryPoints: ['src/models/servers/schemas.ts'],
  outfile: bundle,
  bundle: true,
  platform: 'node',
  format: 'esm',
  logLevel: 'warning',
});
const { editorSchemas } = await import(pathToFileURL(bundle).href);
await mkdir(folder, { recursive: true });
for (const [name, schema] of Object.entries(editorSchemas())) {
  await writeFile(join(folder, name), `${JSON.stringify(schema, undefined, 2)}\n`);
  console.log(`media/schemas/${name}`);
}
await rm(bundle);
