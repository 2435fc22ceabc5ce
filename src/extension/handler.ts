import { commands, window, type Disposable } from 'vscode';
import type { Services } from './services.ts';
import { words } from './words.ts';

/** Registers commands whose errors are told in a sentence and kept in the log. */
export function handlers({ log }: Pick<Services, 'log'>) {
  return <Args extends unknown[]>(
    id: string,
    run: (...args: Args) => Promise<unknown> | undefined,
  ): Disposable =>
    commands.registerCommand(id, async (...args: Args) => {
      try {
        await run(...args);
      } catch (error) {
        log.error(error instanceof Error ? error : String(error));
        void window.showErrorMessage(words(error));
      }
    });
}
