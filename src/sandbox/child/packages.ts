import type { PyodideInterface } from 'pyodide';
import type { Ready } from '../protocol.ts';
import type { RuntimeFiles } from './runtimeFiles.ts';

/** Folder of figkit and of the runtime's Python half, inside Python's file system. */
export const OWN_PYTHON = '/lib/figscope';
export const SITE_PACKAGES = '/lib/python3.13/site-packages';
const WHEELS = 'wheels/';

/** Names and versions of the bundled wheels. */
export function bundledPackages(files: RuntimeFiles): Ready['packages'] {
  return files.list(WHEELS).map((name) => {
    const [distribution = name, version = ''] = name.split('-');
    return { name: distribution.replaceAll('_', '-'), version, available: true, from: 'bundle' };
  });
}

/**
 * Reads the wheels and our own Python now; the function it gives installs them later, when nothing can be read any more. For the build:
 * the sandbox process itself has no wheels, but what the build made of them.
 */
export function readPackages(files: RuntimeFiles): (python: PyodideInterface) => void {
  const wheels = files.list(WHEELS).map((name) => files.read(WHEELS + name));
  const own = files.list('python/').map((path) => ({ path, bytes: files.read(`python/${path}`) }));
  return (python) => {
    for (const bytes of wheels) installWheel(python, bytes);
    for (const { path, bytes } of own) {
      const target = `${OWN_PYTHON}/${path}`;
      python.FS.mkdirTree(target.slice(0, target.lastIndexOf('/')));
      python.FS.writeFile(target, bytes);
    }
    findOwnPython(python);
  };
}

/** Lets Python import figkit; a snapshot has this in its memory. */
export function findOwnPython(python: PyodideInterface): void {
  python.runPython(`import sys; sys.path.insert(0, '${OWN_PYTHON}')`);
}

/** Unpacks a wheel; its bytes must have been verified before. */
export function installWheel(python: PyodideInterface, bytes: Uint8Array): void {
  python.unpackArchive(bytes, 'wheel', { extractDir: SITE_PACKAGES });
}
