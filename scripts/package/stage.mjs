// Lays out one platform's extension in a clean folder: what is on the list of contents, and nothing else.
import { existsSync, statSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { root } from '../ensure.mjs';
import { buildShipped } from './bundles.mjs';
import { allows, compareContents, CONTENTS, contentsFor } from './contents.mjs';
import { extensionManifest, extensionReadme, namedFiles } from './manifest.mjs';
import { collectNotices } from './notices.mjs';
import { NATIVE_PACKAGES, selectNativeFiles } from './targets.mjs';

/** Paths of all files below a folder, with slashes. @param {string} folder */
export async function listFiles(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll(sep, '/'))
    .sort();
}

/** Paths in the repository that an entry allows. @param {import('./contents.mjs').Entry} entry */
async function findEntry(entry) {
  if (!entry.path.includes('*')) return existsSync(join(root, entry.path)) ? [entry.path] : [];
  const start = dirname(entry.path.slice(0, entry.path.indexOf('*') + 1));
  const names = await readdir(join(root, start), { recursive: entry.path.includes('**') }).catch(
    () => [],
  );
  return names
    .map((name) => join(start, name).replaceAll(sep, '/'))
    .filter((path) => allows(entry, path) && statSync(join(root, path)).isFile());
}

/**
 * @param {string} target
 * @param {string} folder emptied first
 */
export async function stage(target, folder) {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const metafiles = await buildShipped(folder);
  for (const entry of CONTENTS.filter(({ made }) => !made))
    for (const path of await findEntry(entry)) await cp(join(root, path), join(folder, path));
  for (const native of NATIVE_PACKAGES) {
    const source = join(root, 'node_modules', native.name);
    for (const { from, to } of selectNativeFiles(native, target, source))
      await cp(join(source, from), join(folder, to), {
        recursive: true,
        filter: (path) => !native.leftOut?.test(path.replaceAll(sep, '/')),
      });
  }
  const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  await writeFile(join(folder, 'package.json'), extensionManifest(manifest));
  const readme = await readFile(join(root, 'README.md'), 'utf8');
  await writeFile(join(folder, 'README.md'), extensionReadme(readme));
  await writeFile(join(folder, 'THIRD_PARTY_NOTICES.txt'), await collectNotices(metafiles, target));
  const staged = await listFiles(folder);
  const { surplus, missing } = compareContents(staged, contentsFor(target));
  missing.push(...namedFiles(manifest.contributes).filter((path) => !staged.includes(path)));
  for (const field of ['main', 'icon'])
    if (!namedFiles(manifest[field]).some((path) => staged.includes(path))) missing.push(field);
  if (surplus.length > 0) throw new Error(`Not on the list of contents: ${surplus.join(', ')}`);
  if (missing.length > 0) throw new Error(`Missing in the package: ${missing.join(', ')}`);
}
