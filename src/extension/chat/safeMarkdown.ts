import { MarkdownString } from 'vscode';

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
