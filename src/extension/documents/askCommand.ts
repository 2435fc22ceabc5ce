import type { Uri } from 'vscode';
import type { DocumentFigure } from './locate.ts';

/** The command that puts a document's figure on the table, with what the document says of it. */
export function askCommand({ uri, origin, image: { caption } }: DocumentFigure): {
  readonly command: string;
  readonly arguments: [Uri, { readonly caption?: string; readonly origin: string }];
} {
  return {
    command: 'figscope.askAboutFigure',
    arguments: [uri, { origin, ...(caption !== undefined && { caption }) }],
  };
}
