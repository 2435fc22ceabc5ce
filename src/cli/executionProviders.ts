import type { Device, Machine } from '../models/local/index.ts';
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

/** What a provider needs that is missing most often. */
const NEEDS: Readonly<Partial<Record<Device, string>>> = {
  webgpu:
    process.platform === 'linux'
      ? 'needs a GPU with a Vulkan driver and libvulkan.so.1'
      : 'needs a GPU and its driver',
  cuda: 'needs an NVIDIA GPU, CUDA 12, cuDNN 9 and ONNX Runtime’s library for it: see docs/models.md',
  dml: 'needs a GPU with a Direct3D 12 driver',
};

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
      text: works ? device : [device, [why, NEEDS[device]].filter(Boolean).join('; ')].join(': '),
    })),
  ];
}
