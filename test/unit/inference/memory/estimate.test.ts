import { describe, expect, it } from 'vitest';
import { physicalCores } from '../../../../src/inference/memory/cores.ts';
import { fittingContext, memoryNeed } from '../../../../src/inference/memory/estimate.ts';

const GIB = 1024 ** 3;
const MODEL = {
  vocabularySize: 150_000,
  hiddenSize: 2048,
  cacheShape: { layers: 28, kvHeads: 8, headSize: 128 },
};
const files = { decoder_model_merged: { path: 'decoder', bytes: GIB } };

describe('memoryNeed', () => {
  it('counts keys and values of every layer, in the precision of the cache', () => {
    const full = memoryNeed(MODEL, { files, dtype: { decoder_model_merged: 'q4' } }, 512);
    expect(full.bytesPerToken).toBe(2 * 28 * 8 * 128 * 4);
    const half = memoryNeed(MODEL, { files, dtype: { decoder_model_merged: 'q4f16' } }, 512);
    expect(half.bytesPerToken).toBe(full.bytesPerToken / 2);
    expect(full.modelBytes).toBeGreaterThan(GIB);
  });
});

describe('fittingContext', () => {
  const need = { modelBytes: 2 * GIB, bytesPerToken: 1024 ** 2 };
  const options = { wanted: undefined, most: 100_000, name: '/models/m' };

  it('gives the usual context where there is room, less where there is not', () => {
    expect(fittingContext(need, 100 * GIB, options)).toBe(16_384);
    expect(fittingContext(need, 6 * GIB, options)).toBe(4096);
  });

  it('gives what was asked for, within the limit of the model', () => {
    expect(fittingContext(need, 100 * GIB, { ...options, wanted: 50_000 })).toBe(50_000);
    expect(fittingContext(need, 100 * GIB, { ...options, wanted: 50_000, most: 800 })).toBe(800);
  });

  it('refuses with the numbers when not even a short conversation fits', () => {
    expect(() => fittingContext(need, 3 * GIB, options)).toThrow(
      '/models/m does not fit into memory: it needs about 4.0 GiB (weights and workspace 2.0 GiB, 2048 tokens of context 2.0 GiB), and 3.0 GiB are free.',
    );
  });
});

describe('physicalCores', () => {
  it('is a number of cores that this machine has', async () => {
    const cores = await physicalCores();
    expect(cores).toBeGreaterThanOrEqual(1);
    expect(Number.isInteger(cores)).toBe(true);
  });
});
