import { createSandbox, type PooledSandbox, type SandboxOptions } from '../sandbox/index.ts';
import { rememberReducedSandbox, reducedSandboxAllowed } from './machine.ts';
import type { Progress } from './terminal.ts';

export interface SandboxFlags {
  readonly allowReducedSandbox?: boolean;
}

/** How this machine's sandboxes are made: the user's choice about missing layers, and which Node. */
export async function sandboxOptions(flags: SandboxFlags = {}): Promise<SandboxOptions> {
  const allowReduced = flags.allowReducedSandbox ?? (await reducedSandboxAllowed());
  const node = process.env['FIGSCOPE_NODE'];
  return { allowReduced, ...(node ? { node } : {}) };
}

/** A sandbox for one command. `--allow-reduced-sandbox` is remembered for the machine. */
export async function sandboxFor(flags: SandboxFlags, progress: Progress): Promise<PooledSandbox> {
  if (flags.allowReducedSandbox) {
    const path = await rememberReducedSandbox(true);
    progress.status(`The reduced sandbox is allowed on this machine from now on (${path}).`);
  }
  return createSandbox(await sandboxOptions(flags));
}
