import type { Device, LoadedModel, LoadStep, Measured } from '../../inference/protocol.ts';
import { IpcError } from '../../ipc/errors.ts';
import type { Avoided } from './avoided.ts';
import { diedError, toModelError } from './errors.ts';
import type { InferenceProcess } from './inferenceProcess.ts';
import type { ProcessKeeper } from './keeper.ts';
import type { Measurements } from './remembered.ts';
import { loadParams, type ModelSpec } from './spec.ts';

/** What loading needs of the host. */
export interface LoadingParts {
  readonly keeper: ProcessKeeper;
  readonly remembered: Measurements;
  readonly avoided: Avoided;
}

export interface LoadOptions {
  readonly signal: AbortSignal;
  /** What is being done, as it begins. */
  readonly onStep?: ((step: LoadStep) => void) | undefined;
}

/**
 * Loads a model. A provider that ends the process while the model is read or measured is left out, and loading begins again.
 * @returns with a notice for each provider that was left out
 * @throws ModelError; AbortError
 */
export async function load(
  spec: ModelSpec,
  parts: LoadingParts,
  options: LoadOptions,
): Promise<LoadedModel> {
  const { remembered, avoided } = parts;
  const known = await remembered.read(spec);
  avoided.recall(known);
  const model = await surviving(spec, parts, options, (process) =>
    process.channel.request('load', loadParams(spec, avoided.devices, known), options),
  );
  const measured = avoided.addTo(model.measured);
  if (measured.length > 0) await remembered.write(spec, measured);
  return { ...model, measured, notices: [...avoided.notices(), ...model.notices] };
}

/** Measures the loaded model on every provider that works; one that ends the process is left out. @throws as `load` */
export async function measure(
  spec: ModelSpec,
  parts: LoadingParts,
  options: LoadOptions,
  reload: () => Promise<unknown>,
): Promise<readonly Measured[]> {
  const found = await surviving(spec, parts, options, async (process, again) => {
    if (again) await reload();
    return (await parts.keeper.running()).channel.request('measure', undefined, options);
  });
  const measured = parts.avoided.addTo(found);
  await parts.remembered.write(spec, measured);
  return measured;
}

/** Does what may end the process, again without the provider that did. */
async function surviving<T>(
  { label }: ModelSpec,
  { keeper, avoided }: LoadingParts,
  { signal, onStep }: LoadOptions,
  work: (process: InferenceProcess, again: boolean) => Promise<T>,
): Promise<T> {
  for (let again = false; ; again = true) {
    const process = await keeper.running();
    const doing: { device?: Device } = {};
    const stop = process.channel.on('loading', (step) => {
      doing.device = step.device;
      onStep?.(step);
    });
    try {
      return await work(process, again);
    } catch (error) {
      if (signal.aborted) keeper.cancelled();
      signal.throwIfAborted();
      if (!(error instanceof IpcError) || error.kind !== 'Disconnected')
        throw toModelError(label, error);
      const end = await process.ended;
      if (!avoided.add(doing.device, end))
        throw diedError('down', label, 'the model was loaded', end);
    } finally {
      stop();
    }
  }
}
