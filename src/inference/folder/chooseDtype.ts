import { InferenceError } from '../errors.ts';
import {
  graphName,
  PARTS,
  type Device,
  type Dtype,
  type LoadParams,
  type Part,
} from '../protocol.ts';
import type { WeightFile, Weights } from './weights.ts';

/** One file for each part that a model has. */
export interface ChosenWeights {
  readonly dtype: Readonly<Partial<Record<Part, Dtype>>>;
  readonly files: Readonly<Partial<Record<Part, WeightFile>>>;
}

/**
 * Best first. CPUs compute in fp32: 4-bit weights with fp32 activations are the quickest, half-precision ones are converted at every
 * step. GPUs compute in half precision.
 */
const ORDER: Readonly<Record<'cpu' | 'gpu', readonly Dtype[]>> = {
  cpu: ['q4', 'q8', 'int8', 'uint8', 'bnb4', 'fp32', 'q4f16', 'fp16'],
  gpu: ['q4f16', 'q4', 'fp16', 'fp32', 'q8', 'int8', 'uint8', 'bnb4'],
};

/** The vision encoder's half-precision form is converted once per image: better than one of 4 bits that a GPU was meant for. */
const VISION_ON_CPU: readonly Dtype[] = [
  'q4',
  'q8',
  'int8',
  'uint8',
  'fp32',
  'fp16',
  'q4f16',
  'bnb4',
];

/**
 * The file of each part for a device. A text-only model has no vision encoder; the other parts must be there.
 * @throws InferenceError `files` that says which file is missing and what there is
 */
export function chooseWeights(
  weights: Weights,
  device: Device,
  wanted: LoadParams['dtype'],
  folder: string,
): ChosenWeights {
  const dtype: Partial<Record<Part, Dtype>> = {};
  const files: Partial<Record<Part, WeightFile>> = {};
  for (const part of PARTS) {
    const there = weights[part];
    if (there.size === 0 && part === 'vision_encoder') continue;
    const named = typeof wanted === 'string' ? wanted : (wanted[part] ?? 'auto');
    const order = named === 'auto' ? orderFor(part, device) : [named];
    const found = order.find((one) => there.has(one));
    const file = found && there.get(found);
    if (!found || !file) throw missing(part, named, there, folder);
    dtype[part] = found;
    files[part] = file;
  }
  return { dtype, files };
}

function orderFor(part: Part, device: Device): readonly Dtype[] {
  // The table of embeddings is read on the CPU in any case.
  if (part === 'embed_tokens') return ORDER.cpu;
  if (device !== 'cpu') return ORDER.gpu;
  return part === 'vision_encoder' ? VISION_ON_CPU : ORDER.cpu;
}

function missing(
  part: Part,
  wanted: Dtype | 'auto',
  there: ReadonlyMap<Dtype, WeightFile>,
  folder: string,
): InferenceError {
  if (there.size === 0)
    return new InferenceError(
      'files',
      `${folder} has no ${graphName(part, 'fp32')} nor another form of it (in onnx/ or beside config.json): the model is not complete, or not exported for ONNX Runtime in the layout of onnx-community.`,
    );
  const name = wanted === 'auto' ? part : graphName(part, wanted);
  return new InferenceError(
    'files',
    `${folder} has no ${name}. Of ${part} there are: ${[...there.keys()].join(', ')}.`,
  );
}
