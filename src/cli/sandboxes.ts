import { createSandbox, type PooledSandbox, type SandboxOptions } from '../sandbox/index.ts';
import { rememberReducedSandbox, reducedSandboxAllowed } from './machine.ts';
import type { Progress } from './terminal.ts';

export interface SandboxFlags {
  readonly allowReducedSandbox?: boolean;
}

/**
 * How this machine's sandboxes are made: the user's choice about missing layers, and what the environment says:
 * FIGSCOPE_NODE (which Node), FIGSCOPE_PACKAGES (a folder with wheels of Pyodide's distribution),
 * FIGSCOPE_DOWNLOAD=1 (missing packages may come from the official distribution), FIGSCOPE_PYODIDE_URL (a mirror of it).
 */
export async function sandboxOptions(flags: SandboxFlags = {}): Promise<SandboxOptions> {
  const {
    FIGSCOPE_NODE: node,
    FIGSCOPE_PACKAGES: packageFolder,
    FIGSCOPE_DOWNLOAD: download,
    FIGSCOPE_PYODIDE_URL: cdnUrl,
  } = process.env;
  return {
    allowReduced: flags.allowReducedSandbox ?? (await reducedSandboxAllowed()),
    download: download === '1',
    ...(node ? { node } : {}),
    ...(packageFolder ? { packageFolder } : {}),
    ...(cdnUrl ? { cdnUrl } : {}),
  };
}

/** A sandbox for one command. `--allow-reduced-sandbox` is remembered for the machine. */
export async function sandboxFor(flags: SandboxFlags, progress: Progress): Promise<PooledSandbox> {
  if (flags.allowReducedSandbox) {
    const path = await rememberReducedSandbox(true);
    progress.status(`The reduced sandbox is allowed on this machine from now on (${path}).`);
  }
  return createSandbox(await sandboxOptions(flags));
}
