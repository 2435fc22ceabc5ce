import { realpath } from 'node:fs/promises';
import { isAbsolute, relative } from 'node:path';
import { TabInputCustom, TabInputNotebook, TabInputText, Uri, window, workspace } from 'vscode';
import type { FigureSource } from '../contracts.ts';

/** A figure that a model named. */
export interface NamedFigure {
  readonly uri: Uri;
  /** How it is called towards the user: its path in the workspace, else the whole one. */
  readonly name: string;
  /** False: neither in the workspace nor open. The user is told before it is read. */
  readonly known: boolean;
}

/**
 * Finds a figure by what a model wrote: a path in the workspace, an absolute one, or a URI. What lies outside of the workspace is
 * not touched here.
 * @throws Error that tells the model what to write instead
 */
export async function findFigure(text: string): Promise<NamedFigure> {
  const uri = hasScheme(text) ? ofAddress(text) : await ofPath(text);
  if (isOpen(uri)) return { uri, name: nameOf(uri), known: true };
  if (!workspace.getWorkspaceFolder(uri)) return { uri, name: nameOf(uri), known: false };
  if (!(await exists(uri))) throw new Error(missing(text));
  return { uri, name: nameOf(uri), known: await isInside(uri) };
}

export function findFigures(texts: readonly string[]): Promise<NamedFigure[]> {
  return Promise.all(texts.map(findFigure));
}

export function sourceOf({ uri }: NamedFigure, page?: number): FigureSource {
  return { kind: 'uri', uri, ...(page !== undefined && { page }) };
}

/** One letter is a drive of Windows, not a scheme. */
function hasScheme(text: string): boolean {
  return /^[a-z][a-z0-9+.-]+:/iu.test(text);
}

function ofAddress(text: string): Uri {
  let uri: Uri;
  try {
    uri = Uri.parse(text, true);
  } catch {
    throw new Error(`${text} is not a URI. Give the figure's path in the workspace instead.`);
  }
  const folders = workspace.workspaceFolders ?? [];
  const isLocal = uri.scheme === 'file' && uri.authority === '';
  const isOurs = folders.some(
    (folder) => folder.uri.scheme === uri.scheme && folder.uri.authority === uri.authority,
  );
  if (isLocal || isOurs) return uri;
  throw new Error(
    `Figscope reads no ${uri.scheme === 'file' ? 'network files' : `${uri.scheme}: addresses`}, only files. Save the figure in the workspace first, then give its path.`,
  );
}

async function ofPath(text: string): Promise<Uri> {
  // Two slashes lead to another machine.
  if (/^[\\/]{2}/u.test(text))
    throw new Error(
      'Figscope reads no network files. Save the figure in the workspace first, then give its path.',
    );
  if (/^(?:\/|[a-z]:[\\/])/iu.test(text)) return Uri.file(text);
  const candidates = (workspace.workspaceFolders ?? []).flatMap(({ uri, name }) => {
    const own = text.startsWith(`${name}/`) ? [text.slice(name.length + 1)] : [];
    return [text, ...own].map((path) => Uri.joinPath(uri, path));
  });
  // A relative path that leads out of the workspace is outside like any other; it is looked at once the user has agreed.
  const leadsOut = candidates.find((uri) => !workspace.getWorkspaceFolder(uri));
  for (const uri of candidates)
    if (workspace.getWorkspaceFolder(uri) && (await exists(uri))) return uri;
  if (leadsOut) return leadsOut;
  throw new Error(missing(text));
}

function missing(text: string): string {
  const folders = (workspace.workspaceFolders ?? []).map(({ name }) => name);
  if (folders.length === 0)
    return `There is no ${text}: no folder is open in VS Code. Give the figure's absolute path.`;
  return `There is no ${text} in the workspace (${folders.join(', ')}). Find out the figure's path and call again.`;
}

async function exists(uri: Uri): Promise<boolean> {
  try {
    await workspace.fs.stat(uri);
    return true;
  } catch {
    return false; // Not there, or not for us: the same to the model.
  }
}

/** A link in the workspace may lead out of it. */
async function isInside(uri: Uri): Promise<boolean> {
  if (uri.scheme !== 'file') return true;
  const folders = (workspace.workspaceFolders ?? []).filter((one) => one.uri.scheme === 'file');
  const [file, ...roots] = await Promise.all(
    [uri, ...folders.map((folder) => folder.uri)].map(({ fsPath }) => realpath(fsPath)),
  );
  return roots.some((root) => {
    const path = relative(root, file ?? '');
    // Another drive of Windows has no relative path.
    return !/^\.\.(?:[\\/]|$)/u.test(path) && !isAbsolute(path);
  });
}

function isOpen(uri: Uri): boolean {
  const address = uri.toString();
  return window.tabGroups.all.some(({ tabs }) =>
    tabs.some(
      ({ input }) =>
        (input instanceof TabInputCustom ||
          input instanceof TabInputText ||
          input instanceof TabInputNotebook) &&
        input.uri.toString() === address,
    ),
  );
}

function nameOf(uri: Uri): string {
  return workspace.getWorkspaceFolder(uri) ? workspace.asRelativePath(uri) : uri.fsPath;
}
