import type { ModelEntry } from './entry.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The key of a model: the value of the variable that it names. Undefined when it names none, or an unset or empty one. */
export function keyOf(
  { keyEnv }: Pick<ModelEntry, 'keyEnv'>,
  env: Environment = process.env,
): string | undefined {
  // A line feed at the end is what `$(cat key.txt)` and editors leave behind; no key has one.
  const key = keyEnv === undefined ? undefined : env[keyEnv]?.trim();
  return key === '' ? undefined : key;
}
