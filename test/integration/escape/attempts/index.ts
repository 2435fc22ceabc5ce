import type { Attempt } from './attempt.ts';
import { FILES } from './files.ts';
import { JAVASCRIPT } from './javascript.ts';
import { NETWORK } from './network.ts';
import { PROCESSES } from './processes.ts';
import { RUNTIME } from './runtime.ts';

/** Every attempt, by what it goes through. */
export const ATTEMPTS = {
  JavaScript: JAVASCRIPT,
  files: FILES,
  network: NETWORK,
  processes: PROCESSES,
  runtime: RUNTIME,
} satisfies Record<string, readonly Attempt[]>;
