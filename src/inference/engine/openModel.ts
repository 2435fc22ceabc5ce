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
  const notices: string[] = [];
  const measured: Measured[] = [];
  const candidates = await candidatesFor(params, measured, onStep);
  let best: OpenedModel | undefined;
  for (const device of candidates) {
    try {
      const opened = await openOn(device, { model, params, threads, onStep });
      if (candidates.length === 1 && !measureAll) {
        best = opened;
        break;
      }
      onStep({ type: 'measuring', device });
      measured.push(await measureParts(opened.parts, model.vocabularySize));
      // One at a time: two would need the memory twice. The last one stays where it is the best.
      if (fastest(measured) === device && device === candidates.at(-1)) best = opened;
      else await opened.parts.release();
    } catch (error) {
      if (params.device !== 'auto' || !(error instanceof InferenceError) || error.kind === 'files')
        throw error;
      // The CPU is the last resort: what is wrong there is what the user has to know.
      if (device === 'cpu') throw error;
      measured.push({ device, problem: error.message });
      notices.push(`${device} could not be used for this model: ${error.message}`);
    }
  }
  const choice = fastest(measured);
  best ??= choice && (await openOn(choice, { model, params, threads, onStep }));
  if (!best)
    throw new InferenceError('device', `No execution provider works for ${params.folder}.`);
  return { ...best, measured, notices: [...notices, ...best.notices] };
}

/** Providers to open the model on; one where the choice is made. What is known to fail goes into `measured`. */
async function candidatesFor(
  { device, avoid = [], measured: known = [] }: LoadParams,
  measured: Measured[],
  onStep: (step: LoadStep) => void,
): Promise<readonly Device[]> {
  if (device !== 'auto') {
    const problem = absence(device);
    if (problem === undefined) return [device];
    throw new InferenceError('device', `The model cannot run on ${device}: ${problem}.`);
  }
  const candidates: Device[] = [];
  for (const provider of providers()) {
    // A driver may end the process: whoever starts the next one has to know where.
    onStep({ type: 'measuring', device: provider.device });
    const problem = avoid.includes(provider.device)
      ? 'it ended the process the last time'
      : await tryDevice(provider);
    if (problem === undefined) candidates.push(provider.device);
    else measured.push({ device: provider.device, problem });
  }
  const remembered = known.filter((one) => candidates.includes(one.device));
  const choice = fastest(remembered);
  if (choice === undefined || remembered.length < candidates.length) return candidates;
  measured.push(...remembered);
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
