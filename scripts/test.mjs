// `npm test`: installs and builds what is missing, then type check, lint and all tests.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ensureBuilt, ensureInstalled, ensureNode, root } from './ensure.mjs';

ensureNode();
await ensureInstalled();
await ensureBuilt();

/** @param {string} name @param {string} script @param {string[]} args */
function step(name, script, args) {
  process.stderr.write(`\n— ${name}\n`);
  const command = [join(root, 'node_modules', script), ...args];
  const { status } = spawnSync(process.execPath, command, { cwd: root, stdio: 'inherit' });
  if (status !== 0) {
    process.stderr.write(`${name} failed.\n`);
    process.exit(status ?? 1);
  }
}

const only = process.argv.slice(2);
if (only.length === 0) {
  step('types', 'typescript/bin/tsc', ['--noEmit']);
  step('types of the page', 'typescript/bin/tsc', ['--noEmit', '-p', 'webview']);
  step('lint', 'eslint/bin/eslint.js', ['.', '--max-warnings', '0']);
  step('format', 'prettier/bin/prettier.cjs', ['--check', '--log-level', 'warn', '.']);
}
// The projects `page` and `e2e` need a browser: `npm run e2e`.
step('tests', 'vitest/vitest.mjs', [
  'run',
  '--project',
  'unit',
  '--project',
  'integration',
  ...only,
]);
