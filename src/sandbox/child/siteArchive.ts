import type { PyodideInterface } from 'pyodide';

/** Files of Python's file system in two files: a list of paths and lengths, and the contents one after another. */
export interface SiteArchive {
  readonly index: readonly (readonly [path: string, bytes: number])[];
  readonly contents: Uint8Array;
}

type FileSystem = PyodideInterface['FS'];

/** Collects all files below the folders, except those that `skip` names. */
export function packFiles(
  fs: FileSystem,
  folders: readonly string[],
  skip: (path: string) => boolean,
): SiteArchive {
  const index: [string, number][] = [];
  const parts: Uint8Array[] = [];
  const visit = (folder: string): void => {
    for (const name of fs.readdir(folder) as string[]) {
      if (name === '.' || name === '..') continue;
      const path = `${folder}/${name}`;
      if (skip(path)) continue;
      if (fs.isDir((fs.stat(path) as { mode: number }).mode)) {
        visit(path);
        continue;
      }
      const bytes = fs.readFile(path) as Uint8Array;
      index.push([path, bytes.length]);
      parts.push(bytes);
    }
  };
  folders.forEach(visit);
  const contents = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    contents.set(part, at);
    at += part.length;
  }
  return { index, contents };
}

/** Puts the files back; the file system keeps views of `contents`, nothing is copied. */
export function unpackFiles(fs: FileSystem, { index, contents }: SiteArchive): void {
  const made = new Set<string>();
  let at = 0;
  for (const [path, length] of index) {
    const folder = path.slice(0, path.lastIndexOf('/'));
    if (!made.has(folder)) {
      fs.mkdirTree(folder);
      made.add(folder);
    }
    fs.writeFile(path, contents.subarray(at, at + length), { canOwn: true });
    at += length;
  }
}
