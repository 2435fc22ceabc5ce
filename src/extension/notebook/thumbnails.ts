import { createHash } from 'node:crypto';
import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Uri } from 'vscode';
import { isBrowserFormat } from '../figureTypes.ts';
import type { OutputImage } from './outputs.ts';

/** Larger pictures get no thumbnail: the editor would decode all of it for an icon. */
const MAX_BYTES = 2 * 1024 * 1024;
/** Each run of a cell draws new pictures. */
const MAX_FILES = 300;

/** Files with small pictures of outputs: icons are given to the editor as addresses. */
export class Thumbnails {
  readonly #folder: string;
  readonly #written = new Map<string, Promise<Uri>>();
  #pruned: Promise<void> | undefined;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** The picture's file, written once; nothing for what a browser cannot show, or not quickly. */
  async of({ bytes, ending }: OutputImage): Promise<Uri | undefined> {
    if (bytes.length > MAX_BYTES || !isBrowserFormat(`.${ending}`)) return undefined;
    const name = `${createHash('sha256').update(bytes).digest('hex').slice(0, 32)}.${ending}`;
    this.#pruned ??= this.#prune();
    await this.#pruned;
    let written = this.#written.get(name);
    if (!written) {
      written = this.#write(name, bytes);
      this.#written.set(name, written);
      written.catch(() => this.#written.delete(name));
    }
    return written;
  }

  async #write(name: string, bytes: Uint8Array): Promise<Uri> {
    const path = join(this.#folder, name);
    if (!(await exists(path))) {
      await mkdir(this.#folder, { recursive: true });
      const part = `${path}.${process.pid}.part`;
      await writeFile(part, bytes);
      await rename(part, path);
    }
    return Uri.file(path);
  }

  /** Deletes the oldest files when there are too many; once, before the first is written. */
  async #prune(): Promise<void> {
    const names = await readdir(this.#folder).catch(() => []);
    if (names.length <= MAX_FILES) return;
    const files = await Promise.all(
      names.map(async (name) => {
        const path = join(this.#folder, name);
        return {
          path,
          time: await stat(path).then(
            ({ mtimeMs }) => mtimeMs,
            () => 0,
          ),
        };
      }),
    );
    const oldest = files.sort((a, b) => a.time - b.time).slice(0, -MAX_FILES / 2);
    await Promise.all(oldest.map(({ path }) => rm(path, { force: true })));
  }
}

function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
