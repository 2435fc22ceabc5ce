import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { workspace, type ExtensionContext } from 'vscode';

/**
 * Folder for the runs and figures of this workspace. It lies in the global storage under a name made from the workspace's address:
 * the storage that VS Code keeps for a workspace is locked by one extension host, so that a window that is reloaded before the old
 * host has ended would be given another, empty one.
 */
export function workspaceStorage({ globalStorageUri }: ExtensionContext): string {
  const { workspaceFile, workspaceFolders = [] } = workspace;
  const address = workspaceFile ?? workspaceFolders.map(({ uri }) => uri.toString()).join('\n');
  const name = createHash('sha256').update(address.toString()).digest('hex').slice(0, 16);
  return join(globalStorageUri.fsPath, 'workspaces', name);
}
