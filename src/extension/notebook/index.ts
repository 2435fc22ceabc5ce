import { join } from 'node:path';
import type { Disposable } from 'vscode';
import { handlers } from '../handler.ts';
import type { Services } from '../services.ts';
import { ASK_OUTPUT } from './ids.ts';
import { registerStatusItem } from './statusItem.ts';
import { Thumbnails } from './thumbnails.ts';
import { registerNotebookFigures } from './tree.ts';

/** Figures in the outputs of notebooks: their command, their item on the cell, their view. */
export function registerNotebook(services: Services): Disposable[] {
  const { context, sessions } = services;
  let made: Thumbnails | undefined;
  const thumbnails = () =>
    (made ??= new Thumbnails(join(context.globalStorageUri.fsPath, 'thumbnails')));
  const on = handlers(services);
  return [
    on(ASK_OUTPUT, async (clicked?: unknown, output?: unknown) => {
      const { askOutput } = await import('./askOutput.ts');
      await askOutput(sessions, thumbnails(), clicked, output);
    }),
    ...registerStatusItem(),
    ...registerNotebookFigures(thumbnails),
  ];
}
