import { stat } from 'node:fs/promises';
import { InferenceError } from '../errors.ts';
import type { Sampling } from '../protocol.ts';
import { integersField, numberField, objectField, readJson, type Json } from './jsonFile.ts';
import { listWeights, type Weights } from './weights.ts';

/** The KV cache of a token: layers with attention, heads and their size. */
export interface CacheShape {
  readonly layers: number;
  readonly kvHeads: number;
  readonly headSize: number;
}

/** What the configuration files of a model's folder say. */
export interface ModelFolder {
  readonly folder: string;
  /** `Qwen3VLForConditionalGeneration`. */
  readonly architecture: string;
  /** Tokens that the model was made for. */
  readonly maxPositions: number;
  readonly hiddenSize: number;
  readonly vocabularySize: number;
  /** Token that stands for image features. */
  readonly imageToken: number | undefined;
  /** Tokens that end a reply. */
  readonly endTokens: readonly number[];
  /** How tokens are drawn where nobody says otherwise. */
  readonly sampling: Sampling;
  /** Layers of the vision encoder whose features go into the decoder's first layers (DeepStack, arXiv 2406.04334). */
  readonly deepStackLayers: number;
  readonly cacheShape: CacheShape;
  readonly preprocessor: Json;
  readonly weights: Weights;
}

/** Where exports keep the first text-only limit; beyond it no prompt of ours goes. */
const FALLBACK_POSITIONS = 32_768;

/**
 * Reads the configuration of a folder with an exported vision-language model.
 * @throws InferenceError `files` that names the file and what is wrong with it
 */
export async function readModelFolder(folder: string): Promise<ModelFolder> {
  await mustBeFolder(folder);
  const [config, generation, preprocessor] = await Promise.all([
    readJson(folder, 'config.json'),
    readJson(folder, 'generation_config.json'),
    readJson(folder, 'preprocessor_config.json'),
  ]);
  if (!config)
    throw new InferenceError(
      'files',
      `${folder} has no config.json: this is not the folder of a model. It needs config.json, tokenizer.json and ONNX files (docs/models.md).`,
    );
  const text = { ...config, ...objectField(config, 'text_config') };
  return {
    folder,
    architecture: architectureOf(config),
    maxPositions: numberField(text, 'max_position_embeddings') ?? FALLBACK_POSITIONS,
    hiddenSize: required(text, 'hidden_size', folder),
    vocabularySize: required(text, 'vocab_size', folder),
    imageToken: integersField(config, 'image_token_id')[0],
    endTokens: endTokensOf(generation ?? {}, text),
    sampling: samplingOf(generation ?? {}),
    deepStackLayers: integersField(objectField(config, 'vision_config'), 'deepstack_visual_indexes')
      .length,
    cacheShape: cacheShapeOf(text, folder),
    preprocessor: preprocessor ?? {},
    weights: await listWeights(folder),
  };
}

async function mustBeFolder(folder: string): Promise<void> {
  let isFolder: boolean;
  try {
    isFolder = (await stat(folder)).isDirectory();
  } catch (error) {
    throw new InferenceError('files', `There is no folder ${folder}.`, { cause: error });
  }
  if (!isFolder)
    throw new InferenceError('files', `${folder} is a file; a model is a folder with config.json.`);
}

/** Layers of linear attention keep a state of fixed size instead. */
function cacheShapeOf(text: Json, folder: string): CacheShape {
  const types: unknown = text['layer_types'];
  const layers = Array.isArray(types)
    ? types.filter((type) => type !== 'linear_attention').length
    : required(text, 'num_hidden_layers', folder);
  const heads = required(text, 'num_attention_heads', folder);
  return {
    layers,
    kvHeads: numberField(text, 'num_key_value_heads') ?? heads,
    headSize:
      numberField(text, 'head_dim') ?? Math.floor(required(text, 'hidden_size', folder) / heads),
  };
}

function architectureOf(config: Json): string {
  const { architectures, model_type: type } = config;
  const first: unknown = Array.isArray(architectures) ? architectures[0] : undefined;
  return typeof first === 'string' ? first : typeof type === 'string' ? type : 'unknown';
}

function required(json: Json, name: string, folder: string): number {
  const value = numberField(json, name);
  if (value !== undefined && Number.isSafeInteger(value) && value > 0) return value;
  throw new InferenceError('files', `config.json in ${folder} does not say its ${name}.`);
}

function endTokensOf(generation: Json, text: Json): readonly number[] {
  const own = integersField(generation, 'eos_token_id');
  return own.length > 0 ? own : integersField(text, 'eos_token_id');
}

/** `do_sample: false` means greedy, whatever else the file says. */
function samplingOf(generation: Json): Sampling {
  if (generation['do_sample'] === false) return { temperature: 0 };
  const fields = {
    temperature: numberField(generation, 'temperature'),
    topK: numberField(generation, 'top_k'),
    topP: numberField(generation, 'top_p'),
    minP: numberField(generation, 'min_p'),
    repetitionPenalty: numberField(generation, 'repetition_penalty'),
    presencePenalty: numberField(generation, 'presence_penalty'),
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
