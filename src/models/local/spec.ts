import type { Device, LoadParams, Measured } from '../../inference/protocol.ts';
import type { LocalEntry } from './entry.ts';

/** What is to be loaded, and how. Two that are the same are one loaded model. */
export type ModelSpec = Omit<LoadParams, 'avoid' | 'measured'> & {
  /** For sentences: "Qwen3.5-2B". */
  readonly label: string;
};

/** What an entry asks for. @param folder absolute */
export function specOf(
  { name, label, device, dtype, contextTokens, threads }: Omit<LocalEntry, 'folder'>,
  folder: string,
): ModelSpec {
  return {
    label: label ?? name,
    folder,
    device: device ?? 'auto',
    dtype: dtype ?? 'auto',
    ...(contextTokens !== undefined && { contextTokens }),
    ...(threads !== undefined && { threads }),
  };
}

/** What goes to the process. */
export function loadParams(
  { label: _, device, ...spec }: ModelSpec,
  avoid: readonly Device[],
  measured: readonly Measured[],
): LoadParams {
  return {
    ...spec,
    // A device that has ended the process is replaced by the best of the others.
    device: avoid.some((one) => one === device) ? 'auto' : device,
    ...(avoid.length > 0 && { avoid }),
    ...(measured.length > 0 && { measured }),
  };
}

/** Names of devices for people. */
export const DEVICE_NAMES: Readonly<Record<Device, string>> = {
  cpu: 'CPU',
  webgpu: 'WebGPU',
  cuda: 'CUDA',
  dml: 'DirectML',
  coreml: 'CoreML',
};
