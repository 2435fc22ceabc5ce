import { l10n, window } from 'vscode';
import type { FigureSource, Sessions } from '../contracts.ts';
import type { ExistingFiles } from './existing.ts';
import { imagesIn, LANGUAGES } from './images.ts';
import { documentName, locate, type DocumentFigure } from './locate.ts';

/** Puts the figure on the cursor's line on the table: several, when the line shows several and the cursor is on none. */
export async function askLine(sessions: Sessions, files: ExistingFiles): Promise<void> {
  const editor = window.activeTextEditor;
  if (!editor || !LANGUAGES.includes(editor.document.languageId)) {
    tell(l10n.t('Open a Markdown or LaTeX document and put the cursor on a line with a figure.'));
    return;
  }
  const { document, selection } = editor;
  const { line, character } = selection.active;
  const about = imagesIn(document.getText(), document.languageId).filter(
    ({ from, to }) => from <= line && line <= to,
  );
  const onLine = about.filter((one) => one.line === line);
  const under = onLine.filter(({ start, end }) => start <= character && character <= end);
  const meant = [under, onLine, about].find((some) => some.length > 0) ?? [];
  const located = await Promise.all(meant.map((image) => locate(document, image, files)));
  const figures = located.filter((one) => one !== undefined);
  if (figures.length > 0) return await sessions.askAbout(figures.map(sourceOf));
  const [missing] = meant;
  tell(
    missing
      ? l10n.t('{0} names {1}, but there is no such file.', documentName(document), missing.path)
      : l10n.t(
          'No figure is named on this line. Put the cursor on {0} in Markdown, or on {1} in LaTeX.',
          '![…](figure.png)',
          '\\includegraphics{figure}',
        ),
  );
}

function sourceOf({ uri, origin, image: { caption } }: DocumentFigure): FigureSource {
  return { kind: 'uri', uri, origin, ...(caption !== undefined && { caption }) };
}

function tell(sentence: string): void {
  void window.showInformationMessage(sentence);
}
