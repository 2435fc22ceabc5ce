import { SandboxError } from './errors.ts';
import { judgeLayers } from './isolation.ts';
import { planLaunch } from './launch.ts';
import { findSandboxFiles } from './location.ts';
import { listNodes, type NodeRuntime } from './node.ts';
import { DEFAULT_MEMORY_BYTES, type SandboxOptions } from './options.ts';
import { findPackages } from './packages/index.ts';
import type { ResolvedPackages } from './packages/resolve.ts';
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

type StartOptions = SandboxOptions & {
  readonly probePort?: number;
  /** False: start Python from nothing, as when the stored snapshot cannot be used. */
  readonly snapshot?: boolean;
};

/**
 * Starts a process on the best Node that shows every required layer. Throws `SandboxError`: 'NoRuntime', 'NotBuilt', 'StartFailed' or
 * 'NotIsolated'.
 * @param onSpawn told of every process at once, so that none can be left behind
 */
export async function startProcess(
  options: StartOptions,
  onSpawn: (process: SandboxProcess) => void = () => undefined,
): Promise<StartedProcess> {
  const files = findSandboxFiles(options.folder);
  const packages = findPackages(`${files.folder}/runtime`, options);
  packages.catch(() => undefined);
  const nodes = await listNodes(options.node);
  const attempts = nodes.flatMap((node) =>
    options.snapshot === false
      ? [{ node, snapshot: false }]
      : [
          { node, snapshot: true },
          { node, snapshot: false },
        ],
  );
  let failure: unknown;
  for (const { node, snapshot } of attempts) {
    // Only a start that failed is worth another without the snapshot; layers do not depend on it.
    if (!snapshot && failure instanceof SandboxError && failure.kind !== 'StartFailed') continue;
    const launch = await planLaunch({
      files,
      node,
      snapshot,
      memoryBytes: options.memoryBytes ?? DEFAULT_MEMORY_BYTES,
      ...(options.probePort === undefined ? {} : { probePort: options.probePort }),
    });
    const process = new SandboxProcess(launch);
    onSpawn(process);
    try {
      const allowReduced = node === nodes.at(-1) && (options.allowReduced ?? false);
      const started = await finish(process, allowReduced, await packages);
      return { ...started, process, node };
    } catch (error) {
      await process.kill();
      failure = error;
    }
  }
  throw failure;
}

/** Waits for the interpreter, judges the layers and installs packages. */
async function finish(
  process: SandboxProcess,
  allowReduced: boolean,
  { wheels, statuses }: ResolvedPackages,
): Promise<Omit<StartedProcess, 'process' | 'node'>> {
  const ready = await process.ready;
  const notices = judgeLayers(ready.isolation, allowReduced);
  if (wheels.length > 0) await process.channel.request('install', { wheels });
  const packages = [...ready.packages, ...statuses].map(({ version, ...status }) => ({
    ...status,
    ...(version === undefined ? {} : { version }),
  }));
  return { isolation: ready.isolation, packages, timings: ready.timings, notices };
}
