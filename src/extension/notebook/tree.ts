import {
  commands,
  EventEmitter,
  l10n,
  ThemeIcon,
  TreeItem,
  window,
  workspace,
  type Disposable,
  type NotebookDocument,
  type TreeDataProvider,
} from 'vscode';
import { captionOf } from './cellText.ts';
import { dimensionsOf } from './dimensions.ts';
import { ASK_OUTPUT, HAS_FIGURES_KEY, NOTEBOOK_FIGURES_VIEW } from './ids.ts';
import { hasImage, imagesOf, notebookName, placeOf, type OutputImage } from './outputs.ts';
import type { Thumbnails } from './thumbnails.ts';

/** Outputs of a running cell change many times a second. */
const SETTLE_MS = 250;

/** The image outputs of the notebook in front. */
class NotebookFigures implements TreeDataProvider<OutputImage> {
  readonly #changed = new EventEmitter<void>();
  readonly onDidChangeTreeData = this.#changed.event;

  constructor(readonly thumbnails: () => Thumbnails) {}

  refresh(): void {
    this.#changed.fire();
  }

  getChildren(parent?: OutputImage): OutputImage[] {
    const notebook = window.activeNotebookEditor?.notebook;
    return parent || !notebook ? [] : notebook.getCells().flatMap(imagesOf);
  }

  async getTreeItem(image: OutputImage): Promise<TreeItem> {
    const [{ text, problem }, thumbnail] = await Promise.all([
      dimensionsOf(image),
      // An icon is no reason to show no list.
      this.thumbnails()
        .of(image)
        .catch(() => undefined),
    ]);
    const item = new TreeItem(placeOf(image));
    const caption = captionOf(image.cell);
    item.description = text;
    item.iconPath = thumbnail ?? new ThemeIcon('file-media');
    item.tooltip = [`${placeOf(image)} · ${text}`, problem, caption]
      .filter((line) => line !== undefined)
      .join('\n');
    item.accessibilityInformation = {
      label: [placeOf(image), notebookName(image.cell), text, caption]
        .filter((part) => part !== undefined)
        .join(', '),
    };
    item.contextValue = 'output';
    item.command = {
      command: ASK_OUTPUT,
      title: l10n.t('Ask About This Output'),
      arguments: [image.cell, image.output],
    };
    return item;
  }

  dispose(): void {
    this.#changed.dispose();
  }
}

/** The view of the notebook's figures; it follows the notebook in front. */
export function registerNotebookFigures(thumbnails: () => Thumbnails): Disposable[] {
  const figures = new NotebookFigures(thumbnails);
  const view = window.createTreeView(NOTEBOOK_FIGURES_VIEW, { treeDataProvider: figures });
  let timer: NodeJS.Timeout | undefined;
  let known: boolean | undefined;
  const show = () => {
    const notebook = window.activeNotebookEditor?.notebook;
    const has = notebook?.getCells().some(hasImage) ?? false;
    view.message = notebook ? '' : l10n.t('Open a notebook to see its figures.');
    if (has !== known) void commands.executeCommand('setContext', HAS_FIGURES_KEY, has);
    known = has;
    figures.refresh();
  };
  const changed = (notebook: NotebookDocument) => {
    if (notebook !== window.activeNotebookEditor?.notebook) return;
    clearTimeout(timer);
    timer = setTimeout(show, SETTLE_MS);
  };
  view.message = l10n.t('Open a notebook to see its figures.');
  if (window.activeNotebookEditor) show();
  return [
    view,
    figures,
    window.onDidChangeActiveNotebookEditor(show),
    workspace.onDidChangeNotebookDocument(({ notebook, cellChanges, contentChanges }) => {
      // Captions come from the text of cells.
      if (contentChanges.length > 0 || cellChanges.some((one) => one.outputs ?? one.document))
        changed(notebook);
    }),
    { dispose: () => clearTimeout(timer) },
  ];
}
