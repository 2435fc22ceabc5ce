import { DEFAULT_LIMITS } from '../reasoning/limits.ts';
import type { PackageOptions } from './packages/index.ts';

export interface SandboxOptions extends PackageOptions {
  /** The Node that runs the sandbox; else this program's own runtime, else `node` on the PATH. */
  readonly node?: string;
  /** Memory of the process in bytes; Python's share of it is a hard bound. */
  readonly memoryBytes?: number;
  /** Run even when a required layer of isolation is missing. Only ever set by a user's explicit choice. */
  readonly allowReduced?: boolean;
  /** Folder of the built sandbox, when it is not beside this code. */
  readonly folder?: string;
}

export const DEFAULT_MEMORY_BYTES = DEFAULT_LIMITS.cell.memoryBytes;
