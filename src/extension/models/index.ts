import { workspace, type Disposable } from 'vscode';
import { handlers } from '../handler.ts';
import type { Services } from '../services.ts';
import { SETTING } from '../settingKeys.ts';
import { CHOOSE_MODEL, SET_API_KEY, TEST_MODEL } from './ids.ts';

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
    workspace.onDidChangeConfiguration((change) => {
      if (!change.affectsConfiguration(SETTING.models)) {
        if (!change.affectsConfiguration(SETTING.profileFiles)) return;
      }
      void work().then(({ tellProblems }) => tellProblems());
    }),
  ];
}
