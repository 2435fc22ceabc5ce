import {
  CodeLens,
  EventEmitter,
  l10n,
  Range,
  workspace,
  type CodeLensProvider,
  type TextDocument,
} from 'vscode';
import { SETTING } from '../settingKeys.ts';
import type { ExistingFiles } from './existing.ts';
import { askCommand } from './askCommand.ts';
import { figuresIn } from './locate.ts';

/** "Ask about this figure" above each image of a document. */
export class FigureLenses implements CodeLensProvider {
  readonly #changed = new EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.#changed.event;
  readonly #listening = workspace.onDidChangeConfiguration((change) => {
    if (change.affectsConfiguration(SETTING.codeLens)) this.#changed.fire();
  });

  constructor(readonly files: () => ExistingFiles) {}

  async provideCodeLenses(document: TextDocument): Promise<CodeLens[]> {
    if (workspace.getConfiguration().get(SETTING.codeLens) === false) return [];
    const figures = await figuresIn(document, this.files());
    return figures.map((figure) => {
      const { line, start, end } = figure.image;
      return new CodeLens(new Range(line, start, line, end), {
        ...askCommand(figure),
        title: l10n.t('Ask about this figure'),
        tooltip: figure.image.path,
      });
    });
  }

  dispose(): void {
    this.#listening.dispose();
    this.#changed.dispose();
  }
}
