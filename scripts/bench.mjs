// `npm run bench:<name> -- <args>`: bundles bench/<name>/main.ts and runs it on the built files; main.mjs runs as it is.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt, ensureInstalled, root } from './ensure.mjs';

const [name = '', ...args] = process.argv.slice(2);
const entry = [`${name}/main.ts`, `${name}/main.mjs`]
  .map((path) => join(root, 'bench', path))
  .find((path) => existsSync(path));
if (!entry) {
  process.stderr.write(`There is no benchmark "${name}" in bench/.\n`);
  process.exit(2);
}
await ensureInstalled();
await ensureBuilt();
const program = entry.endsWith('.mjs') ? entry : await bundle(entry);
const run = spawnSync(process.execPath, ['--enable-source-maps', program, ...args], {
  cwd: root,
  stdio: 'inherit',
});
process.exit(run.status ?? 1);

/** @param {string} source */
async function bundle(source) {
  const { build } = await import('esbuild');
  const { bundling } = await import('./build.mjs');
  // Beside dist/sandbox, where the bundle of the command line lies too: it finds the sandbox in the same way.
  const outfile = join(root, 'dist', `bench-${name}.mjs`);
  await build({ ...bundling, entryPoints: [source], outfile });
  return outfile;
}
