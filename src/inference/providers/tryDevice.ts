import { resizeModel } from '../onnx/resizeModel.ts';
import type { Device } from '../protocol.ts';
import { openSession } from '../sessions/openSession.ts';
import { firstLine, providers, runtime, type Provider } from '../sessions/runtime.ts';

/**
 * Does a provider work on this machine? Opens a model of one operator on it and runs that: drivers may be missing although the
 * provider is there, and the weights of a real model would have to be read to find that out.
 * @returns the reason why not, or nothing
 */
export async function tryDevice(provider: Provider): Promise<string | undefined> {
  const { device, problem } = provider;
  if (problem !== undefined || device === 'cpu') return problem;
  try {
    const session = await openSession(resizeModel('cut', 'float32'), { device, threads: 1 });
    const { Tensor } = runtime();
    const data = new Tensor('float32', Float32Array.of(1, 2, 3, 4), [1, 1, 2, 2]);
    const { resized } = await session.run({ data, size: new Tensor('int64', [1n], [1]) });
    await session.release();
    return resized?.dims[2] === 1 && resized.data[1] === 2
      ? undefined
      : 'it computes wrong numbers';
  } catch (error) {
    return firstLine(error).replace(/^A part of the model could not be opened on \w+: /u, '');
  }
}

/** Why a provider that was named cannot be used at all here; nothing when it may be tried. */
export function absence(device: Device): string | undefined {
  const found = providers().find((one) => one.device === device);
  if (found) return found.problem;
  return `this build of ONNX Runtime has no ${device} on ${process.platform}-${process.arch}; it has ${providers()
    .map((one) => one.device)
    .join(', ')}`;
}
