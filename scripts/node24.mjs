// Fetches Node 24 from npm into .cache/node24, for the tests that run the sandbox on it. Does nothing when it is there.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = join(dirname(fileURLToPath(import.meta.url)), '..', '.cache', 'node24');
const program = process.platform === 'win32' ? 'node.exe' : 'node';
const path = join(folder, 'node_modules', 'node', 'bin', program);

const works = () => existsSync(path) && spawnSync(path, ['--version']).status === 0;

if (!works()) {
  await mkdir(folder, { recursive: true });
  const flags = ['--no-save', '--no-package-lock', '--no-audit', '--no-fund', '--loglevel=error'];
  // A shell finds npm.cmd on Windows; nothing of the command line comes from outside.
  const { status } = spawnSync('npm', ['install', ...flags, '--prefix', '.', 'node@24'], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (status !== 0 || !works()) {
    console.error('Node 24 could not be fetched from npm: tests that need it are skipped.');
    process.exit(1);
  }
}
console.log(path);
