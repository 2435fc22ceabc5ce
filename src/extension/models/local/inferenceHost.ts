import { join } from 'node:path';
import { workspace } from 'vscode';
import { findInferenceProgram, InferenceHost, rememberedIn } from '../../../models/local/index.ts';
import { findRealNode, type NodeRuntime } from '../../../sandbox/index.ts';
import { localKeepMinutes } from '../../localSettings.ts';
import { SETTING } from '../../settingKeys.ts';

/**
 * The host of the inference process, which starts with the first request.
 * @param storage where measurements are kept; without it each start measures again
 * @throws Error with a sentence for the user when there is no Node to run it, or it was not built
 */
export async function createHost(storage: string | undefined): Promise<InferenceHost> {
  const program = findInferenceProgram();
  const minutes = localKeepMinutes();
  return new InferenceHost({
    program,
    node: await inferenceNode(),
    ...(storage !== undefined && {
      remembered: rememberedIn(join(storage, 'measurements.json'), program),
    }),
    ...(minutes > 0 && { idleMinutes: minutes }),
  });
}

/** The Node that runs it: a real one before Electron's. */
export function inferenceNode(): Promise<NodeRuntime> {
  const named = workspace.getConfiguration().get<unknown>(SETTING.node);
  return findRealNode(typeof named === 'string' && named !== '' ? named : undefined);
}
