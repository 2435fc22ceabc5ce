import {
  Hover,
  l10n,
  MarkdownString,
  Range,
  type HoverProvider,
  type Position,
  type TextDocument,
} from 'vscode';
import { isBrowserFormat } from '../figureTypes.ts';
import { askCommand } from './askCommand.ts';
import type { ExistingFiles } from './existing.ts';
import { imagesIn } from './images.ts';
import { locate } from './locate.ts';

/** The height is given, so that the hover has its size before the image is loaded. */
const PREVIEW_HEIGHT = 200;

/** "Ask about this figure" when the pointer rests on an image of a document. */
export class FigureHovers implements HoverProvider {
  constructor(readonly files: () => ExistingFiles) {}

  async provideHover(document: TextDocument, position: Position): Promise<Hover | undefined> {
    const image = imagesIn(document.getText(), document.languageId).find(
      ({ line, start, end }) =>
        line === position.line && start <= position.character && position.character <= end,
    );
    const figure = image && (await locate(document, image, this.files()));
    if (!figure) return undefined;
    const { line, start, end } = figure.image;
    const ask = askCommand(figure);
    const text = new MarkdownString('', true);
    // Only this command: the document is not ours.
    text.isTrusted = { enabledCommands: [ask.command] };
    // VS Code itself previews the images of Markdown.
    if (document.languageId !== 'markdown' && isBrowserFormat(figure.uri.path))
      text.appendMarkdown(`![](${figure.uri.toString()}|height=${PREVIEW_HEIGHT})\n\n`);
    // A bracket in a caption would end the link.
    const parameters = encodeURIComponent(JSON.stringify(ask.arguments))
      .replaceAll('(', '%28')
      .replaceAll(')', '%29');
    text.appendMarkdown(
      `[$(graph) ${l10n.t('Ask about this figure')}](command:${ask.command}?${parameters})`,
    );
    return new Hover(text, new Range(line, start, line, end));
  }
}
