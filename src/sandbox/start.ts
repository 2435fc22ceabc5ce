import { SandboxError } from './errors.ts';
import { judgeLayers } from './isolation.ts';
import { planLaunch } from './launch.ts';
import { findSandboxFiles } from './location.ts';
import { listNodes, type NodeRuntime } from './node.ts';
import { DEFAULT_MEMORY_BYTES, type SandboxOptions } from './options.ts';
import { findPackages } from './packages/index.ts';
import type { WireLayer } from './protocol.ts';
import type { PackageStatus } from '../reasoning/sandbox.ts';
import { SandboxProcess } from './sandboxProcess.ts';

/** A process whose layers were judged and whose interpreter is loaded; no figure is in it yet. */
export interface StartedProcess {
  readonly process: SandboxProcess;
  readonly isolation: readonly WireLayer[];
  readonly packages: readonly PackageStatus[];
  /** Milliseconds from the process' start to each step. */
  readonly timings: Readonly<Record<string, number>>;
  readonly node: NodeRuntime;
  /** Layers that are missing with the user's consent, in words. */
  readonly notices: readonly string[];
}

/**
 * Starts a process on the best Node that shows every required layer. Throws `SandboxError`: 'NoRuntime', 'NotBuilt', 'StartFailed' or
 * 'NotIsolated'.
 */
export async function startProcess(
  options: SandboxOptions & { readonly probePort?: number },
  onSpawn: (process: SandboxProcess) => void = () => undefined,
): Promise<StartedProcess> {
  const files = findSandboxFiles(options.folder);
  const packages = findPackages(`${files.folder}/runtime`, options);
  packages.catch(() => undefined);
  const nodes = await listNodes(options.node);
  let failure: unknown;
  for (const node of nodes) {
    const launch = await planLaunch({
      files,
      node,
      memoryBytes: options.memoryBytes ?? DEFAULT_MEMORY_BYTES,
      ...(options.probePort === undefined ? {} : { probePort: options.probePort }),
    });
    const process = new SandboxProcess(launch);
    onSpawn(process);
    try {
      const ready = await process.ready;
      const last = node === nodes.at(-1);
      const notices = judgeLayers(ready.isolation, last && (options.allowReduced ?? false));
      const { wheels, statuses } = await packages;
      if (wheels.length > 0) await process.channel.request('install', { wheels });
      const all = [...ready.packages, ...statuses].map(({ version, ...status }) => ({
        ...status,
        ...(version === undefined ? {} : { version }),
      }));
      return {
        process,
        isolation: ready.isolation,
        packages: all,
        timings: ready.timings,
        node,
        notices,
      };
    } catch (error) {
      await process.kill();
      failure = error;
    }
  }
  throw failure instanceof Error
    ? failure
    : new SandboxError('NoRuntime', 'There is no Node that can run the sandbox.');
}
