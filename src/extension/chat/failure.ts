import type { ChatResult } from 'vscode';
import { escaped } from '../escaped.ts';

/** An error as the chat shows it. VS Code takes it for Markdown, and servers and figures have their words in it. */
export function failure(message: string): Required<Pick<ChatResult, 'errorDetails'>> {
  return { errorDetails: { message: escaped(message) } };
}
