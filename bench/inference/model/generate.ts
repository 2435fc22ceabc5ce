import { existsSync } from 'node:fs';
import { mkdir, rename, rm, stat, statfs, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Weights } from '../onnx/weights.ts';
import { configs } from './configs.ts';
import { decoder } from './decoder.ts';
import { embedTokens, visionEncoder } from './parts.ts';
import { CHAT_TEMPLATE, tokenizer, TOKENIZER_CONFIG, WORDS } from './tokenizer.ts';

/** Changes with what is generated, so that a folder of an older version is not used. */
const VERSION = 2;
const ROUGH_BYTES = 1_400_000_000;

export interface BenchModel {
  readonly folder: string;
  /** What a step of decoding reads: the decoder's weights. */
  readonly decoderBytes: number;
}

/**
 * Writes the model into `<cache>/model-<version>` unless it is there: a decoder of Qwen3-VL-2B's shape with random int4 weights. The folder
 * gets its name when it is complete.
 */
export async function benchModel(cache: string, say: (text: string) => void): Promise<BenchModel> {
  const folder = join(cache, `model-${VERSION}`);
  if (!existsSync(folder)) {
    await mkdir(cache, { recursive: true });
    const { bavail, bsize } = await statfs(cache);
    if (bavail * bsize < ROUGH_BYTES)
      throw new Error(`${cache} has no room for the model: 1.4 GB are needed.`);
    const started = performance.now();
    const unfinished = `${folder}.part`;
    await rm(unfinished, { recursive: true, force: true });
    await writeModel(unfinished, say);
    await rename(unfinished, folder);
    say(`model written in ${((performance.now() - started) / 1000).toFixed(1)} s`);
  }
  const weights = join(folder, 'onnx', 'decoder_model_merged_q4.onnx_data');
  return { folder, decoderBytes: (await stat(weights)).size };
}

async function writeModel(folder: string, say: (text: string) => void): Promise<void> {
  const files: Record<string, object | string> = {
    ...configs(),
    'tokenizer.json': tokenizer(),
    'tokenizer_config.json': { ...TOKENIZER_CONFIG, chat_template: CHAT_TEMPLATE },
    'chat_template.jinja': CHAT_TEMPLATE,
  };
  await mkdir(folder, { recursive: true });
  for (const [name, content] of Object.entries(files))
    await writeFile(
      join(folder, name),
      typeof content === 'string' ? content : JSON.stringify(content),
    );
  const parts = {
    embed_tokens: embedTokens,
    vision_encoder: visionEncoder,
    decoder_model_merged: (weights: Weights) => decoder(weights, WORDS),
  };
  let seed = 1;
  for (const [name, make] of Object.entries(parts)) {
    say(`writing ${name}`);
    const path = join(folder, 'onnx', `${name}_q4.onnx`);
    await mkdir(dirname(path), { recursive: true });
    const weights = new Weights(`${path}_data`, 0x9e3779b9 * seed++);
    const graph = make(weights);
    weights.close();
    await writeFile(path, graph);
  }
}
