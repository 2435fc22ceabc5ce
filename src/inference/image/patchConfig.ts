import { z } from 'zod';
import { InferenceError } from '../errors.ts';

/** How images are resized, normalised and cut into patches for a model; from its preprocessor_config.json. */
export interface PatchConfig {
  /** Side of a patch in pixels. */
  readonly patchSize: number;
  /** Patches along a side of the square that becomes one token. */
  readonly mergeSize: number;
  /** Frames of a patch; an image is repeated for each. */
  readonly temporalPatchSize: number;
  /** Area in pixels after resizing, at least and at most. */
  readonly minPixels: number;
  readonly maxPixels: number;
  /** Per channel, of values after rescaling. */
  readonly mean: Channels;
  readonly std: Channels;
  /** Factor for bytes before the mean is taken off. */
  readonly rescale: number;
}

export type Channels = readonly [red: number, green: number, blue: number];

/** Pillow's number for bicubic resampling. */
const BICUBIC = 3;
/** OPENAI_CLIP_MEAN and OPENAI_CLIP_STD of transformers: what Qwen2VLImageProcessor takes for a file that says nothing. */
const CLIP_MEAN: Channels = [0.48145466, 0.4578275, 0.40821073];
const CLIP_STD: Channels = [0.26862954, 0.26130258, 0.27577711];

const area = z.int().min(1).max(0x7fffffff).nullish();
const flag = z.boolean().nullish();
const channels = <T extends z.ZodType<number, number>>(channel: T) =>
  z.union([z.tuple([channel, channel, channel]), channel]).nullish();

const fileSchema = z.object({
  image_processor_type: z
    .string()
    .regex(/^Qwen\d.*ImageProcessor/, 'is not an image processor of a Qwen-VL model')
    .nullish(),
  size: z
    .object({ shortest_edge: area, longest_edge: area, min_pixels: area, max_pixels: area })
    .nullish(),
  min_pixels: area,
  max_pixels: area,
  patch_size: z.int().min(1).max(64).nullish(),
  merge_size: z.int().min(1).max(8).nullish(),
  temporal_patch_size: z.int().min(1).max(8).nullish(),
  image_mean: channels(z.number()),
  image_std: channels(z.number().positive()),
  rescale_factor: z.number().positive().nullish(),
  resample: z.literal(BICUBIC, 'must be 3 (bicubic)').nullish(),
  do_resize: z.literal(true, 'must be true').nullish(),
  do_rescale: flag,
  do_normalize: flag,
});

/**
 * Reads the content of a preprocessor_config.json of Qwen2-VL, Qwen2.5-VL, Qwen3-VL or Qwen3.5, or of a processor_config.json with an
 * `image_processor` in it. What is absent has the value that transformers' Qwen2VLImageProcessor has for it.
 *
 * @param limit.maxPixels lowers the area that images are given to the model in at most; it does not raise it.
 * @throws InferenceError `files` when a value is not what such a file holds.
 */
export function readPatchConfig(
  preprocessorConfig: unknown,
  limit: { readonly maxPixels?: number } = {},
): PatchConfig {
  const parsed = fileSchema.safeParse(unwrapped(preprocessorConfig));
  if (!parsed.success) throw notUsable(parsed.error);
  const file = parsed.data;
  const patchSize = file.patch_size ?? 14;
  const mergeSize = file.merge_size ?? 2;
  const largest =
    file.max_pixels ?? file.size?.longest_edge ?? file.size?.max_pixels ?? 1280 * 28 ** 2;
  const smallest = file.min_pixels ?? file.size?.shortest_edge ?? file.size?.min_pixels ?? 56 ** 2;
  // One token is the least that an image can be; a maximum below the minimum takes the minimum with it.
  const maxPixels = Math.max(
    Math.min(largest, limit.maxPixels ?? largest),
    (patchSize * mergeSize) ** 2,
  );
  const rescales = file.do_rescale ?? true;
  const normalises = file.do_normalize ?? true;
  return {
    patchSize,
    mergeSize,
    temporalPatchSize: file.temporal_patch_size ?? 2,
    minPixels: Math.min(smallest, maxPixels),
    maxPixels,
    mean: normalises ? perChannel(file.image_mean ?? CLIP_MEAN) : [0, 0, 0],
    std: normalises ? perChannel(file.image_std ?? CLIP_STD) : [1, 1, 1],
    rescale: rescales ? (file.rescale_factor ?? 1 / 255) : 1,
  };
}

function unwrapped(file: unknown): unknown {
  return typeof file === 'object' && file !== null && 'image_processor' in file
    ? file.image_processor
    : file;
}

function perChannel(value: Channels | number): Channels {
  return typeof value === 'number' ? [value, value, value] : value;
}

function notUsable(error: z.ZodError): InferenceError {
  const [issue] = error.issues;
  const where = issue?.path.length ? `"${issue.path.join('.')}": ` : '';
  return new InferenceError(
    'files',
    `The model's preprocessor_config.json cannot be used: ${where}${issue?.message ?? error.message}. Get the model's files again, or choose a model of the Qwen-VL family.`,
  );
}
