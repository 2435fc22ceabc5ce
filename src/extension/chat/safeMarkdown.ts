import { MarkdownString } from 'vscode';
import { oneLine } from '../../reasoning/messages/fence.ts';

/**
 * Markdown that a model wrote: no command runs from it, no HTML is in it, and no picture is fetched by it, which could tell another
 * machine what the model saw.
 */
export function fromModel(text: string): MarkdownString {
  const markdown = new MarkdownString(text.replaceAll('![', '\\!['));
  markdown.isTrusted = false;
  markdown.supportHtml = false;
  return markdown;
}

/** Text on one line that does not act as Markdown. */
export function escaped(text: string): string {
  return new MarkdownString().appendText(oneLine(text)).value;
}
