import { window, workspace, type NotebookCell, type NotebookCellOutput } from 'vscode';

/** The cells or the one output that a command is about. */
export interface Target {
  readonly cells: readonly NotebookCell[];
  /** Only this output of the (one) cell. */
  readonly output?: NotebookCellOutput;
}

/**
 * What the place a command was called from means.
 * @param clicked a cell (its toolbar, its status bar), the context of an output that was clicked on with the other mouse button
 *   (`{ webviewSection: 'image', outputId, … }`), or nothing (the palette, a key): the selected cells
 * @param output of the cell, when the caller knows it
 */
export function targetOf(clicked: unknown, output?: unknown): Target {
  if (isCell(clicked)) {
    const meant = clicked.outputs.find((one) => one === output);
    return { cells: [clicked], ...(meant && { output: meant }) };
  }
  const { outputId } = Object(clicked) as { readonly outputId?: unknown };
  const found = typeof outputId === 'string' ? byOutputId(outputId) : undefined;
  return found ?? { cells: selectedCells() };
}

/** The output with this id, in the notebook in front first. */
function byOutputId(id: string): Target | undefined {
  const active = window.activeNotebookEditor?.notebook;
  const others = workspace.notebookDocuments.filter((one) => one !== active);
  for (const notebook of active ? [active, ...others] : others)
    for (const cell of notebook.getCells()) {
      const output = cell.outputs.find((one) => idOf(one) === id);
      if (output) return { cells: [cell], output };
    }
  return undefined;
}

/** VS Code gives outputs an id, which its typings do not have. */
function idOf(output: NotebookCellOutput): unknown {
  return (output as { readonly id?: unknown }).id;
}

function selectedCells(): NotebookCell[] {
  const editor = window.activeNotebookEditor;
  return editor ? editor.selections.flatMap((range) => editor.notebook.getCells(range)) : [];
}

function isCell(value: unknown): value is NotebookCell {
  const { notebook, outputs, index } = Object(value) as Partial<NotebookCell>;
  return notebook !== undefined && Array.isArray(outputs) && typeof index === 'number';
}
