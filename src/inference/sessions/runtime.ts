import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type * as ort from 'onnxruntime-node';
import { InferenceError } from '../errors.ts';
import type { Device } from '../protocol.ts';

/** The types alone: the package is loaded when it is first needed, and may be missing on a platform. */
export type Runtime = typeof ort;
export type Session = ort.InferenceSession;
export type SessionOptions = ort.InferenceSession.SessionOptions;
export type Tensor = ort.Tensor;

const require = createRequire(import.meta.url);
let loaded: Runtime | undefined;

/** ONNX Runtime. @throws InferenceError `device` where it has no binary for this platform */
export function runtime(): Runtime {
  try {
    if (!loaded) {
      loaded = require('onnxruntime-node') as Runtime;
      hideHalves();
    }
    return loaded;
  } catch (error) {
    throw new InferenceError(
      'device',
      `ONNX Runtime could not be loaded on ${process.platform}-${process.arch} (${firstLine(error)}). Local models need Linux with glibc 2.28 or newer, Windows, or macOS on Apple silicon; models on servers work everywhere.`,
      { cause: error },
    );
  }
}

/**
 * Node 24 has Float16Array. onnxruntime-common then keeps 16-bit tensors in one, and the native part, which does not know the type, sees
 * no bytes at all (1.30). Looked for at the first tensor: without it, tensors stay in their bits, as on older versions.
 */
function hideHalves(): void {
  Reflect.deleteProperty(globalThis, 'Float16Array');
}

export function runtimeVersion(): string {
  return runtime().env.versions.node ?? runtime().env.versions.common;
}

/** A provider, and why it cannot be used where that is known without trying. */
export interface Provider {
  readonly device: Device;
  readonly problem?: string;
}

/** The execution providers of this build of ONNX Runtime; the CPU last, since it always works. */
export function providers(): readonly Provider[] {
  const names = new Set(
    runtime()
      .listSupportedBackends()
      .map(({ name }) => name),
  );
  const order: readonly Device[] = ['webgpu', 'cuda', 'dml', 'coreml', 'cpu'];
  return order
    .filter((device) => names.has(device))
    .map((device) => {
      const problem = device === 'cuda' ? cudaProblem() : undefined;
      return problem === undefined ? { device } : { device, problem };
    });
}

/** The CUDA provider is a library of its own, which is not part of the npm package. */
function cudaProblem(): string | undefined {
  const folder = join(
    dirname(require.resolve('onnxruntime-node/package.json')),
    'bin/napi-v6',
    process.platform,
    process.arch,
  );
  const library = 'libonnxruntime_providers_cuda.so';
  return existsSync(join(folder, library)) ? undefined : `${library} is not installed`;
}

/** What went wrong, in a line: without the place in the runtime's sources and the condition that stands there. */
export function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const words = text
    .replace(/^[\s\S]*?\bwas false\.\s*/u, '')
    .replace(/^\S+\.(?:cc|h):\d+\s+(?:.*?\)\s+)?/u, '');
  return (words.split('\n')[0] ?? '').slice(0, 300);
}
