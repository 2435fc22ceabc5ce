import { createHash } from 'node:crypto';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Figures that have no file of their own (clipboard, notebook outputs, other file systems), kept under the hash of their bytes. */
export class FigureFiles {
  constructor(readonly folder: string) {}

  /** Writes the bytes once and gives the file's path. The ending tells the format only to people. */
  async keep(bytes: Uint8Array, extension: string): Promise<string> {
    const name = createHash('sha256').update(bytes).digest('hex');
    const path = join(
      this.folder,
      `${name}${/^\.[a-z0-9]{1,5}$/iu.test(extension) ? extension : ''}`,
    );
    await mkdir(this.folder, { recursive: true });
    const part = `${path}.${process.pid}.part`;
    await writeFile(part, bytes);
    await rename(part, path);
    return path;
  }

  /** Deletes what nobody names any more. */
  async keepOnly(paths: ReadonlySet<string>): Promise<void> {
    const names = await readdir(this.folder).catch(() => []);
    const unused = names.map((name) => join(this.folder, name)).filter((path) => !paths.has(path));
    await Promise.all(unused.map((path) => rm(path, { force: true })));
  }
}
