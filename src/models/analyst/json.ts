import type { Json, Look } from './step.ts';

type JsonObject = { readonly [key: string]: Json };

/** The last line of `stdout` that holds a JSON object; undefined when there is none. */
export function lastJsonObject(stdout: string): JsonObject | undefined {
  for (const line of stdout.split('\n').reverse()) {
    const text = line.trim();
    if (!text.startsWith('{') || !text.endsWith('}')) continue;
    const value = parse(text);
    if (isObject(value)) return value;
  }
  return undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A printed Python dict looks like JSON and is not: the next line may be.
    return undefined;
  }
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function numberAt(data: Look['data'], key: string): number | undefined {
  const value = data?.[key];
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

export function textAt(data: Look['data'], key: string): string | undefined {
  const value = data?.[key];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

export function objectAt(data: Look['data'], key: string): JsonObject | undefined {
  const value = data?.[key];
  return isObject(value) ? value : undefined;
}

export function listAt(data: Look['data'], key: string): readonly Json[] {
  const value = data?.[key];
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}

export function textsAt(data: Look['data'], key: string): readonly string[] {
  return listAt(data, key).filter((item): item is string => typeof item === 'string');
}
