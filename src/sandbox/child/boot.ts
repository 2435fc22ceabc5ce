import type { PyodideInterface } from 'pyodide';
import { adaptToEngine, placeLibraries, type EmscriptenModule } from './libraries.ts';
import type { RuntimeFiles } from './runtimeFiles.ts';
import type { Snapshot } from './snapshot.ts';

/**
 * Starts Pyodide in a sealed realm. Pyodide is made to believe that it runs in a bare JavaScript shell: then it takes neither `fs`
 * nor `require`, `ws` or `child_process` from Node, its file system has no way to the host's files, and nothing of it needs `process`.
 */

/** Host functions that a JavaScript shell has and Pyodide looks for while it is loaded. */
const SHELL_NAMES = ['read', 'load', 'readbuffer', 'WorkerGlobalScope', 'self'] as const;

/** Where Pyodide believes it was loaded from; every file is handed to it by name. */
const NOWHERE = '/runtime/';

const WASM_PAGE = 65_536;
const PYODIDE_INITIAL_BYTES = 20_971_520;

export interface BootOptions {
  /** Upper bound of the interpreter's memory, in bytes. */
  readonly maxMemoryBytes: number;
  readonly stdout: (bytes: Uint8Array) => number;
  readonly stderr: (bytes: Uint8Array) => number;
  /** Continue from here; else Python starts from nothing. */
  readonly snapshot?: Snapshot;
  /** Start so that a snapshot can be taken. */
  readonly forSnapshot?: boolean;
}

export interface Booted {
  readonly python: PyodideInterface;
  readonly module: EmscriptenModule;
}

/** Puts the stand-ins in place that Pyodide's modules look for when they are imported. Undone by `removeShell`. */
export function pretendShell(files: RuntimeFiles): void {
  const refuse = () => {
    throw new Error('Nothing can be loaded in the sandbox.');
  };
  const standIns: Record<(typeof SHELL_NAMES)[number], unknown> = {
    read: refuse,
    load: refuse,
    readbuffer: (path: string) => files.take(path),
    // Emscripten takes its random numbers from `crypto` when it sees a worker.
    WorkerGlobalScope: Object,
    self: { location: { href: 'file:///' } },
  };
  for (const name of SHELL_NAMES)
    Object.defineProperty(globalThis, name, { value: standIns[name], configurable: true });
}

/** Takes the stand-ins away again. */
export function removeShell(): void {
  for (const name of [...SHELL_NAMES, '_createPyodideModule'])
    Reflect.deleteProperty(globalThis, name);
}

interface Settings {
  wasmMemory?: WebAssembly.Memory;
  INITIAL_MEMORY?: number;
  readonly API: { restoreSnapshot(bytes: Uint8Array): unknown };
}
type CreateModule = (settings: Settings) => Promise<EmscriptenModule>;

/** Loads the interpreter; without a snapshot nothing is imported yet. */
export async function bootPyodide(
  loadPyodide: (options: object) => Promise<PyodideInterface>,
  options: BootOptions,
): Promise<Booted> {
  const { snapshot, forSnapshot = false } = options;
  const created = interceptCreation(options);
  const python = await loadPyodide({
    indexURL: NOWHERE,
    packageBaseUrl: NOWHERE,
    lockFileContents: EMPTY_LOCK_FILE,
    jsglobals: Object.create(null) as object,
    env: { HOME: '/home', MPLBACKEND: 'module://runtime.plots', MPLCONFIGDIR: '/tmp' },
    stdin: () => undefined,
    _makeSnapshot: forSnapshot,
    ...(snapshot ? { _loadSnapshot: snapshot.memory } : {}),
  });
  // Pyodide asks this object whether it runs in Node, and would then import Node's modules.
  Object.freeze((python as unknown as { _api: { runtimeEnv: object } })._api.runtimeEnv);
  python.setStdout({ write: options.stdout });
  python.setStderr({ write: options.stderr });
  return { python, module: await created };
}

/** Bounds the memory (Emscripten asks for up to 4 GiB by itself), and places libraries before a snapshot is put back. */
function interceptCreation({ maxMemoryBytes, snapshot }: BootOptions): Promise<EmscriptenModule> {
  const realm = globalThis as unknown as { _createPyodideModule: CreateModule };
  const create = realm._createPyodideModule;
  return new Promise((resolve) => {
    realm._createPyodideModule = async (settings) => {
      const initial = Math.ceil((settings.INITIAL_MEMORY ?? PYODIDE_INITIAL_BYTES) / WASM_PAGE);
      const maximum = Math.max(initial, Math.floor(maxMemoryBytes / WASM_PAGE));
      settings.wasmMemory = new WebAssembly.Memory({ initial, maximum });
      const module = await create(settings);
      if (snapshot) {
        const compiled = await snapshot.compiled;
        const restore = settings.API.restoreSnapshot;
        settings.API.restoreSnapshot = (bytes) => {
          placeLibraries(module, snapshot.placed, compiled);
          const state = restore(bytes);
          adaptToEngine(module);
          return state;
        };
      }
      resolve(module);
      return module;
    };
  });
}

/** Packages are not installed by Pyodide's own loader. */
const EMPTY_LOCK_FILE = {
  info: {
    arch: 'wasm32',
    platform: 'emscripten_4_0_9',
    version: '0.29.4',
    python: '3.13.2',
    abi_version: '2025_0',
  },
  packages: {},
};
