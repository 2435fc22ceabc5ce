import type { LoadedModel, Machine } from '../../models/local/index.ts';
import type { NodeRuntime } from '../../sandbox/index.ts';
import { inferenceNode } from '../models/local/inferenceHost.ts';
import { modelsRoot } from '../models/local/configuredLocal.ts';
import type { LocalModels } from '../models/localModels.ts';
import { words } from '../words.ts';

/** What there is to know of models that Figscope runs on this machine. */
export interface LocalFindings {
  readonly node?: NodeRuntime;
  readonly machine?: Machine;
  readonly loaded?: LoadedModel;
  readonly folder: string;
  /** Why something of it is not known. */
  readonly problems: readonly string[];
}

const PATIENCE_MS = 30_000;

/** Starts the inference process where it does not run, and asks it. One that writes a reply is left alone. */
export async function examineLocal(local: LocalModels): Promise<LocalFindings> {
  const problems: string[] = [];
  const attempt = async <T>(work: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await work();
    } catch (error) {
      problems.push(words(error));
      return undefined;
    }
  };
  const node = await attempt(inferenceNode);
  const running = await local.running();
  const busy = running?.status.busy === true;
  const machine = busy
    ? undefined
    : await attempt(async () => (await local.host()).machine(AbortSignal.timeout(PATIENCE_MS)));
  const loaded = running?.status.model;
  return {
    ...(node && { node }),
    ...(machine && { machine }),
    ...(loaded && { loaded }),
    folder: modelsRoot(),
    problems,
  };
}
