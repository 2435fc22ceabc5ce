import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  chatMessages,
  FIXTURE_NAMES,
  FIXTURES,
  fixtureFolder,
  readPictures,
  readReference,
} from '../../fixtures/inference/reference.ts';

const FILES = [
  'chat_template.jinja',
  'config.json',
  'generation_config.json',
  'preprocessor_config.json',
  'reference.json',
  'tokenizer.json',
  'tokenizer_config.json',
  'onnx/decoder_model_merged.onnx',
  'onnx/embed_tokens.onnx',
  'onnx/vision_encoder.onnx',
];
const CASES = ['text', 'image', 'images', 'called', 'asked', 'turn 1', 'turn 2', 'turn 3'];
/** All fixtures together: they are cloned by everybody. */
const MAX_BYTES = 1_200_000;

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

describe('tiny models', () => {
  it('are small together', async () => {
    const files = (await filesBelow(FIXTURES)).filter((file) => !file.includes('__pycache__'));
    const sizes = await Promise.all(files.map(async (file) => (await stat(file)).size));
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(MAX_BYTES);
  });

  it('include every folder that is there', async () => {
    const folders = (await readdir(FIXTURES, { withFileTypes: true }))
      .filter((entry) => entry.isDirectory() && !['make', 'pictures'].includes(entry.name))
      .map(({ name }) => name);
    expect(folders.sort()).toEqual([...FIXTURE_NAMES].sort());
  });

  it('have references of their pictures', async () => {
    const pictures = await readPictures();
    expect([...pictures.keys()].sort()).toEqual([
      'badge.png',
      'plot.png',
      'stripe.png',
      'waves.png',
    ]);
    for (const { first, last, grid } of pictures.values()) {
      expect([first.length, last.length]).toEqual([96, 96]);
      expect(grid[0]).toBe(1);
    }
  });

  it('have every form of a decoder that readers must know', async () => {
    const { cases, variants } = await readReference('qwen3vl-gqa');
    const files = await readdir(join(fixtureFolder('qwen3vl-gqa'), 'onnx'));
    for (const form of ['', '_fp16', '_q4', '_q4f16', '_quantized'])
      expect(files).toContain(`decoder_model_merged${form}.onnx`);
    expect(files).toContain('decoder_model_merged_q4f16.onnx_data');
    expect(Object.keys(variants)).toEqual(['fp16', 'q4', 'q4f16', 'q8']);
    const names = cases.map(({ name }) => name);
    expect(variants['q4']?.cases?.map(({ name }) => name)).toEqual(names);
    expect(variants['q4f16']?.cases).toEqual(variants['q4']?.cases);
  });

  describe.each(FIXTURE_NAMES)('%s', (name) => {
    it('has the files of a model folder', async () => {
      const folder = fixtureFolder(name);
      const found = (await filesBelow(folder)).map((file) =>
        file.slice(folder.length + 1).replaceAll('\\', '/'),
      );
      expect(found).toEqual(expect.arrayContaining(FILES));
    });

    it('has a reference whose parts fit together', async () => {
      const { cases, features, maxError } = await readReference(name);
      const config = JSON.parse(
        await readFile(join(fixtureFolder(name), 'config.json'), 'utf8'),
      ) as { image_token_id: number; text_config: { vocab_size: number } };
      expect(maxError).toBeLessThan(3e-4);
      // 3 x 2 tokens of 32 numbers
      expect(features['plot.png']?.image).toHaveLength(6 * 32);
      expect(cases.map((one) => one.name)).toEqual(expect.arrayContaining(CASES));
      for (const one of cases) {
        const tokens = one.promptTokens.length;
        expect(one.positionIds.map((row) => row.length)).toEqual([tokens, tokens, tokens]);
        expect(one.logits).toHaveLength(config.text_config.vocab_size);
        expect(one.logits.indexOf(Math.max(...one.logits))).toBe(one.greedyTokens[0]);
        expect(one.lastLogits.indexOf(Math.max(...one.lastLogits))).toBe(one.greedyTokens.at(-1));
        // Far more than runtimes differ by: the tokens are the same everywhere.
        expect(one.smallestMargin).toBeGreaterThan(20 * maxError);
        const images = one.promptTokens.filter((token) => token === config.image_token_id).length;
        expect(images).toBe(one.grids.reduce((sum, [t, h, w]) => sum + (t * h * w) / 4, 0));
        const parts = (await chatMessages(one.messages)).flatMap((message) => message.parts);
        expect(parts.filter((part) => part.type === 'image')).toHaveLength(one.grids.length);
      }
    });
  });
});
