import type { PyodideInterface } from 'pyodide';
import type { Ready } from '../protocol.ts';
import type { RuntimeFiles } from './runtimeFiles.ts';

/** Folder of figkit and of the runtime's Python half, inside Python's file system. */
const OWN_PYTHON = '/lib/figscope';

export interface LoadedPackages {
  readonly statuses: Ready['packages'];
  install(python: PyodideInterface): void;
}

/** Reads the bundled wheels and our own Python now, to be put into Python's file system later. */
export function loadPackages(files: RuntimeFiles): LoadedPackages {
  const wheels = files
    .list('wheels/')
    .map((name) => ({ name, bytes: files.read(`wheels/${name}`) }));
  const own = files.list('python/').map((path) => ({ path, bytes: files.read(`python/${path}`) }));
  return {
    statuses: wheels.map(({ name }) => {
      const [distribution = name, version = ''] = name.split('-');
      return { name: distribution.replaceAll('_', '-'), version, available: true, from: 'bundle' };
    }),
    install(python) {
      for (const { bytes } of wheels) python.unpackArchive(bytes, 'wheel');
      for (const { path, bytes } of own) {
        const target = `${OWN_PYTHON}/${path}`;
        python.FS.mkdirTree(target.slice(0, target.lastIndexOf('/')));
        python.FS.writeFile(target, bytes);
      }
      python.runPython(`import sys; sys.path.insert(0, '${OWN_PYTHON}')`);
    },
  };
}
