import type { Lockfile, PyodideInterface } from 'pyodide';
import type { RuntimeFiles } from './runtimeFiles.ts';

/**
 * Starts Pyodide in a sealed realm. Pyodide is made to believe that it runs in a bare JavaScript shell: then it takes neither `fs`
 * nor `require`, `ws` or `child_process` from Node, its file system has no way to the host's files, and nothing of it needs `process`.
 */

/** Host functions that a JavaScript shell has and Pyodide looks for while it is loaded. */
const SHELL_NAMES = ['read', 'load', 'readbuffer', 'WorkerGlobalScope', 'self'] as const;

/** Where Pyodide believes it was loaded from; every file is handed to it by name. */
const NOWHERE = '/runtime/';

export interface BootOptions {
  /** Upper bound of the interpreter's memory, in bytes. */
  readonly maxMemoryBytes: number;
  readonly stdout: (bytes: Uint8Array) => number;
  readonly stderr: (bytes: Uint8Array) => number;
}

const WASM_PAGE = 65_536;
const PYODIDE_INITIAL_BYTES = 20_971_520;

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
    WorkerGlobalScope: class {},
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

type LoadPyodide = typeof import('pyodide').loadPyodide;
type EmscriptenSettings = { wasmMemory?: WebAssembly.Memory; INITIAL_MEMORY?: number };
type CreateModule = (settings: EmscriptenSettings) => Promise<unknown>;

/** Loads the interpreter; nothing else is imported yet. */
export async function bootPyodide(
  loadPyodide: LoadPyodide,
  options: BootOptions,
): Promise<PyodideInterface> {
  limitMemory(options.maxMemoryBytes);
  const python = await loadPyodide({
    indexURL: NOWHERE,
    packageBaseUrl: NOWHERE,
    lockFileContents: EMPTY_LOCK_FILE,
    jsglobals: Object.create(null) as object,
    env: { HOME: '/home', MPLBACKEND: 'module://runtime.plots', MPLCONFIGDIR: '/tmp' },
    stdin: () => undefined as unknown as string,
  });
  python.setStdout({ write: options.stdout });
  python.setStderr({ write: options.stderr });
  return python;
}

/** Emscripten asks for up to 4 GiB by itself. */
function limitMemory(maxBytes: number): void {
  const realm = globalThis as unknown as { _createPyodideModule: CreateModule };
  const create = realm._createPyodideModule;
  realm._createPyodideModule = (settings) => {
    const initial = Math.ceil((settings.INITIAL_MEMORY ?? PYODIDE_INITIAL_BYTES) / WASM_PAGE);
    const maximum = Math.max(initial, Math.floor(maxBytes / WASM_PAGE));
    settings.wasmMemory = new WebAssembly.Memory({ initial, maximum });
    return create(settings);
  };
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
} as unknown as Lockfile;
