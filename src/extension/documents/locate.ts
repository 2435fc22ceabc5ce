import { l10n, Uri, workspace, type TextDocument } from 'vscode';
import type { ExistingFiles } from './existing.ts';
import { imagesIn, type NamedImage } from './images.ts';

/** An image of a document with the file that it names. */
export interface DocumentFigure {
  readonly image: NamedImage;
  readonly uri: Uri;
  /** "line 12 of paper.md" */
  readonly origin: string;
}

/** The file that an image of a document names, if there is one. */
export async function locate(
  document: TextDocument,
  image: NamedImage,
  files: ExistingFiles,
): Promise<DocumentFigure | undefined> {
  for (const candidate of image.candidates)
    for (const uri of addresses(document, candidate))
      if (await files.has(uri)) {
        const name = documentName(document);
        return { image, uri, origin: l10n.t('line {0} of {1}', image.line + 1, name) };
      }
  return undefined;
}

/** All images of a document whose files exist. */
export async function figuresIn(
  document: TextDocument,
  files: ExistingFiles,
): Promise<DocumentFigure[]> {
  const images = imagesIn(document.getText(), document.languageId);
  const located = await Promise.all(images.map((image) => locate(document, image, files)));
  return located.filter((one) => one !== undefined);
}

/** Name of the document's file. */
export function documentName({ uri }: TextDocument): string {
  return uri.path.slice(uri.path.lastIndexOf('/') + 1);
}

/** Where a path of a document can lead, in this order. */
function addresses({ uri, languageId }: TextDocument, path: string): Uri[] {
  const folder = (workspace.getWorkspaceFolder(uri) ?? workspace.workspaceFolders?.[0])?.uri;
  const isLocal = uri.scheme === 'file';
  const slashed = path.replaceAll('\\', '/');
  if (/^file:/i.test(path)) return isLocal ? [Uri.parse(path)] : [];
  if (/^[a-z]:/i.test(path)) return isLocal ? [Uri.file(path)] : [];
  if (slashed.startsWith('/'))
    return [
      ...(folder ? [Uri.joinPath(folder, slashed)] : []),
      ...(isLocal ? [Uri.file(slashed)] : []),
    ];
  const beside = uri.scheme === 'untitled' ? [] : [Uri.joinPath(uri, '..', slashed)];
  // LaTeX looks from the main document, which is often in the folder above.
  const fromRoot = languageId === 'latex' || languageId === 'tex' || beside.length === 0;
  return [...beside, ...(folder && fromRoot ? [Uri.joinPath(folder, slashed)] : [])];
}
