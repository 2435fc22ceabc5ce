import { join } from 'node:path';
import { commands, window, type Disposable } from 'vscode';
import type { Services } from '../services.ts';
import { words } from '../words.ts';
import { ASK_OUTPUT } from './ids.ts';
import { registerStatusItem } from './statusItem.ts';
import { Thumbnails } from './thumbnails.ts';
import { registerNotebookFigures } from './tree.ts';

/** Figures in the outputs of notebooks: their command, their item on the cell, their view. */
export function registerNotebook({ context, sessions, log }: Services): Disposable[] {
  let made: Thumbnails | undefined;
  const thumbnails = () =>
    (made ??= new Thumbnails(join(context.globalStorageUri.fsPath, 'thumbnails')));
  return [
    commands.registerCommand(ASK_OUTPUT, async (clicked?: unknown, output?: unknown) => {
      try {
        const { askOutput } = await import('./askOutput.ts');
        await askOutput(sessions, thumbnails(), clicked, output);
      } catch (error) {
        log.error(error instanceof Error ? error : String(error));
        void window.showErrorMessage(words(error));
      }
    }),
    ...registerStatusItem(),
    ...registerNotebookFigures(thumbnails),
  ];
}
