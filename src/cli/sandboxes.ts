import { createSandbox, type PooledSandbox } from '../sandbox/index.ts';
import { rememberReducedSandbox, reducedSandboxAllowed } from './machine.ts';
import type { Progress } from './terminal.ts';

export interface SandboxFlags {
  readonly allowReducedSandbox?: boolean;
}

/** A sandbox for one command, with the user's choice about missing isolation layers. */
export async function sandboxFor(flags: SandboxFlags, progress: Progress): Promise<PooledSandbox> {
  if (flags.allowReducedSandbox) {
    const path = await rememberReducedSandbox(true);
    progress.status(`The reduced sandbox is allowed on this machine from now on (${path}).`);
  }
  const allowReduced = flags.allowReducedSandbox ?? (await reducedSandboxAllowed());
  const node = process.env['FIGSCOPE_NODE'];
  return createSandbox({ allowReduced, ...(node ? { node } : {}) });
}
