import { join } from 'node:path';
import { InferenceError } from '../errors.ts';
import { isObject, objectField, parsedObject, readJson, type Json } from '../folder/jsonFile.ts';
import type { AddedToken } from './addedTokens.ts';
import { BYTE_CHARACTERS } from './byteLevel.ts';
import { readText } from '../folder/textFile.ts';

/** tokenizer.json of a vocabulary of 250,000 tokens has 20 MB. */
const MAX_BYTES = 64 * 1024 * 1024;
/** Ids beyond it would make a sparse list of that length. */
const MAX_ID = 4_000_000;

/** A tokenizer as its files describe it. */
export interface TokenizerFiles {
  readonly path: string;
  /** tokenizer.json without its added tokens. */
  readonly definition: Json;
  readonly addedTokens: readonly AddedToken[];
  /** The highest id + 1. */
  readonly vocabularySize: number;
}

/**
 * Reads tokenizer.json, and tokenizer_config.json for added tokens that only it has.
 * @throws InferenceError `files`
 */
export async function readTokenizerFiles(folder: string): Promise<TokenizerFiles> {
  const path = join(folder, 'tokenizer.json');
  const [text, config = {}] = await Promise.all([
    readText(folder, 'tokenizer.json', MAX_BYTES),
    readJson(folder, 'tokenizer_config.json'),
  ]);
  if (text === undefined)
    throw new InferenceError('files', `${folder} has no tokenizer.json: get that file, too.`);
  const json = parsedObject(text, path);
  const highest = checkedModel(json, path);
  const addedTokens = withConfigured(addedTokensOf(json, path), config, path);
  const { added_tokens: _added, ...definition } = json;
  return {
    path,
    // The library wants these fields to be there, if only as null.
    definition: {
      normalizer: null,
      pre_tokenizer: null,
      post_processor: null,
      decoder: null,
      ...definition,
      added_tokens: [],
    },
    addedTokens,
    vocabularySize: 1 + addedTokens.reduce((most, { id }) => Math.max(most, id), highest),
  };
}

/** The highest id of the vocabulary. What passes has tokens for every text: the library leaves out what it has none for. */
function checkedModel(json: Json, path: string): number {
  const model = objectField(json, 'model');
  const byteLevel = (step: string): boolean =>
    JSON.stringify(json[step] ?? null).includes('"ByteLevel"');
  if ((model['type'] ?? 'BPE') !== 'BPE' || !byteLevel('decoder') || !byteLevel('pre_tokenizer'))
    throw new InferenceError(
      'files',
      `${path} is no byte-level BPE tokenizer, the only kind that is known here (Qwen models have it).`,
    );
  const vocabulary = objectField(model, 'vocab');
  const lacks = BYTE_CHARACTERS.find((character) => !Object.hasOwn(vocabulary, character));
  if (lacks !== undefined) throw damaged(path, `its vocabulary has no token for the byte ${lacks}`);
  checkMerges(model['merges'], vocabulary, path);
  let highest = -1;
  for (const id of Object.values(vocabulary)) highest = Math.max(highest, checkedId(id, path));
  return highest;
}

/** `["a b", …]` or `[["a", "b"], …]`; what is merged has to be a token. */
function checkMerges(merges: unknown, vocabulary: Json, path: string): void {
  if (!Array.isArray(merges)) throw damaged(path, 'it has no merges');
  for (const merge of merges as unknown[]) {
    const pair: unknown[] = typeof merge === 'string' ? merge.split(' ') : toList(merge);
    const [left, right] = pair;
    const sound = pair.length === 2 && typeof left === 'string' && typeof right === 'string';
    if (!sound || !Object.hasOwn(vocabulary, left + right))
      throw damaged(path, `the merge ${JSON.stringify(merge)} makes no token`);
  }
}

function toList(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function addedTokensOf(json: Json, path: string): AddedToken[] {
  const list = json['added_tokens'] ?? [];
  if (!Array.isArray(list)) throw damaged(path, 'added_tokens should be a list');
  return list.map((entry: unknown) => addedToken(isObject(entry) ? entry : {}, path));
}

/** `added_tokens_decoder` of tokenizer_config.json: transformers adds what tokenizer.json lacks. */
function withConfigured(tokens: AddedToken[], config: Json, path: string): AddedToken[] {
  const known = new Set(tokens.map(({ text }) => text));
  const more = Object.entries(objectField(config, 'added_tokens_decoder'))
    .filter(([, entry]) => isObject(entry))
    .map(([id, entry]) => addedToken({ ...(entry as Json), id: Number(id) }, path))
    .filter(({ text }) => !known.has(text));
  return [...tokens, ...more];
}

function addedToken(entry: Json, path: string): AddedToken {
  const { content, id, special, lstrip, rstrip, single_word: singleWord } = entry;
  if (typeof content !== 'string') throw damaged(path, 'an added token has no content');
  return {
    id: checkedId(id, path),
    text: content,
    special: special === true,
    leftStrip: lstrip === true,
    rightStrip: rstrip === true,
    singleWord: singleWord === true,
  };
}

function checkedId(id: unknown, path: string): number {
  if (typeof id === 'number' && Number.isInteger(id) && id >= 0 && id < MAX_ID) return id;
  throw damaged(path, `${String(id)} is no token id`);
}

function damaged(path: string, what: string): InferenceError {
  return new InferenceError('files', `${path} is damaged: ${what}. Get it again.`);
}
