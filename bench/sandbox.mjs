// npm run bench:sandbox — bundles bench/sandbox/main.ts and runs it. `-- --runs 3` for fewer repetitions.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { ensureBuilt, root } from '../scripts/ensure.mjs';

await ensureBuilt();
const outfile = join(root, 'dist/benchSandbox.mjs');
await build({
  absWorkingDir: root,
  entryPoints: ['bench/sandbox/main.ts'],
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  outfile,
  logLevel: 'warning',
});
await import(pathToFileURL(outfile).href);
