import type { PlacedLibraries } from './libraries.ts';
import type { RuntimeFiles } from './runtimeFiles.ts';
import type { SiteArchive } from './siteArchive.ts';

/** Files of a snapshot in the runtime folder. */
export const SNAPSHOT = {
  folder: 'snapshot/',
  memory: 'snapshot/memory.bin',
  description: 'snapshot/snapshot.json',
  site: 'snapshot/site.bin',
} as const;

export interface SnapshotDescription {
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
  readonly site: SiteArchive;
}

/** Reads the snapshot; undefined when this build has none. */
export function openSnapshot(files: RuntimeFiles): Snapshot | undefined {
  if (!files.has(SNAPSHOT.description)) return undefined;
  const text = new TextDecoder().decode(files.read(SNAPSHOT.description));
  const { placed, siteIndex, libraryFiles } = JSON.parse(text) as SnapshotDescription;
  // First of all, so that compiling goes on while the rest is read.
  const compiled = Promise.all(
    libraryFiles.map((path) => WebAssembly.compile(files.read(path) as BufferSource)),
  );
  compiled.catch(() => undefined);
  return {
    memory: files.read(SNAPSHOT.memory),
    placed,
    compiled,
    site: { index: siteIndex, contents: files.read(SNAPSHOT.site) },
  };
}
