import type { FileHandle } from 'node:fs/promises';
import { open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunEvent } from '../reasoning/events.ts';
import { imageFileName, toStored } from './codec.ts';
import type { RunStoreError } from './errors.ts';
import { storeError } from './errors.ts';

/** Events after which the record is forced to the disk. Thoughts stream in small pieces and ride along with the next one. */
const DURABLE = new Set<RunEvent['type']>(['started', 'code', 'observation', 'answer', 'failed']);

/**
 * Appends the events of one run to its record as they happen. Each line is handed to the operating system before
 * `append` resolves, so a crash of this process loses nothing; durable events also survive a crash of the machine.
 */
export class RunWriter {
  #queue: Promise<void> = Promise.resolve();
  #failure: RunStoreError | undefined;

  constructor(
    readonly run: string,
    /** Folder of the run. */
    readonly folder: string,
    private readonly record: FileHandle,
  ) {}

  /** Absolute path where the image of this name lies, or will lie: `t2-1`, or a figure's id for its preview. */
  imagePath(name: string): string {
    return join(this.folder, imageFileName(name));
  }

  /**
   * Appends one event; images are written before the line that names them. Calls keep their order.
   * @throws RunStoreError when the disk is full or not writable; all later calls then fail alike, because a record with a
   *   hole would not be the run
   */
  append(event: RunEvent): Promise<void> {
    const done = this.#queue.then(() => this.#write(event));
    // A failure reaches the caller through `done`; the queue itself goes on to the next caller, who gets it too.
    this.#queue = done.catch(() => undefined);
    return done;
  }

  async #write(event: RunEvent): Promise<void> {
    if (this.#failure) throw this.#failure;
    try {
      const { stored, images } = toStored(event);
      for (const { file, png } of images) await writeWhole(join(this.folder, file), png);
      await this.record.appendFile(`${JSON.stringify(stored)}\n`);
      if (DURABLE.has(event.type)) await this.record.datasync();
    } catch (error) {
      this.#failure = storeError(error, 'record the run', this.folder);
      throw this.#failure;
    }
  }

  /** Waits for what is under way and closes the record. */
  async close(): Promise<void> {
    await this.#queue;
    await this.record.close();
  }
}

/** Writes a file so that it is either whole or not there under its name. */
async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  const part = `${path}.part`;
  try {
    const file = await open(part, 'w');
    try {
      await file.writeFile(bytes);
      await file.datasync();
    } finally {
      await file.close();
    }
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}
