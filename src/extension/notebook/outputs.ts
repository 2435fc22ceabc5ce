import { l10n, type NotebookCell, type NotebookCellOutput } from 'vscode';
import type { FigureSource } from '../contracts.ts';
import { captionOf } from './cellText.ts';

/** Types that can be read, the best first: an output often has the same picture in several. */
const ENDINGS: ReadonlyMap<string, string> = new Map([
  ['image/png', 'png'],
  ['image/jpeg', 'jpg'],
  ['image/jpg', 'jpg'],
  ['image/webp', 'webp'],
  ['image/gif', 'gif'],
  ['image/bmp', 'bmp'],
  ['image/x-ms-bmp', 'bmp'],
  ['image/tiff', 'tif'],
]);

/** A picture among the outputs of a cell. */
export interface OutputImage {
  readonly cell: NotebookCell;
  readonly output: NotebookCellOutput;
  readonly mime: string;
  /** The picture as it is stored in the notebook. */
  readonly bytes: Uint8Array;
  /** Ending of a file with this picture. */
  readonly ending: string;
  /** Place among the pictures of the cell, from 1, and how many there are. */
  readonly number: number;
  readonly of: number;
}

/** All pictures among the outputs of a cell that can be read, one for each output. */
export function imagesOf(cell: NotebookCell): OutputImage[] {
  const found = cell.outputs.flatMap((output) => {
    for (const [mime, ending] of ENDINGS) {
      const item = output.items.find((one) => one.mime === mime && one.data.length > 0);
      if (item) return [{ cell, output, mime, bytes: item.data, ending }];
    }
    return [];
  });
  return found.map((image, index) => ({ ...image, number: index + 1, of: found.length }));
}

/** Has the cell a picture that can be read? Looks at the types alone. */
export function hasImage(cell: NotebookCell): boolean {
  return cell.outputs.some(({ items }) => items.some(({ mime }) => ENDINGS.has(mime)));
}

/** Is there an output that is a drawing in SVG and nothing else? */
export function isOnlySvg(outputs: readonly NotebookCellOutput[]): boolean {
  return outputs.some(
    ({ items }) =>
      items.some(({ mime }) => mime === 'image/svg+xml') &&
      !items.some(({ mime }) => ENDINGS.has(mime)),
  );
}

/** "Cell 3", and which picture when the cell has several. */
export function placeOf({ cell, number, of }: OutputImage): string {
  const position = cell.index + 1;
  return of === 1 ? l10n.t('Cell {0}', position) : l10n.t('Cell {0}, image {1}', position, number);
}

/** Name of the notebook's file. */
export function notebookName({ notebook }: NotebookCell): string {
  return notebook.uri.path.slice(notebook.uri.path.lastIndexOf('/') + 1);
}

/** The picture as a figure that can be asked about. */
export function figureOf(image: OutputImage): FigureSource {
  const { cell, bytes, ending, number, of } = image;
  const notebook = notebookName(cell);
  const position = cell.index + 1;
  const title =
    of === 1
      ? l10n.t('{0}, cell {1}', notebook, position)
      : l10n.t('{0}, cell {1}, image {2}', notebook, position, number);
  const caption = captionOf(cell);
  return {
    kind: 'bytes',
    bytes,
    name: `${title}.${ending}`,
    origin: l10n.t('cell {0} of {1}', position, notebook),
    from: { uri: cell.notebook.uri, cell: cell.index },
    ...(caption !== undefined && { caption }),
  };
}
