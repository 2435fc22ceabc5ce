import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { chooseWeights } from '../../../../src/inference/folder/chooseDtype.ts';
import { readModelFolder } from '../../../../src/inference/folder/modelFolder.ts';
import { listWeights } from '../../../../src/inference/folder/weights.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'figscope-model-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function put(files: Readonly<Record<string, number | object | string>>): Promise<void> {
  await mkdir(join(folder, 'onnx'), { recursive: true });
  for (const [name, content] of Object.entries(files))
    await writeFile(
      join(folder, name),
      typeof content === 'number'
        ? Buffer.alloc(content)
        : typeof content === 'string'
          ? content
          : JSON.stringify(content),
    );
}

const CONFIG = {
  architectures: ['Qwen3VLForConditionalGeneration'],
  image_token_id: 7,
  text_config: {
    hidden_size: 64,
    vocab_size: 300,
    num_hidden_layers: 4,
    num_attention_heads: 4,
    num_key_value_heads: 2,
    head_dim: 16,
    max_position_embeddings: 4096,
    eos_token_id: 3,
  },
  vision_config: { deepstack_visual_indexes: [1, 2] },
};

describe('listWeights and chooseWeights', () => {
  const all = (suffix: string, bytes: number): Record<string, number> =>
    Object.fromEntries(
      ['embed_tokens', 'vision_encoder', 'decoder_model_merged'].map((part) => [
        `onnx/${part}${suffix}.onnx`,
        bytes,
      ]),
    );

  it('counts external data of a file as its own, and of no other', async () => {
    await put({
      ...all('', 10),
      ...all('_q4', 20),
      'onnx/decoder_model_merged_q4.onnx_data': 100,
      'onnx/decoder_model_merged_q4.onnx_data_1': 1000,
      'onnx/decoder_model_merged.onnx_data': 5000,
    });
    const { decoder_model_merged: decoder } = await listWeights(folder);
    expect(decoder.get('q4')?.bytes).toBe(1120);
    expect(decoder.get('fp32')?.bytes).toBe(5010);
  });

  it('finds the files beside config.json where there is no onnx folder', async () => {
    await put({ 'embed_tokens_q4.onnx': 1, 'decoder_model_merged_q4.onnx': 1 });
    const weights = await listWeights(folder);
    const { dtype, files } = chooseWeights(weights, 'cpu', 'auto', folder);
    expect(dtype).toEqual({ embed_tokens: 'q4', decoder_model_merged: 'q4' });
    expect(files.vision_encoder).toBeUndefined();
  });

  it('takes 4 bits with full-precision activations on a CPU, half precision on a GPU', async () => {
    await put({ ...all('', 9), ...all('_fp16', 5), ...all('_q4', 3), ...all('_q4f16', 2) });
    const weights = await listWeights(folder);
    const cpu = chooseWeights(weights, 'cpu', 'auto', folder).dtype;
    expect(cpu.decoder_model_merged).toBe('q4');
    const gpu = chooseWeights(weights, 'webgpu', 'auto', folder).dtype;
    expect(gpu.decoder_model_merged).toBe('q4f16');
    expect(gpu.embed_tokens).toBe('q4');
  });

  it('takes what was named, for all parts or for one', async () => {
    await put({ ...all('', 9), ...all('_q4', 3) });
    const weights = await listWeights(folder);
    expect(chooseWeights(weights, 'cpu', 'fp32', folder).dtype.decoder_model_merged).toBe('fp32');
    const mixed = chooseWeights(weights, 'cpu', { vision_encoder: 'fp32' }, folder).dtype;
    expect(mixed).toEqual({
      embed_tokens: 'q4',
      vision_encoder: 'fp32',
      decoder_model_merged: 'q4',
    });
    expect(() => chooseWeights(weights, 'cpu', 'q4f16', folder)).toThrow(
      'has no embed_tokens_q4f16.onnx. Of embed_tokens there are: fp32, q4.',
    );
  });

  it('says which part is missing', async () => {
    await put({ 'onnx/embed_tokens.onnx': 1 });
    const weights = await listWeights(folder);
    expect(() => chooseWeights(weights, 'cpu', 'auto', folder)).toThrow(
      /has no decoder_model_merged\.onnx nor another form of it/u,
    );
  });
});

describe('readModelFolder', () => {
  it('reads sizes, special tokens, sampling and the shape of the cache', async () => {
    await put({
      'config.json': CONFIG,
      'generation_config.json': {
        eos_token_id: [3, 4],
        temperature: 0.7,
        top_k: 20,
        top_p: 0.8,
        presence_penalty: 1.5,
      },
    });
    expect(await readModelFolder(folder)).toMatchObject({
      architecture: 'Qwen3VLForConditionalGeneration',
      hiddenSize: 64,
      maxPositions: 4096,
      imageToken: 7,
      endTokens: [3, 4],
      deepStackLayers: 2,
      cacheShape: { layers: 4, kvHeads: 2, headSize: 16 },
      sampling: { temperature: 0.7, topK: 20, topP: 0.8, presencePenalty: 1.5 },
    });
  });

  it('counts only layers with full attention in the cache, and takes the end of the text config', async () => {
    const text_config = {
      ...CONFIG.text_config,
      layer_types: ['linear_attention', 'linear_attention', 'linear_attention', 'full_attention'],
    };
    await put({ 'config.json': { ...CONFIG, text_config } });
    const { cacheShape, endTokens, sampling } = await readModelFolder(folder);
    expect(cacheShape.layers).toBe(1);
    expect(endTokens).toEqual([3]);
    expect(sampling).toEqual({});
  });

  it('is greedy where the model says so', async () => {
    await put({
      'config.json': CONFIG,
      'generation_config.json': { do_sample: false, temperature: 0.7 },
    });
    expect((await readModelFolder(folder)).sampling).toEqual({ temperature: 0 });
  });

  it.each([
    ['no folder', 'nowhere', {}, /There is no folder/u],
    ['a file', 'config.json', { 'config.json': CONFIG }, /is a file; a model is a folder/u],
    ['no config', '', {}, /has no config\.json: this is not the folder of a model/u],
    ['cut JSON', '', { 'config.json': '{"archi' }, /is not valid JSON: it may have been cut off/u],
    ['no object', '', { 'config.json': '[1]' }, /should hold a JSON object/u],
    ['no size', '', { 'config.json': { vocab_size: 3 } }, /does not say its hidden_size/u],
    ['a size of words', '', { 'config.json': { hidden_size: 'big' } }, /its hidden_size/u],
    ['a huge file', '', { 'config.json': 5_000_000 }, /has 5000000 bytes: that is no config/u],
  ])('refuses %s in words', async (_, path, files, message) => {
    await put(files as Record<string, object>);
    await expect(readModelFolder(join(folder, path))).rejects.toThrow(message);
  });
});
