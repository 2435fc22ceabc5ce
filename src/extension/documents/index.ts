import { commands, languages, window, type Disposable } from 'vscode';
import type { Services } from '../services.ts';
import { words } from '../words.ts';
import { ExistingFiles } from './existing.ts';
import { FigureHovers } from './hover.ts';
import { LANGUAGES } from './images.ts';
import { FigureLenses } from './lens.ts';

/** Figures that documents show: above them, under the pointer, and by command. */
export function registerDocuments({ sessions, log }: Services): Disposable[] {
  let made: ExistingFiles | undefined;
  const files = () => (made ??= new ExistingFiles());
  const lenses = new FigureLenses(files);
  return [
    lenses,
    languages.registerCodeLensProvider([...LANGUAGES], lenses),
    languages.registerHoverProvider([...LANGUAGES], new FigureHovers(files)),
    commands.registerCommand('figscope.askAboutLine', async () => {
      try {
        const { askLine } = await import('./askLine.ts');
        await askLine(sessions, files());
      } catch (error) {
        log.error(error instanceof Error ? error : String(error));
        void window.showErrorMessage(words(error));
      }
    }),
  ];
}
