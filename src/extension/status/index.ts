import type { Disposable } from 'vscode';
import { handlers } from '../handler.ts';
import type { Services } from '../services.ts';
import { StatusBar } from './bar.ts';
import { CHOOSE_MODEL } from './ids.ts';
import { HiddenProgress } from './progress.ts';

/** The status bar's line, the choice of a model, and progress while the panel is hidden. */
export function registerStatus(services: Services): Disposable[] {
  const { models, sessions } = services;
  return [
    new StatusBar(models, sessions),
    new HiddenProgress(sessions),
    handlers(services)(CHOOSE_MODEL, async () => {
      const { chooseModel } = await import('./chooseModel.ts');
      await chooseModel(models);
    }),
  ];
}
