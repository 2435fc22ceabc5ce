// Makes one platform's VSIX from its staged folder, under vsce's own rules.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createVSIX } from '@vscode/vsce';
import { root } from '../ensure.mjs';
import { stage } from './stage.mjs';

/**
 * @param {string} target
 * @param {{ staging?: string, output?: string }} [folders] where the files are laid out, and where the VSIX comes to lie
 * @returns {Promise<{ target: string, path: string, folder: string }>} the VSIX, and the folder it was made from
 */
export async function makeVsix(target, { staging, output } = {}) {
  const folder = staging ?? join(root, '.cache/package', target);
  const out = output ?? join(root, 'vsix');
  await stage(target, folder);
  // vsce wants to see that somebody thought about what gets in: the list of contents is that.
  await writeFile(join(folder, '.vscodeignore'), '');
  const { name, version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const path = join(out, `${name}-${target}-${version}.vsix`);
  await mkdir(out, { recursive: true });
  await createVSIX({
    cwd: folder,
    target,
    packagePath: path,
    dependencies: false,
    // The project has no public repository yet; the staged README links to nothing relative.
    allowMissingRepository: true,
    rewriteRelativeLinks: false,
  });
  return { target, path, folder };
}
