import { l10n, window } from 'vscode';
import type { Sessions } from '../contracts.ts';
import { figureOf, imagesOf, isOnlySvg } from './outputs.ts';
import { pickImages } from './pickImages.ts';
import { targetOf, type Target } from './target.ts';
import type { Thumbnails } from './thumbnails.ts';

/** Puts the output that was clicked on, or the pictures of the selected cells, on the table. */
export async function askOutput(
  sessions: Sessions,
  thumbnails: Thumbnails,
  clicked: unknown,
  output: unknown,
): Promise<void> {
  const target = targetOf(clicked, output);
  const images = target.cells
    .flatMap(imagesOf)
    .filter((image) => !target.output || image.output === target.output);
  if (images.length === 0) {
    void window.showInformationMessage(reasonForNothing(target));
    return;
  }
  const chosen = await pickImages(images, thumbnails);
  if (chosen?.length) await sessions.askAbout(chosen.map(figureOf));
}

function reasonForNothing({ cells, output }: Target): string {
  if (cells.length === 0)
    return window.activeNotebookEditor
      ? l10n.t('Select the cell with the image first.')
      : l10n.t('Open a notebook and select the cell with the image first.');
  if (isOnlySvg(output ? [output] : cells.flatMap((cell) => cell.outputs)))
    return l10n.t(
      'This output is an SVG drawing, which cannot be read yet. Have it drawn as PNG and run the cell again; with matplotlib: %config InlineBackend.figure_formats = ["png"]',
    );
  return l10n.t(
    'There is no image among the outputs of this cell. Run a cell that draws one, or select another cell.',
  );
}
