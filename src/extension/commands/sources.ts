import { l10n, TabInputCustom, TabInputText, Uri, window } from 'vscode';
import type { FigureSource } from '../contracts.ts';
import { FIGURE_EXTENSIONS, isFigureName } from '../figureTypes.ts';

/** What is known of a figure besides its address: a document that shows it knows its caption. */
export interface FigureHint {
  readonly caption?: string;
  readonly origin?: string;
}

/**
 * The figures that a menu or a document means.
 * @param clicked the file that was clicked; without one, the figure in the active editor
 * @param more all files that are selected (explorer), or what is known of the one
 * @throws Error with a sentence for the user when there is no figure
 */
export function sourcesOf(
  clicked: unknown,
  more: FigureHint | readonly unknown[] | undefined,
): FigureSource[] {
  if (clicked instanceof Uri && more !== undefined && !Array.isArray(more)) {
    const { caption, origin } = more as FigureHint;
    return [
      {
        kind: 'uri',
        uri: clicked,
        ...(caption !== undefined && { caption }),
        ...(origin !== undefined && { origin }),
      },
    ];
  }
  const selected = (Array.isArray(more) ? more : []).filter((one) => one instanceof Uri);
  const meant =
    selected.length > 0 ? selected : [clicked instanceof Uri ? clicked : activeFigure()];
  const figures = meant.filter((uri) => uri !== undefined);
  if (figures.length === 0)
    throw new Error(l10n.t('Open or select a figure first ({0}).', FIGURE_EXTENSIONS.join(', ')));
  const named = figures.filter(({ path }) => isFigureName(path));
  // A file of another name that was clicked alone is tried: its content decides, and the panel says what is wrong.
  return (named.length > 0 ? named : figures).map((uri) => ({ kind: 'uri', uri }));
}

/** The file in the tab in front: an image preview, or an editor of whatever kind. */
export function activeFigure(): Uri | undefined {
  const input = window.tabGroups.activeTabGroup.activeTab?.input;
  const uri =
    input instanceof TabInputCustom || input instanceof TabInputText ? input.uri : undefined;
  return uri && isFigureName(uri.path) ? uri : undefined;
}
