import type { ExtensionContext } from 'vscode';

/** Registers; all work waits until something is used. */
export function activate(_context: ExtensionContext): void {
  // Filled by the rooms of this folder.
}
