import { workspace, type Disposable } from 'vscode';
import { handlers } from '../handler.ts';
import type { Services } from '../services.ts';
import { SETTING } from '../settingKeys.ts';
import { words } from '../words.ts';
import {
  BENCH_MODEL,
  CHOOSE_MODEL,
  DOWNLOAD_MODEL,
  IMPORT_MODEL,
  REMOVE_MODEL,
  SET_API_KEY,
  SET_HUB_TOKEN,
  TEST_MODEL,
  USE_MODEL_FOLDER,
} from './ids.ts';

/** The commands of models, and the check of their settings when these are changed. */
export function registerModels(services: Services): Disposable[] {
  const on = handlers(services);
  const work = async () => (await import('./work.ts')).modelWork;
  return [
    on(CHOOSE_MODEL, async () => (await work()).choose(services)),
    on(SET_API_KEY, async (url?: unknown) =>
      (await work()).setApiKey(services, typeof url === 'string' ? url : undefined),
    ),
    on(TEST_MODEL, async () => (await work()).test(services)),
    on(DOWNLOAD_MODEL, async (model?: unknown) =>
      (await work()).local.download(services, typeof model === 'string' ? model : undefined),
    ),
    on(IMPORT_MODEL, async (folder?: unknown) =>
      (await work()).local.importFolder(services, folder),
    ),
    on(REMOVE_MODEL, async () => (await work()).local.remove(services)),
    on(USE_MODEL_FOLDER, async (folder?: unknown) =>
      (await work()).local.useFolder(services, folder),
    ),
    on(BENCH_MODEL, async () => (await work()).local.bench(services)),
    on(SET_HUB_TOKEN, async () => (await work()).local.setHubToken(services.context.secrets)),
    workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration(SETTING.modelsFolder))
        services.models.local.refresh().catch((error: unknown) => services.log.warn(words(error)));
      const read = [SETTING.models, SETTING.localModels, SETTING.profileFiles];
      if (!read.some((key) => change.affectsConfiguration(key))) return;
      void work().then(({ tellProblems }) => tellProblems());
    }),
  ];
}
