import { join } from 'node:path';
import { InferenceError } from '../errors.ts';
import { readText } from './textFile.ts';

/** Configurations are a few kilobytes; a tokenizer has a reader of its own. */
const MAX_BYTES = 4 * 1024 * 1024;

export type Json = Readonly<Record<string, unknown>>;

/**
 * A JSON object from a model's folder; `undefined` when there is no such file.
 * @throws InferenceError `files` when it is too large, damaged or no object
 */
export async function readJson(folder: string, name: string): Promise<Json | undefined> {
  const text = await readText(folder, name, MAX_BYTES);
  return text === undefined ? undefined : parsedObject(text, join(folder, name));
}

/** The JSON object of a file's text. @throws InferenceError `files` when it is damaged or no object */
export function parsedObject(text: string, path: string): Json {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new InferenceError(
      'files',
      `${path} is not valid JSON: it may have been cut off while it was copied. Get it again.`,
      { cause: error },
    );
  }
  if (isObject(value)) return value;
  throw new InferenceError('files', `${path} should hold a JSON object.`);
}

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A field that is an object itself; empty where it is anything else. */
export function objectField(json: Json, name: string): Json {
  const value = Object.hasOwn(json, name) ? json[name] : undefined;
  return isObject(value) ? value : {};
}

/** A field that is a finite number. */
export function numberField(json: Json, name: string): number | undefined {
  const value = Object.hasOwn(json, name) ? json[name] : undefined;
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** A field that is one whole number or several: `eos_token_id`, `deepstack_visual_indexes`. */
export function integersField(json: Json, name: string): readonly number[] {
  const value = Object.hasOwn(json, name) ? json[name] : undefined;
  const list: readonly unknown[] = Array.isArray(value) ? (value as unknown[]) : [value];
  return list.filter((item): item is number => Number.isSafeInteger(item));
}
