import { existsSync, realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Beside the bundle that this code is part of, or in the build output when it runs from source. */
const CANDIDATES = ['./inference/child.mjs', '../../../dist/inference/child.mjs'];

/**
 * The built program of the inference process.
 * @throws Error with a sentence when there is none
 */
export function findInferenceProgram(): string {
  const paths = CANDIDATES.map((path) => fileURLToPath(new URL(path, import.meta.url)));
  const found = paths.find((path) => existsSync(path));
  if (found === undefined)
    throw new Error(
      'The inference process is not built: run `npm run build` and try again. The built-in analyst and models on servers work without it.',
    );
  return realpathSync(found);
}
