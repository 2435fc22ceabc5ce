import { languages, type Disposable } from 'vscode';
import { handlers } from '../handler.ts';
import type { Services } from '../services.ts';
import { ExistingFiles } from './existing.ts';
import { FigureHovers } from './hover.ts';
import { LANGUAGES } from './images.ts';
import { FigureLenses } from './lens.ts';

/** Figures that documents show: above them, under the pointer, and by command. */
export function registerDocuments(services: Services): Disposable[] {
  let made: ExistingFiles | undefined;
  const files = () => (made ??= new ExistingFiles());
  const lenses = new FigureLenses(files);
  const on = handlers(services);
  return [
    lenses,
    languages.registerCodeLensProvider([...LANGUAGES], lenses),
    languages.registerHoverProvider([...LANGUAGES], new FigureHovers(files)),
    on('figscope.askAboutLine', async () => {
      const { askLine } = await import('./askLine.ts');
      await askLine(services.sessions, files());
    }),
  ];
}
