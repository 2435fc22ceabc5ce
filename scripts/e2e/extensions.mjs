// The extension as a user gets it: packaged, and installed from its VSIX, beside a helper that tests alone have.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createVSIX } from '@vscode/vsce';
import { root } from '../ensure.mjs';
import { makeVsix } from '../package/vsix.mjs';

const TARGET = `${process.platform}-${process.arch}`;
const folder = join(root, '.cache/e2e/extensions');
const stamp = join(root, '.cache/e2e/extensions.stamp');
const helper = join(root, 'test/e2e/helper');

/** What a VSIX is made of; the built files by their times, as they are large. */
const PARTS = ['dist', 'package.json', 'package.nls.json', 'l10n', 'media', helper];

/** @param {string} path @param {import('node:crypto').Hash} hash */
async function add(path, hash) {
  const found = await stat(path).catch(() => undefined);
  if (found?.isDirectory())
    for (const name of (await readdir(path)).sort()) await add(join(path, name), hash);
  else if (found && !path.endsWith('.stamp'))
    hash.update(`${path}\0${found.mtimeMs}\0${found.size}\n`);
}

async function fingerprint() {
  const hash = createHash('sha256');
  for (const part of PARTS) await add(part === helper ? part : join(root, part), hash);
  return hash.digest('hex');
}

/**
 * An extensions folder with Figscope and the helper in it.
 * @param {string} node
 * @param {string} codeServer
 * @param {{ asIs: boolean }} options asIs: what is there is taken, changed sources or not
 */
export async function ensureExtensions(node, codeServer, { asIs }) {
  const now = await fingerprint();
  const known = existsSync(stamp) && existsSync(folder) ? await readFile(stamp, 'utf8') : undefined;
  if (known !== undefined && (asIs || known === now)) return folder;
  process.stderr.write('Packaging and installing the extension…\n');
  const vsix = await makeVsix(TARGET);
  const helperVsix = join(root, '.cache/e2e/helper.vsix');
  await createVSIX({
    cwd: helper,
    packagePath: helperVsix,
    dependencies: false,
    allowMissingRepository: true,
    skipLicense: true,
  });
  await rm(stamp, { force: true });
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const data = join(root, '.cache/e2e/install-data');
  for (const path of [vsix.path, helperVsix]) {
    const { status, stdout, stderr } = spawnSync(
      node,
      [
        codeServer,
        '--extensions-dir',
        folder,
        '--user-data-dir',
        data,
        '--install-extension',
        path,
        '--force',
      ],
      { encoding: 'utf8' },
    );
    if (status !== 0 || !stdout.includes('successfully installed'))
      throw new Error(`${path} was not installed.\n${stdout}\n${stderr}`);
  }
  await writeFile(stamp, now);
  return folder;
}
