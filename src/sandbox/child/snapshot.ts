import type { Ready } from '../protocol.ts';
import type { PlacedLibraries } from './libraries.ts';
import type { RuntimeFiles } from './runtimeFiles.ts';
import type { SiteArchive } from './siteArchive.ts';

/** What the build made of the packages, in the runtime folder. */
export const SNAPSHOT = {
  folder: 'snapshot/',
  memory: 'snapshot/memory.bin',
  description: 'snapshot/snapshot.json',
  site: 'snapshot/site.bin',
} as const;

export interface SnapshotDescription {
  readonly packages: Ready['packages'];
  readonly placed: PlacedLibraries;
  readonly siteIndex: SiteArchive['index'];
  /** Files of the libraries in the runtime folder, in the order of `placed`. */
  readonly libraryFiles: readonly string[];
}

/** The state of an interpreter that has imported numpy, cv2 and figkit. */
export interface Snapshot {
  readonly memory: Uint8Array;
  readonly placed: PlacedLibraries;
  /** Being compiled on other threads since the snapshot was opened. */
  readonly compiled: Promise<readonly WebAssembly.Module[]>;
}

/** Reads what the build has prepared, except for what lies in memory. */
export function readDescription(files: RuntimeFiles): SnapshotDescription {
  return JSON.parse(
    new TextDecoder().decode(files.read(SNAPSHOT.description)),
  ) as SnapshotDescription;
}

/** Reads the memory, and the libraries to be placed in it. */
export function openSnapshot(
  files: RuntimeFiles,
  { placed, libraryFiles }: SnapshotDescription,
): Snapshot {
  // First of all, so that compiling goes on while the rest is read.
  const compiled = Promise.all(
    libraryFiles.map((path) => WebAssembly.compile(files.read(path) as BufferSource)),
  );
  compiled.catch(() => undefined);
  return { memory: files.read(SNAPSHOT.memory), placed, compiled };
}

/** Python's files of all packages; the libraries among them only for a start without the snapshot, which has them in memory. */
export function readSite(
  files: RuntimeFiles,
  { siteIndex, placed, libraryFiles }: SnapshotDescription,
  withLibraries: boolean,
): readonly SiteArchive[] {
  const site = { index: siteIndex, contents: files.read(SNAPSHOT.site) };
  if (!withLibraries) return [site];
  const libraries = placed.libraries.map(({ name }, at): SiteArchive => {
    const contents = files.read(libraryFiles[at] ?? '');
    return { index: [[name, contents.length]], contents };
  });
  return [site, ...libraries];
}
