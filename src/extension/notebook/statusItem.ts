import {
  EventEmitter,
  l10n,
  NotebookCellStatusBarAlignment,
  NotebookCellStatusBarItem,
  notebooks,
  workspace,
  type Disposable,
} from 'vscode';
import { ASK_OUTPUT } from './ids.ts';
import { hasImage } from './outputs.ts';

/** "Ask about this output" in the status bar of every cell that shows an image. */
export function registerStatusItem(): Disposable[] {
  const changed = new EventEmitter<void>();
  return [
    changed,
    workspace.onDidChangeNotebookDocument(({ cellChanges, contentChanges }) => {
      if (contentChanges.length > 0 || cellChanges.some(({ outputs }) => outputs)) changed.fire();
    }),
    notebooks.registerNotebookCellStatusBarItemProvider('*', {
      onDidChangeCellStatusBarItems: changed.event,
      provideCellStatusBarItems: (cell) => {
        if (!hasImage(cell)) return [];
        const item = new NotebookCellStatusBarItem(
          `$(graph) ${l10n.t('Ask about this output')}`,
          NotebookCellStatusBarAlignment.Right,
        );
        // Named without arguments, the command is given the cell.
        item.command = ASK_OUTPUT;
        item.tooltip = l10n.t('Ask Figscope about the image of this cell');
        item.accessibilityInformation = {
          label: l10n.t('Ask about the output of cell {0}', cell.index + 1),
          role: 'button',
        };
        return [item];
      },
    }),
  ];
}
