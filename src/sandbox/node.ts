import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { SandboxError } from './errors.ts';
import { findOnPath } from './onPath.ts';

const run = promisify(execFile);
const PROBE_TIMEOUT_MS = 10_000;

/** A Node that can carry the sandbox. */
export interface NodeRuntime {
  readonly path: string;
  readonly version: string;
  /** Electron has to be told to behave as Node. */
  readonly electron: boolean;
  /** 'own', 'path' or 'named'. */
  readonly from: 'own' | 'path' | 'named';
}

/**
 * Chooses the Node that runs the sandbox: the one that was named; else this program's own runtime; else `node` on the PATH. Throws
 * `SandboxError` ('NoRuntime') that says what was tried. Whether every layer holds is probed when the process starts.
 */
export async function findNode(named?: string): Promise<NodeRuntime> {
  const candidates: [string, NodeRuntime['from']][] = named
    ? [[named, 'named']]
    : [
        [process.execPath, 'own'],
        ['node', 'path'],
      ];
  const refused: string[] = [];
  for (const [path, from] of candidates) {
    const found = await probeNode(path, from);
    if (typeof found !== 'string') return found;
    refused.push(found);
  }
  throw new SandboxError(
    'NoRuntime',
    `The sandbox needs Node 20 or newer. ${refused.join(' ')} Install Node from nodejs.org, or name one in the settings.`,
  );
}

/** All runtimes that could be tried, best first; for a caller whose first choice turned out to lack a layer. */
export async function listNodes(named?: string): Promise<NodeRuntime[]> {
  if (named) return [await findNode(named)];
  const found = await Promise.all([probeNode(process.execPath, 'own'), probeNode('node', 'path')]);
  const usable = found.filter((node) => typeof node !== 'string');
  if (usable.length === 0) return [await findNode()];
  return usable.filter((node, at) => usable.findIndex((other) => other.path === node.path) === at);
}

/** A Node for native code: a real one before Electron, whose memory cage makes native libraries copy what they give. @throws as `findNode` */
export async function findRealNode(named?: string): Promise<NodeRuntime> {
  const nodes = await listNodes(named);
  return nodes.find(({ electron }) => !electron) ?? nodes[0] ?? findNode(named);
}

/** The runtime at a path, or a sentence why it cannot be used. */
async function probeNode(path: string, from: NodeRuntime['from']): Promise<NodeRuntime | string> {
  if (from === 'own')
    return judge(path, from, process.versions.node, 'electron' in process.versions);
  const program = from === 'path' ? await findOnPath(path) : path;
  if (program === undefined) return 'There is no `node` on the PATH.';
  try {
    const script =
      'JSON.stringify([process.execPath, process.versions.node, "electron" in process.versions])';
    const { stdout } = await run(program, ['-p', script], {
      timeout: PROBE_TIMEOUT_MS,
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    });
    const [execPath, version, electron] = JSON.parse(stdout) as [string, string, boolean];
    return judge(execPath, from, version, electron);
  } catch {
    return `${program} could not be started as Node.`;
  }
}

function judge(
  path: string,
  from: NodeRuntime['from'],
  version: string,
  electron: boolean,
): NodeRuntime | string {
  const major = Number(version.split('.')[0]);
  return major >= 20 ? { path, version, electron, from } : `${path} is Node ${version}.`;
}

/** Node's permission model had an experimental name before 22.13 and 23.5. */
export function permissionFlag(version: string): string {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const stable = major >= 24 || (major === 23 && minor >= 5) || (major === 22 && minor >= 13);
  return stable ? '--permission' : '--experimental-permission';
}
