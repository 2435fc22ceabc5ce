import { InferenceError } from '../errors.ts';
import type { Device } from '../protocol.ts';
import { firstLine, runtime, type Session, type SessionOptions } from './runtime.ts';

export interface SessionPlace {
  readonly device: Device;
  /** Of the CPU provider; operators that a GPU provider lacks run there too. */
  readonly threads: number;
}

/** ONNX Runtime's own words would go to stderr, where they mean nothing to anybody: errors come as exceptions anyway. */
const FATAL_ONLY = 4;

/**
 * Opens an ONNX file on a provider.
 * @param keepOnDevice outputs that stay in the device's memory
 * @throws InferenceError `device` with the runtime's reason
 */
export async function openSession(
  path: string | Uint8Array,
  { device, threads }: SessionPlace,
  keepOnDevice: readonly string[] = [],
): Promise<Session> {
  const options: SessionOptions = {
    executionProviders: device === 'cpu' ? ['cpu'] : [device, 'cpu'],
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    graphOptimizationLevel: 'all',
    // Shapes change with every step: a plan of memory for one of them would be of no use to the next.
    enableMemPattern: false,
    logSeverityLevel: FATAL_ONLY,
    ...(keepOnDevice.length > 0 && {
      preferredOutputLocation: Object.fromEntries(
        keepOnDevice.map((name) => [name, 'gpu-buffer' as const]),
      ),
    }),
  };
  const { InferenceSession } = runtime();
  try {
    return typeof path === 'string'
      ? await InferenceSession.create(path, options)
      : await InferenceSession.create(path, options);
  } catch (error) {
    const name = typeof path === 'string' ? path : 'A part of the model';
    throw new InferenceError(
      'device',
      `${name} could not be opened on ${device}: ${firstLine(error)}`,
      { cause: error },
    );
  }
}
