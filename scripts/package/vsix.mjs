// Makes one platform's VSIX from its staged folder, under vsce's own rules.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createVSIX } from '@vscode/vsce';
import { root } from '../ensure.mjs';
import { stage } from './stage.mjs';

/** Where a platform's files are laid out. @param {string} target */
export const stagingFolder = (target) => join(root, '.cache/package', target);

/**
 * @param {string} target
 * @returns {Promise<{ target: string, path: string }>} the file, in vsix/
 */
export async function makeVsix(target) {
  const folder = stagingFolder(target);
  await stage(target, folder);
  // vsce wants to see that somebody thought about what gets in: the list of contents is that.
  await writeFile(join(folder, '.vscodeignore'), '');
  const { name, version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const path = join(root, 'vsix', `${name}-${target}-${version}.vsix`);
  await mkdir(join(root, 'vsix'), { recursive: true });
  await createVSIX({
    cwd: folder,
    target,
    packagePath: path,
    dependencies: false,
    // The project has no public repository yet; the staged README links to nothing relative.
    allowMissingRepository: true,
    rewriteRelativeLinks: false,
  });
  return { target, path };
}
