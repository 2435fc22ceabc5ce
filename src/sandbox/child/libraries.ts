/**
 * Shared libraries (numpy's and OpenCV's WebAssembly) in a memory snapshot. Pyodide's own snapshots end where the first library is
 * loaded; ours hold what libraries left in memory as well. For that, each library is placed again at the address and the table slots it
 * had, without running its initialisers, and then the memory is put back as it was.
 */

/** Where one library lay when the snapshot was taken. */
export interface PlacedLibrary {
  /** Path in Python's file system. */
  readonly name: string;
  readonly global: boolean;
  /** Address of the loader's own record of the library. */
  readonly handle: number;
  readonly memoryBase: number;
  readonly tableBase: number;
  readonly tableSize: number;
}

export interface PlacedLibraries {
  readonly libraries: readonly PlacedLibrary[];
  /** Length of the function table afterwards. */
  readonly tableLength: number;
}

type Exports = Record<string, unknown>;
interface LoadedLibrary {
  name: string;
  global: boolean;
  exports: Exports | 'loading';
}
interface LoadFlags {
  readonly global: boolean;
  readonly nodelete: boolean;
}

/** The parts of Pyodide's Emscripten module that deal with libraries. */
export interface EmscriptenModule {
  readonly HEAP32: Int32Array;
  readonly HEAPU32: Uint32Array;
  readonly LDSO: { readonly loadedLibsByHandle: Readonly<Record<string, LoadedLibrary>> };
  readonly wasmTable: WebAssembly.Table;
  /** Where Pyodide put its function that counts a function's parameters; 0 on engines that cannot have it. */
  readonly _PyEM_CountArgsPtr: number;
  /** Index of the 32-bit word in which Python keeps that place; told by our patch of the loader. */
  readonly countArgsAt: number;
  /** Ours, put in by scripts/runtime.mjs: gives the address of the next library, and holds its initialisers back. */
  placeLibrary: (() => number) | undefined;
  newDSO(name: string, handle: number, exports: 'loading'): LoadedLibrary;
  mergeLibSymbols(exports: Exports, name: string): void;
  loadWebAssemblyModule(
    module: WebAssembly.Module,
    flags: LoadFlags,
    name: string,
    localScope: Exports | null,
    handle: number,
  ): Exports;
}

/** Offsets in the loader's record of a library, in bytes (struct dso of Emscripten's dynlink). */
const MEMORY_BASE = 12;
const TABLE_BASE = 20;
const TABLE_SIZE = 24;
const MAIN_PROGRAM = '0';

/** Libraries begin at this slot of the function table: engines differ by a few in how many the interpreter itself takes. */
const FIRST_LIBRARY_SLOT = 12_288;

/** Call before the first library is loaded, so that a snapshot fits other engines as well. */
export function reserveSlots(module: EmscriptenModule): void {
  const missing = FIRST_LIBRARY_SLOT - module.wasmTable.length;
  if (missing > 0) module.wasmTable.grow(missing);
}

/** Tells where all loaded libraries lie. */
export function describeLibraries(module: EmscriptenModule): PlacedLibraries {
  const field = (handle: number, offset: number) => module.HEAPU32[(handle + offset) >>> 2] ?? 0;
  const libraries = Object.entries(module.LDSO.loadedLibsByHandle)
    .filter(([handle]) => handle !== MAIN_PROGRAM)
    .map(([key, { name, global }]) => {
      const handle = Number(key);
      return {
        name,
        global,
        handle,
        memoryBase: field(handle, MEMORY_BASE),
        tableBase: field(handle, TABLE_BASE),
        tableSize: field(handle, TABLE_SIZE),
      };
    })
    // The order in which they were loaded: the table only ever grows.
    .sort((a, b) => a.tableBase - b.tableBase);
  return { libraries, tableLength: module.wasmTable.length };
}

/**
 * Places the libraries again. The memory must be put back afterwards. Throws when a library does not come to lie where it was: then
 * the snapshot does not belong to these files.
 */
export function placeLibraries(
  module: EmscriptenModule,
  { libraries, tableLength }: PlacedLibraries,
  compiled: readonly WebAssembly.Module[],
): void {
  reserveSlots(module);
  for (const [at, { name, global, handle, memoryBase, tableBase }] of libraries.entries()) {
    const code = compiled[at];
    if (!code || module.wasmTable.length !== tableBase)
      throw new Error(`The snapshot does not fit the library ${name}.`);
    module.placeLibrary = () => memoryBase;
    const entry = module.newDSO(name, handle, 'loading');
    entry.global = global;
    const exports = module.loadWebAssemblyModule(
      code,
      { global, nodelete: true },
      name,
      global ? null : {},
      handle,
    );
    if (global) module.mergeLibSymbols(exports, name);
    entry.exports = exports;
  }
  module.placeLibrary = undefined;
  if (module.wasmTable.length !== tableLength)
    throw new Error('The snapshot does not fit: the function table has another length.');
}

/** Call after the memory was put back: it holds what the engine that made the snapshot could do, not this one. */
export function adaptToEngine(module: EmscriptenModule): void {
  module.HEAP32[module.countArgsAt] = module._PyEM_CountArgsPtr;
}
