// "Is it installed, is it built?" for npm start and npm test. Quick when nothing changed.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const buildStamp = join(root, 'dist', '.stamp');
const installStamp = join(root, 'node_modules', '.figscope-install');

/** @param {boolean} quiet @param {string} text */
const say = (quiet, text) => quiet || process.stderr.write(`${text}\n`);

/** @param {string} text @returns {never} */
function fail(text) {
  process.stderr.write(`${text}\n`);
  process.exit(1);
}

/** Checks the Node version; the first thing a new user may have wrong. */
export function ensureNode() {
  const [major] = process.versions.node.split('.').map(Number);
  if ((major ?? 0) < 20)
    fail(`Figscope needs Node 20 or newer; this is ${process.version}. See https://nodejs.org.`);
}

/** Runs `npm ci` unless node_modules already matches package-lock.json. */
export async function ensureInstalled({ quiet = false } = {}) {
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  if (existsSync(installStamp) && readFileSync(installStamp, 'utf8') === lock) return;
  say(quiet, 'Installing packages (once)…');
  // npm's own report goes to stderr: stdout belongs to the command that runs next.
  const npm = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (npm.status !== 0)
    fail('npm ci failed: see its message above. Is the npm registry reachable?');
  await writeFile(installStamp, lock);
}

/** @param {string} folder @param {import('node:crypto').Hash} hash */
async function fingerprint(folder, hash) {
  const entries = await readdir(folder, { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (entry.name !== '__pycache__') await fingerprint(path, hash);
    } else {
      const { mtimeMs, size } = await stat(path);
      hash.update(`${path.slice(root.length)}\0${mtimeMs}\0${size}\n`);
    }
  }
}

async function sourcesStamp() {
  const hash = createHash('sha256');
  for (const folder of ['src', 'webview', 'scripts']) await fingerprint(join(root, folder), hash);
  hash.update(await readFile(join(root, 'package-lock.json')));
  return hash.digest('hex');
}

/** Remembers which sources dist/ was built from. */
export async function writeStamp() {
  await mkdir(dirname(buildStamp), { recursive: true });
  await writeFile(buildStamp, await sourcesStamp());
}

/** Builds unless dist/ was built from just these sources. */
export async function ensureBuilt({ quiet = false } = {}) {
  if (existsSync(buildStamp) && (await readFile(buildStamp, 'utf8')) === (await sourcesStamp()))
    return;
  say(quiet, 'Building…');
  const { buildAll } = await import('./build.mjs');
  await buildAll();
}
