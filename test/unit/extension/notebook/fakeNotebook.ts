import type { NotebookCell } from 'vscode';
import { encodePng } from '../../../fixtures/encode/png.ts';
import { draw } from '../../../fixtures/encode/pixels.ts';
import { NotebookCellKind, Uri } from '../../../fixtures/vscode.ts';

type Item = readonly [mime: string, data: Uint8Array];
/** A Markdown cell is its text, a code cell its outputs. */
type Cell = string | readonly (readonly Item[])[];

/** A picture of its own for each number. */
export const png = (seed = 0) =>
  Uint8Array.from(encodePng(draw(40, 30, (x, y) => [x * 6, y * 8, seed])));
export const text = (words: string) => new TextEncoder().encode(words);

/** A notebook as the editor gives it; its outputs have the ids "3.1" (cell 3, output 1). */
export function fakeNotebook(cells: readonly Cell[], name = 'counts.ipynb') {
  const notebook = {
    uri: Uri.file(`/work/${name}`),
    cellAt: (index: number) => all[index],
    getCells: (range?: { start: number; end: number }) =>
      range ? all.slice(range.start, range.end) : all,
  };
  const all = cells.map((cell, index) => ({
    index,
    notebook,
    kind: typeof cell === 'string' ? NotebookCellKind.Markup : NotebookCellKind.Code,
    document: { getText: () => (typeof cell === 'string' ? cell : 'plot()') },
    outputs: (typeof cell === 'string' ? [] : cell).map((items, number) => ({
      id: `${index + 1}.${number + 1}`,
      items: items.map(([mime, data]) => ({ mime, data })),
    })),
  })) as unknown as NotebookCell[];
  /** The editor with some cells selected, counted from 1. */
  const editor = (...selected: number[]) => ({
    notebook,
    selections: selected.map((one) => ({ start: one - 1, end: one })),
  });
  const cell = (position: number): NotebookCell => {
    const found = all[position - 1];
    if (!found) throw new Error(`no cell ${position}`);
    return found;
  };
  return { notebook, editor, cell };
}
