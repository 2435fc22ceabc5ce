import { chooseWeights, type ChosenWeights } from '../folder/chooseDtype.ts';
import type { ModelFolder } from '../folder/modelFolder.ts';
import { InferenceError } from '../errors.ts';
import { physicalCores } from '../memory/cores.ts';
import { availableBytes, fittingContext, memoryNeed } from '../memory/estimate.ts';
import type { Device, LoadParams, LoadStep, Measured } from '../protocol.ts';
import { fastest } from '../providers/choose.ts';
import { measureParts } from '../providers/measure.ts';
import { absence, tryDevice } from '../providers/tryDevice.ts';
import { providers } from '../sessions/runtime.ts';
import { mustAgree } from './mustAgree.ts';
import { openParts, type ModelParts } from './parts.ts';

/** A model on the provider that was chosen for it. */
export interface OpenedModel {
  readonly parts: ModelParts;
  readonly weights: ChosenWeights;
  readonly threads: number;
  readonly contextTokens: number;
  readonly memory: { readonly neededBytes: number; readonly availableBytes: number };
  readonly measured: readonly Measured[];
  /** Sentences for the user. */
  readonly notices: readonly string[];
}

/** Tokens of a prefill step: larger ones are hardly faster on a CPU, and a cancelled run ends between two of them. */
export const CHUNK_TOKENS = 256;

/**
 * Opens a model where it runs fastest.
 * @param options.measureAll measure also where there is nothing to choose
 * @throws InferenceError that says what was tried
 */
export async function openModel(
  model: ModelFolder,
  params: LoadParams,
  onStep: (step: LoadStep) => void,
  { measureAll = false }: { readonly measureAll?: boolean } = {},
): Promise<OpenedModel> {
  const threads = params.threads ?? (await physicalCores());
  const opening: Opening = { model, params, threads, onStep };
  const notices: string[] = [];
  const measured = new Map<Device, Measured>();
  const candidates = await candidatesFor(params, measured, onStep);
  /** Opens the model, or notes why not. The CPU is the last resort: what is wrong there is what the user has to know. */
  const attempt = async (device: Device, measure: boolean): Promise<OpenedModel | undefined> => {
    try {
      return measure
        ? await openAndMeasure(device, opening, measured)
        : await openOn(device, opening);
    } catch (error) {
      const failed = error instanceof InferenceError && error.kind !== 'files';
      if (params.device !== 'auto' || device === 'cpu' || !failed) throw error;
      measured.set(device, { device, problem: error.message });
      notices.push(`${device} could not be used for this model: ${error.message}`);
      return undefined;
    }
  };
  let best: OpenedModel | undefined;
  const measure = candidates.length > 1 || measureAll;
  for (const device of candidates) {
    const opened = await attempt(device, measure);
    // One at a time: two would need the memory twice. The last one stays where it is the best.
    if (device === candidates.at(-1) && (!measure || fastest([...measured.values()]) === device))
      best = opened;
    else await opened?.parts.release();
  }
  while (!best) best = await attempt(fastest([...measured.values()]) ?? 'cpu', false);
  return { ...best, measured: [...measured.values()], notices: [...notices, ...best.notices] };
}

async function openAndMeasure(
  device: Device,
  opening: Opening,
  measured: Map<Device, Measured>,
): Promise<OpenedModel> {
  const begin = performance.now();
  const opened = await openOn(device, opening);
  const loadMs = performance.now() - begin;
  try {
    opening.onStep({ type: 'measuring', device });
    measured.set(device, {
      ...(await measureParts(opened.parts, opening.model.vocabularySize)),
      loadMs,
    });
    return opened;
  } catch (error) {
    await opened.parts.release();
    throw error;
  }
}

/** Providers to open the model on; one where the choice is made. What is known to fail goes into `measured`. */
async function candidatesFor(
  { device, avoid = [], measured: earlier = [] }: LoadParams,
  measured: Map<Device, Measured>,
  onStep: (step: LoadStep) => void,
): Promise<readonly Device[]> {
  if (device !== 'auto') {
    const problem = absence(device);
    if (problem === undefined) return [device];
    throw new InferenceError('device', `The model cannot run on ${device}: ${problem}.`);
  }
  const candidates: Device[] = [];
  for (const provider of providers()) {
    const { device: name } = provider;
    const avoided = avoid.includes(name) ? 'it ended the process the last time' : undefined;
    const known = avoided ?? provider.problem;
    // A driver may end the process: whoever starts the next one has to know where.
    if (known === undefined && name !== 'cpu') onStep({ type: 'measuring', device: name });
    const problem = known ?? (await tryDevice(provider));
    if (problem === undefined) candidates.push(name);
    else measured.set(name, { device: name, problem });
  }
  const remembered = earlier.filter((one) => candidates.includes(one.device));
  const choice = fastest(remembered);
  if (choice === undefined || remembered.length < candidates.length) return candidates;
  for (const one of remembered) measured.set(one.device, one);
  return [choice];
}

interface Opening {
  readonly model: ModelFolder;
  readonly params: LoadParams;
  readonly threads: number;
  readonly onStep: (step: LoadStep) => void;
}

async function openOn(
  device: Device,
  { model, params, threads, onStep }: Opening,
): Promise<OpenedModel> {
  const weights = chooseWeights(model.weights, device, params.dtype, model.folder);
  const need = memoryNeed(model, weights, CHUNK_TOKENS);
  const available = Math.min(params.memoryBytes ?? Infinity, availableBytes());
  const contextTokens = fittingContext(need, available, {
    wanted: params.contextTokens,
    most: model.maxPositions,
    name: params.folder,
  });
  const parts = await openParts(
    model,
    weights,
    { device, threads },
    { context: contextTokens, onStep },
  );
  if (device !== 'cpu')
    try {
      await mustAgree(parts.decoder, device);
    } catch (error) {
      await parts.release();
      throw error;
    }
  return {
    parts,
    weights,
    threads,
    contextTokens,
    memory: {
      neededBytes: need.modelBytes + contextTokens * need.bytesPerToken,
      availableBytes: available,
    },
    measured: [],
    notices: deepStackNotice(model, parts),
  };
}

/** Models made for DeepStack read small print worse without it: the user should know that it is the export, not the model. */
function deepStackNotice(
  { deepStackLayers }: ModelFolder,
  { vision, decoder }: ModelParts,
): string[] {
  const given = Math.min(vision?.deepStackOutputs.length ?? 0, decoder.layout.deepStack.length);
  if (!vision || deepStackLayers === 0 || given > 0) return [];
  return [
    'This export leaves out DeepStack, which the model was trained with: it will see less detail (small text, axes) than the original. An export with DeepStack, or a model without it such as Qwen3.5, reads figures better.',
  ];
}
