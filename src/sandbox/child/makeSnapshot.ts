import { mkdirSync, writeFileSync } from 'node:fs';
import { startInterpreter } from './interpreter.ts';
import { describeLibraries, reserveSlots } from './libraries.ts';
import { bundledPackages, OWN_PYTHON, readPackages, SITE_PACKAGES } from './packages.ts';
import { RuntimeFiles } from './runtimeFiles.ts';
import { packFiles } from './siteArchive.ts';
import { SNAPSHOT, type SnapshotDescription } from './snapshot.ts';

/**
 * Build step: starts Python from nothing, imports what every run needs, and writes the interpreter's state into the runtime folder, so
 * that sandbox processes can continue from there. Argument: URL of the runtime folder.
 */

const runtime = new URL(process.argv[2] ?? '');
const exit = process.exit.bind(process);
const files = new RuntimeFiles(runtime);
for (const name of ['pyodide.asm.wasm', 'python_stdlib.zip']) files.hold(`core/${name}`);
const packages = bundledPackages(files);
const installPackages = readPackages(files);
const target = (path: string) => new URL(path, runtime);
mkdirSync(target(SNAPSHOT.folder), { recursive: true });

const ignore = (bytes: Uint8Array) => bytes.length;
const { python, module } = await startInterpreter(files, {
  maxMemoryBytes: 2 ** 30,
  stdout: ignore,
  stderr: ignore,
  forSnapshot: true,
});
reserveSlots(module);
installPackages(python);
python.runPython('import runtime.preload');

const placed = describeLibraries(module);
const libraryFiles = placed.libraries.map(({ name }, at) => {
  const path = `${SNAPSHOT.folder}library${at}.wasm`;
  writeFileSync(target(path), python.FS.readFile(name) as Uint8Array);
  return path;
});
const loaded = new Set(placed.libraries.map(({ name }) => name));
// Libraries that are in memory already are never read again, and nobody runs the packages' own tests.
const site = packFiles(
  python.FS,
  [SITE_PACKAGES, OWN_PYTHON],
  (path) => loaded.has(path) || /\/tests$|\.pyi$|\/__pycache__$/.test(path),
);
const memory = (python as unknown as { makeMemorySnapshot(): Uint8Array }).makeMemorySnapshot();
writeFileSync(target(SNAPSHOT.memory), memory);
writeFileSync(target(SNAPSHOT.site), site.contents);
const description: SnapshotDescription = {
  packages,
  placed,
  siteIndex: site.index,
  libraryFiles,
};
writeFileSync(target(SNAPSHOT.description), JSON.stringify(description));
exit(0);
