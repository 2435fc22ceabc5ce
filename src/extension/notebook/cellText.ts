import { NotebookCellKind, type NotebookCell } from 'vscode';

const MAX_CAPTION = 300;
/** Cells above that are looked at: what stands further away is about something else. */
const MAX_CELLS = 50;

/** What the notebook says above a cell about it: the last heading or paragraph of its text. */
export function captionOf(cell: NotebookCell): string | undefined {
  const first = Math.max(0, cell.index - MAX_CELLS);
  for (let index = cell.index - 1; index >= first; index -= 1) {
    const above = cell.notebook.cellAt(index);
    if (above.kind !== NotebookCellKind.Markup) continue;
    const caption = lastParagraph(above.document.getText());
    if (caption !== undefined) return caption;
  }
  return undefined;
}

/** The last heading or paragraph of a Markdown text as plain words, shortened. */
export function lastParagraph(markdown: string): string | undefined {
  const words = withoutCodeBlocks(markdown)
    // A heading ends its paragraph even without an empty line.
    .replace(/^( {0,3}#{1,6} .*)$/gm, '\n$1\n')
    .split(/\n[ \t]*\n/)
    .map(plain)
    .filter((paragraph) => /[\p{L}\p{N}]/u.test(paragraph))
    .at(-1);
  return words === undefined ? undefined : shortened(words);
}

function withoutCodeBlocks(markdown: string): string {
  let fence: string | undefined;
  const lines = markdown.split(/\r?\n/).filter((line) => {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    if (mark === undefined) return fence === undefined;
    if (fence === undefined) fence = mark;
    else if (mark.startsWith(fence)) fence = undefined;
    return false;
  });
  return lines.join('\n');
}

function plain(paragraph: string): string {
  return paragraph
    .replace(/!\[[^\]]*\]\([^)]*\)/g, ' ')
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/<[^<>]*>/g, ' ')
    .replace(/^[ \t]*(?:#{1,6}|>|[-*+]|\d+[.)])[ \t]+/gm, '')
    .replace(/(\*\*|__|`)(?=\S)(.*?\S)\1/g, '$2')
    .replace(/(?<![\w*])([*_])(?=\S)([^*_]*\S)\1(?![\w*])/g, '$2')
    .replace(/\s+/g, ' ')
    .trim();
}

function shortened(text: string): string {
  if (text.length <= MAX_CAPTION) return text;
  const cut = text.slice(0, MAX_CAPTION - 1);
  const space = cut.lastIndexOf(' ');
  return `${cut.slice(0, space > MAX_CAPTION / 2 ? space : undefined)}…`;
}
