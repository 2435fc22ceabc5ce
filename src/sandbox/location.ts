import { existsSync, realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { SandboxError } from './errors.ts';

/** Beside the bundle that this code is part of, or in the build output when it runs from source. */
const CANDIDATES = ['./sandbox/', '../../dist/sandbox/'];

export interface SandboxFiles {
  /** Folder that the process may read; real path without a trailing separator. */
  readonly folder: string;
  /** The process' program. */
  readonly program: string;
}

/** Finds the built sandbox. Throws `SandboxError` when there is none. */
export function findSandboxFiles(named?: string): SandboxFiles {
  const folders = named
    ? [named]
    : CANDIDATES.map((path) => fileURLToPath(new URL(path, import.meta.url)));
  const found = folders.find((folder) => existsSync(`${folder}/child.mjs`));
  if (!found)
    throw new SandboxError(
      'NotBuilt',
      'The sandbox is not built: run `npm run build` and try again.',
    );
  const folder = realpathSync(found);
  return { folder, program: `${folder}/child.mjs` };
}
