/** The sizes of Qwen3-VL-2B's language model, from its published config.json. */
export const SHAPE = {
  layers: 28,
  hidden: 2048,
  heads: 16,
  kvHeads: 8,
  headSize: 128,
  intermediate: 6144,
  vocabulary: 151_936,
  ropeTheta: 5_000_000,
  /** Rotary frequencies of time, height and width, interleaved (t h w t h w … t t t). */
  ropeSections: [24, 20, 20],
  epsilon: 1e-6,
} as const;

/** Of the stand-in for the vision encoder: two matrices instead of 24 layers. */
export const VISION = { patch: 16, merge: 2, temporalPatch: 2, channels: 3 } as const;
/** Numbers of one patch: 3 x 2 x 16 x 16. */
export const PATCH_NUMBERS = VISION.channels * VISION.temporalPatch * VISION.patch ** 2;

/** Ids of special tokens, as in Qwen3-VL's tokenizer. */
export const SPECIAL = {
  '<|endoftext|>': 151_643,
  '<|im_start|>': 151_644,
  '<|im_end|>': 151_645,
  '<|vision_start|>': 151_652,
  '<|vision_end|>': 151_653,
  '<|image_pad|>': 151_655,
  '<|video_pad|>': 151_656,
} as const;

/** Bytes of keys and values of one token, in fp32. */
export const KV_BYTES = SHAPE.layers * 2 * SHAPE.kvHeads * SHAPE.headSize * 4;
