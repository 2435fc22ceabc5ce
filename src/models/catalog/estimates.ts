import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { PARTS } from '../../inference/protocol.ts';
import { knownFiles } from './catalogue.ts';
import type { CatalogEntry } from './entry.ts';
import { memoryEstimate, type CacheShape } from './memory.ts';
import type { PartDtypes } from './types.ts';
import { findWeights } from './weights.ts';

/** The files of these forms of weights, where a folder has others as well. */
export function filesOf<T extends SizedFile>(files: readonly T[], dtype: PartDtypes): readonly T[] {
  const weights = findWeights(files.map(({ path }) => path));
  const chosen = new Set(
    PARTS.flatMap((part) => {
      const form = dtype[part];
      const found = form === undefined ? undefined : weights[part].get(form);
      return found ? [found.graph, ...found.data] : [];
    }),
  );
  return files.filter(({ path }) => chosen.has(path));
}

interface SizedFile {
  readonly path: string;
  readonly bytes?: number;
}

/** What a model with these files takes in memory. */
export function memoryOf(files: readonly SizedFile[], cache?: CacheShape): number {
  let decoderBytes = 0;
  let otherBytes = 0;
  for (const { path, bytes = 0 } of files) {
    if (!/\.onnx(?:[._]data(?:_\d+)?)?$/u.test(path)) continue;
    if (/(?:^|\/)decoder_model_merged/u.test(path)) decoderBytes += bytes;
    else otherBytes += bytes;
  }
  return memoryEstimate({ decoderBytes, otherBytes, ...(cache === undefined ? {} : { cache }) });
}

/** What an entry of the catalogue takes with its usual weights; `undefined` where their size is not known. */
export function entryMemory(entry: CatalogEntry): number | undefined {
  const known = knownFiles(entry, { parts: {} });
  return known && memoryOf(known.files, entry.cache);
}

const count = z.number().int().positive().max(1e6).optional().catch(undefined);
const textConfig = z.object({
  num_hidden_layers: count,
  num_key_value_heads: count,
  num_attention_heads: count,
  head_dim: count,
  hidden_size: count,
  layer_types: z.array(z.string()).optional().catch(undefined),
});
const configSchema = textConfig.extend({ text_config: textConfig.optional().catch(undefined) });

/** The cache's shape by a model's config.json; `undefined` where it does not say. */
export async function cacheShape(folder: string): Promise<CacheShape | undefined> {
  try {
    const text = await readFile(join(folder, 'config.json'), 'utf8');
    return cacheShapeOf(JSON.parse(text));
  } catch {
    // Only an estimate depends on it; whoever loads the model says what is wrong with the file.
    return undefined;
  }
}

export function cacheShapeOf(config: unknown): CacheShape | undefined {
  const read = configSchema.safeParse(config);
  if (!read.success) return undefined;
  const { text_config: text, ...outer } = read.data;
  const all = { ...outer, ...text };
  const heads = all.num_key_value_heads ?? all.num_attention_heads;
  const headSize =
    all.head_dim ??
    (all.hidden_size && all.num_attention_heads
      ? all.hidden_size / all.num_attention_heads
      : undefined);
  // Layers of linear attention keep a state of fixed size, of a few megabytes in all.
  const layers = all.layer_types
    ? all.layer_types.filter((type) => type !== 'linear_attention').length
    : all.num_hidden_layers;
  return heads && headSize && layers ? { layers, heads, headSize } : undefined;
}
