import { SandboxError } from './errors.ts';
import { judgeLayers } from './isolation.ts';
import { planLaunch } from './launch.ts';
import { findSandboxFiles } from './location.ts';
import { listNodes, type NodeRuntime } from './node.ts';
import { DEFAULT_MEMORY_BYTES, type SandboxOptions } from './options.ts';
import type { Ready } from './protocol.ts';
import { SandboxProcess } from './sandboxProcess.ts';

/** A process whose layers were judged and whose interpreter is loaded; no figure is in it yet. */
export interface StartedProcess {
  readonly process: SandboxProcess;
  readonly ready: Ready;
  readonly node: NodeRuntime;
  /** Layers that are missing with the user's consent, in words. */
  readonly notices: readonly string[];
}

/**
 * Starts a process on the best Node that shows every required layer. Throws `SandboxError`: 'NoRuntime', 'NotBuilt', 'StartFailed' or
 * 'NotIsolated'.
 */
export async function startProcess(
  options: SandboxOptions,
  onSpawn: (process: SandboxProcess) => void = () => undefined,
): Promise<StartedProcess> {
  const files = findSandboxFiles(options.folder);
  const nodes = await listNodes(options.node);
  let failure: unknown;
  for (const node of nodes) {
    const launch = await planLaunch({
      files,
      node,
      memoryBytes: options.memoryBytes ?? DEFAULT_MEMORY_BYTES,
    });
    const process = new SandboxProcess(launch);
    onSpawn(process);
    try {
      const ready = await process.ready;
      const last = node === nodes.at(-1);
      const notices = judgeLayers(ready.isolation, last && (options.allowReduced ?? false));
      return { process, ready, node, notices };
    } catch (error) {
      await process.kill();
      failure = error;
    }
  }
  throw failure instanceof Error
    ? failure
    : new SandboxError('NoRuntime', 'There is no Node that can run the sandbox.');
}
