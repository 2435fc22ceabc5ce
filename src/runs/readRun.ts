import { createReadStream } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { RunEvent } from '../reasoning/events.ts';
import { fromStored, imageFiles } from './codec.ts';
import { RunStoreError, storeError } from './errors.ts';
import { RECORD_VERSION, type Run, type RunHeader } from './run.ts';
import { storedEvent, storedHeader, type StoredEvent } from './storedEvents.ts';

export const RECORD_FILE = 'run.jsonl';

/** A record as it lies on the disk, with file names in place of images. */
export interface StoredRun {
  readonly header: RunHeader;
  readonly events: readonly StoredEvent[];
  readonly problems: readonly string[];
}

/**
 * Reads the record of a run folder without its images. A last line that a crash cut is dropped in silence, as nothing was lost
 * that had happened; any other damage is passed over and told in `problems`.
 * @throws RunStoreError when there is no record, or a newer version wrote it
 */
export async function readStored(folder: string): Promise<StoredRun> {
  const path = join(folder, RECORD_FILE);
  let content: string;
  try {
    content = await readFile(path, 'utf8');
  } catch (error) {
    throw storeError(error, 'read the run', path);
  }
  // What follows the last line end is a line that was never finished.
  const lines = content.split('\n').slice(0, -1);
  const header = parseHeader(lines[0] ?? '', path);
  const problems: string[] = [];
  const events = lines.slice(1).flatMap((line, i) => parseEvent(line, i + 2, problems));
  return { header, events, problems };
}

/** Reads a run folder with its images; those that are missing come back with empty bytes. Else as `readStored`. */
export async function readRun(folder: string): Promise<Run> {
  const stored = await readStored(folder);
  const problems = [...stored.problems];
  const images = await loadImages(folder, stored.events, problems);
  const load = (file: string): Uint8Array => images.get(file) ?? new Uint8Array();
  const events: RunEvent[] = stored.events.map((event) => fromStored(event, load));
  return { header: stored.header, events, problems };
}

/** The header of a run folder, or undefined where there is no run that can be read. */
export async function readHeader(folder: string): Promise<RunHeader | undefined> {
  const path = join(folder, RECORD_FILE);
  try {
    return parseHeader(await firstLine(path), path);
  } catch {
    // A stray folder or a foreign file beside the runs: there is nothing to list.
    return undefined;
  }
}

/** Cuts off a last line that has no end, so that the next line starts on its own. */
export async function repairTail(path: string): Promise<void> {
  const content = await readFile(path);
  const end = content.lastIndexOf(0x0a) + 1;
  if (end === content.length) return;
  const file = await open(path, 'r+');
  try {
    await file.truncate(end);
  } finally {
    await file.close();
  }
}

async function firstLine(path: string): Promise<string> {
  const input = createReadStream(path, { encoding: 'utf8', end: 1 << 20 });
  try {
    for await (const line of createInterface({ input })) return line;
    return '';
  } finally {
    input.destroy();
  }
}

function parseHeader(line: string, path: string): RunHeader {
  const value = parseJson(line);
  const header = storedHeader.safeParse(value);
  if (header.success) return header.data;
  const version =
    typeof value === 'object' && value !== null && 'record' in value ? value.record : undefined;
  if (typeof version === 'number' && version > RECORD_VERSION)
    throw new RunStoreError(
      `This run was recorded by a newer version of Figscope (${path}): update to read it.`,
      path,
    );
  throw new RunStoreError(`This is no record of a run (${path}): its first line is damaged.`, path);
}

function parseEvent(line: string, number: number, problems: string[]): StoredEvent[] {
  const event = storedEvent.safeParse(parseJson(line));
  if (event.success) return [event.data];
  problems.push(`Line ${number} of the record is damaged and was left out.`);
  return [];
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    // No valid event either: the schema check that follows says so.
    return undefined;
  }
}

async function loadImages(
  folder: string,
  events: readonly StoredEvent[],
  problems: string[],
): Promise<Map<string, Uint8Array>> {
  const images = new Map<string, Uint8Array>();
  for (const file of new Set(events.flatMap(imageFiles))) {
    try {
      images.set(file, await readFile(join(folder, file)));
    } catch (error) {
      problems.push(storeError(error, `read the image ${file}`, folder).message);
    }
  }
  return images;
}
