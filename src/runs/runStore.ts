import { mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { RunStoreError, storeError } from './errors.ts';
import {
  readHeader,
  readRun,
  readStored,
  RECORD_FILE,
  repairTail,
  type StoredRun,
} from './readRun.ts';
import { RECORD_VERSION, type Run, type RunHeader } from './run.ts';
import { RunWriter } from './runWriter.ts';

/** What the folder of a run may be called, so that an id can never lead out of the store. */
const RUN_ID = /^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/;

/**
 * Runs on disk: `<root>/<run id>/run.jsonl` with the images beside it. Every run has its own folder and one writer, so
 * that runs at the same time, also of several processes, need no lock.
 */
export class RunStore {
  constructor(readonly root: string) {}

  /** Makes the folder of a new run and the header of its record. Throws RunStoreError, also when the run exists already. */
  async create(
    run: string,
    about: { readonly figscope: string; readonly command?: readonly string[] },
  ): Promise<RunWriter> {
    const folder = this.folder(run);
    const header: RunHeader = {
      record: RECORD_VERSION,
      run,
      created: new Date().toISOString(),
      ...about,
    };
    try {
      await mkdir(this.root, { recursive: true });
      await mkdir(folder);
      const record = await open(join(folder, RECORD_FILE), 'ax');
      await record.appendFile(`${JSON.stringify(header)}\n`);
      return new RunWriter(run, folder, record);
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'EEXIST')
        throw new RunStoreError(`There is already a run "${run}" (${folder}).`, folder);
      throw storeError(error, 'make a folder for the run', folder);
    }
  }

  /** Goes on with a recorded run, for a follow-up question. A last line that a crash cut is removed first. */
  async resume(run: string): Promise<RunWriter> {
    const folder = this.folder(run);
    const path = join(folder, RECORD_FILE);
    try {
      await repairTail(path);
      // Without this, a missing record would be made anew, and empty.
      await stat(path);
      return new RunWriter(run, folder, await open(path, 'a'));
    } catch (error) {
      throw storeError(error, 'go on with the run', folder);
    }
  }

  /** Reads a run back with its images. Damage is tolerated and told in `problems`. */
  async read(run: string): Promise<Run> {
    return readRun(this.folder(run));
  }

  /** Reads a run back without its images. */
  async readStored(run: string): Promise<StoredRun> {
    return readStored(this.folder(run));
  }

  /** Headers of all runs, newest first. Folders that hold no run are passed over; an absent root holds none. */
  async list(): Promise<RunHeader[]> {
    let names: string[];
    try {
      names = await readdir(this.root);
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
      throw storeError(error, 'list the runs', this.root);
    }
    const headers = await Promise.all(
      names.filter((name) => RUN_ID.test(name)).map((name) => readHeader(this.folder(name))),
    );
    return headers
      .filter((header) => header !== undefined)
      .sort((a, b) => b.created.localeCompare(a.created) || b.run.localeCompare(a.run));
  }

  /** Deletes a run and its images; one that is not there counts as deleted. */
  async delete(run: string): Promise<void> {
    const folder = this.folder(run);
    try {
      await rm(folder, { recursive: true, force: true });
    } catch (error) {
      throw storeError(error, 'delete the run', folder);
    }
  }

  /** Folder of a run, whether it exists or not. */
  folder(run: string): string {
    if (!RUN_ID.test(run))
      throw new RunStoreError(`"${run}" is no run id: letters, digits, - and _ only.`, this.root);
    return join(this.root, run);
  }
}
