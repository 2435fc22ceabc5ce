import { dirname } from 'node:path';
import { InferenceError } from '../errors.ts';
import type { Device } from '../protocol.ts';
import { firstLine, runtime, type Session, type SessionOptions } from './runtime.ts';

export interface SessionPlace {
  readonly device: Device;
  /** Of the CPU provider; operators that a GPU provider lacks run there too. */
  readonly threads: number;
}

export type OutputLocations = Readonly<Record<string, 'gpu-buffer' | 'cpu'>>;

/** A model that was changed in memory; its external data lies where its file is. */
export interface ModelBytes {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** ONNX Runtime's own words would go to stderr, where they mean nothing to anybody: errors come as exceptions anyway. */
const FATAL_ONLY = 4;

/**
 * Opens an ONNX file on a provider.
 * @param source its path, or its bytes
 * @param locations of outputs: in the device's memory or in that of the CPU; where one is told, all must be
 * @throws InferenceError `device` with the runtime's reason
 */
export async function openSession(
  source: string | Uint8Array | ModelBytes,
  { device, threads }: SessionPlace,
  locations?: OutputLocations,
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
    ...(locations && { preferredOutputLocation: locations }),
    ...(isModelBytes(source) && {
      extra: { session: { model_external_initializers_file_folder_path: dirname(source.path) } },
    }),
  };
  const { InferenceSession } = runtime();
  try {
    if (typeof source === 'string') return await InferenceSession.create(source, options);
    return await InferenceSession.create(isModelBytes(source) ? source.bytes : source, options);
  } catch (error) {
    const name =
      typeof source === 'string'
        ? source
        : isModelBytes(source)
          ? source.path
          : 'A part of the model';
    throw new InferenceError(
      'device',
      `${name} could not be opened on ${device}: ${firstLine(error)}`,
      { cause: error },
    );
  }
}

function isModelBytes(source: string | Uint8Array | ModelBytes): source is ModelBytes {
  return typeof source === 'object' && 'path' in source;
}
