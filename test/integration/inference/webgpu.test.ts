import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDecoder } from '../../../src/inference/engine/openDecoder.ts';
import { Embedder } from '../../../src/inference/engine/embedder.ts';
import { SequenceReader } from '../../../src/inference/engine/sequenceReader.ts';
import { readModelFolder } from '../../../src/inference/folder/modelFolder.ts';
import { openSession } from '../../../src/inference/sessions/openSession.ts';
import {
  fixtureFolder,
  readReference,
  type FixtureName,
} from '../../fixtures/inference/reference.ts';
import { openEngine } from './engines.ts';

/**
 * The device's path on a machine without a GPU: SwiftShader, the software Vulkan that comes with Chromium. The driver is looked for where
 * Debian's chromium has it, and the loader (libvulkan1) where Linux has its libraries.
 */
const DRIVER = '/usr/lib/chromium/vk_swiftshader_icd.json';
const LIBRARIES = ['/usr/lib/x86_64-linux-gnu', '/usr/lib64', '/usr/lib'];
const there =
  // Half a minute of compiling shaders for one core of a CPU: `.ci/run` asks for it.
  process.env['FIGSCOPE_TEST_WEBGPU'] === '1' &&
  process.platform === 'linux' &&
  existsSync(DRIVER) &&
  [...LIBRARIES, ...(process.env['LD_LIBRARY_PATH'] ?? '').split(delimiter)].some((folder) =>
    existsSync(join(folder, 'libvulkan.so.1')),
  );
if (there) process.env['VK_ICD_FILENAMES'] ??= DRIVER;

/** SwiftShader computes less exactly, and wrongly with more tokens at once in its attention: see the last test. */
const CHUNK = 16;
const MAX_ERROR = 2e-2;

describe.skipIf(!there)('WebGPU (software Vulkan)', () => {
  it.each([
    ['qwen3vl-gqa', 'one buffer per layer stays on the device'],
    ['qwen3vl-concat', 'tensors stay on the device and are cut there'],
  ] as const)('%s: %s, with the logits of the CPU', async (name: FixtureName, _how: string) => {
    const { folder, hiddenSize } = await readModelFolder(fixtureFolder(name));
    const onnx = (part: string): string => join(folder, 'onnx', `${part}.onnx`);
    const embedder = new Embedder(
      await openSession(onnx('embed_tokens'), { device: 'cpu', threads: 1 }),
    );
    const place = { device: 'webgpu', threads: 1 } as const;
    const options = { model: { hiddenSize }, context: 4096 };
    const decoder = await openDecoder(onnx('decoder_model_merged'), place, options);
    expect(decoder.cache.kind).toBe('device');
    const reader = new SequenceReader(embedder, decoder, hiddenSize);
    const { cases } = await readReference(name);
    const texts = cases.filter(({ grids }) => grids.length === 0);
    expect(texts.length).toBeGreaterThan(0);
    // Forth, back and forth again: the cache is appended to, cut and appended to.
    for (const one of [...texts, ...texts.slice(0, 1)]) {
      const reading = reader.read(
        { tokens: one.promptTokens, images: [] },
        {
          signal: new AbortController().signal,
          chunk: CHUNK,
          features: () => Promise.reject(new Error('no images')),
        },
      );
      let step = await reading.next();
      while (!step.done) step = await reading.next();
      let { logits } = step.value;
      expect(furthest(logits, one.logits)).toBeLessThan(MAX_ERROR);
      for (const token of one.greedyTokens.slice(0, -1)) logits = await reader.append(token);
      expect(furthest(logits, one.lastLogits)).toBeLessThan(MAX_ERROR);
    }
    await decoder.release();
    await embedder.release();
  });

  it('is refused where it computes wrong numbers, and the CPU takes its place', async () => {
    const folder = fixtureFolder('qwen3vl-gqa');
    await expect(openEngine(folder, { device: 'webgpu' })).rejects.toThrow(
      /webgpu computes wrong numbers on this machine/u,
    );
    const engine = await openEngine(folder, { device: 'auto' });
    expect(engine.info.device).toBe('cpu');
    expect(engine.info.notices.join(' ')).toContain('webgpu could not be used for this model');
    await engine.release();
  });
});

function furthest(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return Array.from(a).reduce(
    (most, value, index) => Math.max(most, Math.abs(value - (b[index] ?? NaN))),
    0,
  );
}
