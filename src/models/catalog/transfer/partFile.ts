import { createHash, type Hash } from 'node:crypto';
import { constants } from 'node:fs';
import { open, readFile, rename, rm, type FileHandle } from 'node:fs/promises';
import * as z from 'zod';
import { diskError, pieces, writeSmall } from './files.ts';

/** What is known of the version that a part is of. */
const versionSchema = z.object({
  /** ETag of the host that the bytes came from. */
  etag: z.string().optional(),
  /** sha256 or git's hash of the whole content, by the hub. */
  content: z.string().optional(),
});
export type PartVersion = z.infer<typeof versionSchema>;

const NOTE_BYTES = 4096;

/** A file that is coming: `NAME.part`, and beside it a note on its version, so that two versions are never joined. */
export class PartFile {
  readonly #target: string;
  readonly #file: FileHandle;
  #hash: Hash = createHash('sha256');
  #length = 0;
  #version: PartVersion;

  private constructor(target: string, file: FileHandle, version: PartVersion) {
    this.#target = target;
    this.#file = file;
    this.#version = version;
  }

  /** Opens the part of a file, with what came before. @throws CatalogError `disk` */
  static async open(target: string, signal: AbortSignal): Promise<PartFile> {
    const path = `${target}.part`;
    try {
      let file = await open(path, FLAGS, 0o644);
      const { size, nlink } = await file.stat();
      // A second name of the file could be anywhere.
      if (nlink > 1) {
        await file.close();
        await rm(path);
        file = await open(path, FLAGS, 0o644);
      }
      const part = new PartFile(target, file, await readNote(noteOf(target)));
      try {
        if (nlink <= 1) await part.#takeUp(size, signal);
      } catch (error) {
        await file.close();
        throw error;
      }
      return part;
    } catch (error) {
      signal.throwIfAborted();
      throw diskError(error, path);
    }
  }

  /** Bytes that are there. */
  get length(): number {
    return this.#length;
  }

  get version(): PartVersion {
    return this.#version;
  }

  /** sha256 of what is there. */
  sha256(): string {
    return this.#hash.copy().digest('hex');
  }

  /** Git's hash of what is there. */
  async gitSha1(signal: AbortSignal): Promise<string> {
    const hash = createHash('sha1').update(`blob ${this.#length}\0`);
    for await (const piece of pieces(this.#file, signal, this.#length)) hash.update(piece);
    return hash.digest('hex');
  }

  /** Notes the version that is coming, before its first byte. */
  async note(version: PartVersion): Promise<void> {
    this.#version = version;
    await writeSmall(noteOf(this.#target), JSON.stringify(version));
  }

  async write(bytes: Uint8Array): Promise<void> {
    await this.#disk(() => this.#writeAll(bytes));
    this.#hash.update(bytes);
    this.#length += bytes.length;
  }

  /** Drops what is there. */
  async restart(): Promise<void> {
    await this.#disk(() => this.#file.truncate(0));
    this.#hash = createHash('sha256');
    this.#length = 0;
    this.#version = {};
  }

  /** The file is whole: it gets its name. */
  async finish(): Promise<void> {
    await this.#disk(async () => {
      await this.#file.sync();
      await this.#file.close();
      await rename(`${this.#target}.part`, this.#target);
      await rm(noteOf(this.#target), { force: true });
    });
  }

  /** May be called after `finish`. */
  async close(): Promise<void> {
    await this.#file.close();
  }

  async #takeUp(size: number, signal: AbortSignal): Promise<void> {
    for await (const piece of pieces(this.#file, signal, size)) {
      this.#hash.update(piece);
      this.#length += piece.length;
    }
  }

  async #writeAll(bytes: Uint8Array): Promise<void> {
    for (let done = 0; done < bytes.length;) {
      const { bytesWritten } = await this.#file.write(
        bytes,
        done,
        bytes.length - done,
        this.#length + done,
      );
      done += bytesWritten;
    }
  }

  async #disk<T>(action: () => Promise<T>): Promise<T> {
    try {
      return await action();
    } catch (error) {
      throw diskError(error, this.#target);
    }
  }
}

const FLAGS = constants.O_RDWR | constants.O_CREAT | (constants.O_NOFOLLOW ?? 0);

export const noteOf = (target: string): string => `${target}.part.json`;

/** A note that cannot be read counts as none: the file is then loaded anew. */
async function readNote(path: string): Promise<PartVersion> {
  try {
    const text = await readFile(path, 'utf8');
    return text.length > NOTE_BYTES ? {} : versionSchema.parse(JSON.parse(text));
  } catch {
    return {};
  }
}
