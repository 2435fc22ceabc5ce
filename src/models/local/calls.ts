import type { Machine } from '../../inference/protocol.ts';
import { IpcError } from '../../ipc/errors.ts';
import { diedError, toModelError } from './errors.ts';
import type { InferenceProcess } from './inferenceProcess.ts';
import { DEVICE_NAMES } from './spec.ts';

/** What there is on this machine, as the process finds it. @throws ModelError; AbortError */
export async function machineOf(process: InferenceProcess, signal: AbortSignal): Promise<Machine> {
  let doing = 'this machine was looked at';
  const stop = process.channel.on('loading', ({ device }) => {
    doing = `${DEVICE_NAMES[device]} was tried`;
  });
  try {
    return await process.channel.request('providers', undefined, { signal });
  } catch (error) {
    throw await failure(process, 'down', 'local models', doing, error);
  } finally {
    stop();
  }
}

/** The error of a call, with what the process wrote where it has died. */
export async function failure(
  process: InferenceProcess,
  kind: 'down' | 'cut',
  label: string,
  doing: string,
  error: unknown,
): Promise<unknown> {
  return isKind(error, 'Disconnected')
    ? diedError(kind, label, doing, await process.ended)
    : toModelError(label, error);
}

export function isKind(error: unknown, kind: string): boolean {
  return error instanceof IpcError && error.kind === kind;
}
