import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { SandboxFiles } from './location.ts';
import { permissionFlag, type NodeRuntime } from './node.ts';
import { findOnPath } from './onPath.ts';

const run = promisify(execFile);

/** JavaScript's own heap; Python's memory lies outside of it. */
const JS_HEAP_MIB = 512;
/** What the process needs besides Python's memory: Node, compiled code, Tesseract. */
const BESIDE_PYTHON_BYTES = 320 * 1024 * 1024;
const LEAST_PYTHON_BYTES = 256 * 1024 * 1024;

export interface LaunchOptions {
  readonly files: SandboxFiles;
  readonly node: NodeRuntime;
  /** Memory of the whole process; Python's share is derived from it. */
  readonly memoryBytes: number;
  /** Continue from the stored snapshot of the interpreter? */
  readonly snapshot: boolean;
  /** Loopback port that the process tries to reach before it seals itself, for the probe of the network layer. */
  readonly probePort?: number;
}

export interface Launch {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Record<string, string>;
  readonly cwd: string;
  /** True when `command` is a wrapper that has the real process as its child. */
  readonly wrapped: boolean;
}

/** The command line of a sandbox process, with every layer that the command line can bring. */
export async function planLaunch(options: LaunchOptions): Promise<Launch> {
  const { files, node } = options;
  const settings = {
    snapshot: options.snapshot,
    maxMemoryBytes: Math.max(LEAST_PYTHON_BYTES, options.memoryBytes - BESIDE_PYTHON_BYTES),
    ...(options.probePort === undefined ? {} : { probePort: options.probePort }),
  };
  const nodeArgs = [
    permissionFlag(node.version),
    `--allow-fs-read=${files.folder}/`,
    '--disallow-code-generation-from-strings',
    '--no-addons',
    `--max-old-space-size=${JS_HEAP_MIB}`,
    '--no-warnings',
    files.program,
    JSON.stringify(settings),
  ];
  const wrapper = await findWrapper();
  const [command = node.path, ...args] = [...wrapper.command, node.path, ...nodeArgs];
  return {
    command,
    args,
    env: bareEnvironment(node),
    cwd: files.folder,
    wrapped: wrapper.forks,
  };
}

/** No variables, except those without which the runtime does not start as Node at all. */
function bareEnvironment(node: NodeRuntime): Record<string, string> {
  const systemRoot = process.platform === 'win32' ? process.env['SystemRoot'] : undefined;
  return {
    ...(node.electron ? { ELECTRON_RUN_AS_NODE: '1' } : {}),
    ...(systemRoot === undefined ? {} : { SystemRoot: systemRoot }),
  };
}

/**
 * Fresh namespaces: no network interface, no view of other processes (so that none can be signalled), no shared memory. The
 * wrapper dies with its child, and the child with the wrapper.
 */
const UNSHARE = [
  '--map-root-user',
  '--net',
  '--ipc',
  '--uts',
  '--pid',
  '--fork',
  '--kill-child=SIGKILL',
  '--',
];

/** The program is ended when the host dies, even one that is busy and reads nothing. */
const SETPRIV = ['--pdeathsig=KILL', '--'];

interface Wrapper {
  readonly command: readonly string[];
  /** The real process is a child of the command, not the command itself. */
  readonly forks: boolean;
}

let wrapper: Promise<Wrapper> | undefined;

/** What the system offers to put in front of the process. Asked once. */
function findWrapper(): Promise<Wrapper> {
  wrapper ??= tryWrappers();
  return wrapper;
}

async function tryWrappers(): Promise<Wrapper> {
  if (process.platform !== 'linux') return { command: [], forks: false };
  const setpriv = await works('setpriv', SETPRIV);
  // Where user namespaces are switched off, the probe inside reports the layer as missing.
  const unshare = await works('unshare', UNSHARE);
  return { command: [...setpriv, ...unshare], forks: unshare.length > 0 };
}

/** The command in front of a program, or nothing where it is not installed or not allowed. */
async function works(name: string, args: readonly string[]): Promise<readonly string[]> {
  const path = await findOnPath(name);
  if (path === undefined) return [];
  try {
    await run(path, [...args, 'true'], { timeout: 5_000 });
    return [path, ...args];
  } catch {
    // Refused by this system: the process then runs without it.
    return [];
  }
}
