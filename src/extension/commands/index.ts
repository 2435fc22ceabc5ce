import { commands, type Disposable } from 'vscode';
import { handlers } from '../handler.ts';
import type { Services } from '../services.ts';
import { COMMAND } from './ids.ts';
import type { FigureHint } from './sources.ts';

/** Commands that put figures on the table, and those of the panel itself. */
export function registerCommands(services: Services): Disposable[] {
  const { context, sessions } = services;
  const on = handlers(services);
  return [
    on(COMMAND.ask, async () => {
      const { pickFigures } = await import('./pickFigures.ts');
      await pickFigures(sessions, context);
    }),
    on(COMMAND.askAboutFigure, async (clicked?: unknown, more?: unknown) => {
      const { sourcesOf } = await import('./sources.ts');
      const sources = sourcesOf(clicked, more as FigureHint | readonly unknown[] | undefined);
      await sessions.askAbout(sources);
    }),
    on(COMMAND.addFigures, async (clicked?: unknown, more?: unknown) => {
      const { sourcesOf } = await import('./sources.ts');
      await sessions.addFigures(sourcesOf(clicked, more as readonly unknown[] | undefined));
    }),
    on(COMMAND.askAboutClipboard, () => sessions.askAboutClipboard()),
    on(COMMAND.newQuestion, () => sessions.newQuestion()),
    on(COMMAND.stop, () => {
      sessions.stop();
      return undefined;
    }),
    on(COMMAND.openTab, () => sessions.openTab()),
    on(COMMAND.openWalkthrough, async () =>
      commands.executeCommand(
        'workbench.action.openWalkthrough',
        `${context.extension.id}#figscope.start`,
        false,
      ),
    ),
    on(COMMAND.openSettings, async () =>
      commands.executeCommand('workbench.action.openSettings', `@ext:${context.extension.id}`),
    ),
  ];
}
