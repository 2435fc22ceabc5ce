import { describe, expect, it } from 'vitest';
import { readPatchConfig } from '../../../../src/inference/image/index.ts';
import { failure } from './images.ts';

/** As published with Qwen3-VL and Qwen3.5. */
const QWEN3 = {
  size: { longest_edge: 16777216, shortest_edge: 65536 },
  patch_size: 16,
  temporal_patch_size: 2,
  merge_size: 2,
  image_mean: [0.5, 0.5, 0.5],
  image_std: [0.5, 0.25, 0.125],
  processor_class: 'Qwen3VLProcessor',
  image_processor_type: 'Qwen2VLImageProcessorFast',
};
/** As published with Qwen2.5-VL. */
const QWEN25 = {
  min_pixels: 3136,
  max_pixels: 12845056,
  patch_size: 14,
  temporal_patch_size: 2,
  merge_size: 2,
  image_mean: [0.48145466, 0.4578275, 0.40821073],
  image_std: [0.26862954, 0.26130258, 0.27577711],
  image_processor_type: 'Qwen2VLImageProcessor',
  processor_class: 'Qwen2_5_VLProcessor',
};

describe('readPatchConfig', () => {
  it('reads what Qwen3-VL and Qwen3.5 have', () => {
    expect(readPatchConfig(QWEN3)).toEqual({
      patchSize: 16,
      mergeSize: 2,
      temporalPatchSize: 2,
      minPixels: 65536,
      maxPixels: 16777216,
      mean: [0.5, 0.5, 0.5],
      std: [0.5, 0.25, 0.125],
      rescale: 1 / 255,
    });
  });

  it('reads what Qwen2.5-VL has', () => {
    expect(readPatchConfig(QWEN25)).toEqual({
      patchSize: 14,
      mergeSize: 2,
      temporalPatchSize: 2,
      minPixels: 3136,
      maxPixels: 12845056,
      mean: [0.48145466, 0.4578275, 0.40821073],
      std: [0.26862954, 0.26130258, 0.27577711],
      rescale: 1 / 255,
    });
  });

  it('takes the values of transformers for what is absent or null', () => {
    const defaults = { ...readPatchConfig(QWEN25), maxPixels: 28 * 28 * 1280 };
    expect(readPatchConfig({})).toEqual(defaults);
    expect(
      readPatchConfig(
        Object.fromEntries(
          [...Object.keys(QWEN3), 'min_pixels', 'max_pixels', 'do_rescale'].map((key) => [
            key,
            null,
          ]),
        ),
      ),
    ).toEqual(defaults);
  });

  it('prefers min_pixels and max_pixels to the size', () => {
    const both = readPatchConfig({ ...QWEN3, min_pixels: 5000, max_pixels: 6000 });
    expect(both).toMatchObject({ minPixels: 5000, maxPixels: 6000 });
    const within = readPatchConfig({ ...QWEN3, size: { min_pixels: 5000, max_pixels: 6000 } });
    expect(within).toMatchObject({ minPixels: 5000, maxPixels: 6000 });
  });

  it('reads the image processor in a processor_config.json', () => {
    const file = { processor_class: 'Qwen3VLProcessor', image_processor: QWEN3 };
    expect(readPatchConfig(file)).toEqual(readPatchConfig(QWEN3));
  });

  it('takes one number for all channels', () => {
    const config = readPatchConfig({ ...QWEN3, image_mean: 0.25, image_std: 2 });
    expect(config).toMatchObject({ mean: [0.25, 0.25, 0.25], std: [2, 2, 2] });
  });

  it('leaves out what the file says not to do', () => {
    expect(readPatchConfig({ ...QWEN3, do_normalize: false })).toMatchObject({
      mean: [0, 0, 0],
      std: [1, 1, 1],
      rescale: 1 / 255,
    });
    expect(readPatchConfig({ ...QWEN3, do_rescale: false })).toMatchObject({
      mean: [0.5, 0.5, 0.5],
      rescale: 1,
    });
    expect(readPatchConfig({ ...QWEN3, rescale_factor: 0.5 }).rescale).toBe(0.5);
  });

  it('lowers the area, but neither raises it nor makes it less than a token', () => {
    expect(readPatchConfig(QWEN3, { maxPixels: 1e6 })).toMatchObject({
      minPixels: 65536,
      maxPixels: 1e6,
    });
    expect(readPatchConfig(QWEN3, { maxPixels: 1e9 }).maxPixels).toBe(16777216);
    expect(readPatchConfig(QWEN3, { maxPixels: 20000 })).toMatchObject({
      minPixels: 20000,
      maxPixels: 20000,
    });
    expect(readPatchConfig(QWEN3, { maxPixels: 1 })).toMatchObject({
      minPixels: 1024,
      maxPixels: 1024,
    });
  });

  it.each([
    [{ patch_size: 0 }, '"patch_size"'],
    [{ patch_size: 16.5 }, '"patch_size"'],
    [{ patch_size: 1e9 }, '"patch_size"'],
    [{ merge_size: '2' }, '"merge_size"'],
    [{ merge_size: 9 }, '"merge_size"'],
    [{ temporal_patch_size: -1 }, '"temporal_patch_size"'],
    [{ size: { shortest_edge: 0 } }, '"size.shortest_edge"'],
    [{ size: 'large' }, '"size"'],
    [{ max_pixels: 1e300 }, '"max_pixels"'],
    [{ image_mean: [0.5, 0.5] }, '"image_mean"'],
    [{ image_std: [0.5, 0.5, 0] }, '"image_std.2"'],
    [{ image_std: 0 }, '"image_std"'],
    [{ image_mean: [0.5, 0.5, Infinity] }, '"image_mean"'],
    [{ rescale_factor: 0 }, '"rescale_factor"'],
    [{ resample: 2 }, '"resample": must be 3 (bicubic)'],
    [{ do_resize: false }, '"do_resize": must be true'],
    [{ do_normalize: 1 }, '"do_normalize"'],
    [
      { image_processor_type: 'CLIPImageProcessor' },
      '"image_processor_type": is not an image processor of a Qwen-VL model',
    ],
  ])('refuses %j', (part, words) => {
    const { kind, message } = failure(() => readPatchConfig({ ...QWEN3, ...part }));
    expect(kind).toBe('files');
    expect(message).toContain(`The model's preprocessor_config.json cannot be used: ${words}`);
  });

  it.each([null, undefined, 'text', 3, [1]])('refuses %j instead of a file', (file) => {
    expect(failure(() => readPatchConfig(file)).kind).toBe('files');
  });

  it.each(['Qwen2VLImageProcessorPil', 'Qwen2_5_VLImageProcessor', 'Qwen3VLImageProcessorFast'])(
    'knows %s',
    (type) => {
      expect(readPatchConfig({ ...QWEN3, image_processor_type: type }).patchSize).toBe(16);
    },
  );
});
