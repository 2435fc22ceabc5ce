import type { Machine } from '../models/local/index.ts';
import { localHost } from './localHost.ts';

/** Where local models could run. */
export interface ExecutionProviders {
  /** Those that work. */
  readonly names: readonly string[];
  /** Why there is none, or less than there could be; empty when all is well. */
  readonly detail: string;
  /** What the inference process found; absent where it does not start. */
  readonly machine?: Machine;
}

/** Starts the inference process, as a local model would, and has it try what is there. */
export async function executionProviders(signal: AbortSignal): Promise<ExecutionProviders> {
  try {
    const host = await localHost();
    try {
      const machine = await host.machine(signal);
      const names = machine.providers.flatMap(({ device, works }) => (works ? device : []));
      return { names, detail: '', machine };
    } finally {
      await host.dispose();
    }
  } catch (error) {
    signal.throwIfAborted();
    // Local models are one way of several: what is wrong with them is told like any other finding.
    return { names: [], detail: error instanceof Error ? error.message : String(error) };
  }
}

/** Lines about them: works or not, and what there is to know. */
export function aboutProviders({ names, detail, machine }: ExecutionProviders): readonly {
  readonly works: boolean;
  readonly text: string;
}[] {
  if (!machine) return [{ works: names.length > 0, text: detail }];
  const { runtime, cores, freeBytes, providers } = machine;
  const gib = (freeBytes / 1024 ** 3).toFixed(1);
  return [
    {
      works: true,
      text: `ONNX Runtime ${runtime}, ${cores} physical ${cores === 1 ? 'core' : 'cores'}, ${gib} GiB of memory free`,
    },
    ...providers.map(({ device, works, detail: why }) => ({
      works,
      text: why === '' ? device : `${device}: ${why}`,
    })),
  ];
}
