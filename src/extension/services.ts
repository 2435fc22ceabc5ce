import type { ExtensionContext, LogOutputChannel } from 'vscode';
import type { History, Sessions } from './contracts.ts';
import type { ModelRegistry } from './models/registry.ts';

/** What the rooms of the extension are given when they register. Nothing behind these is loaded before it is used. */
export interface Services {
  readonly context: ExtensionContext;
  readonly sessions: Sessions;
  readonly history: History;
  readonly models: ModelRegistry;
  readonly log: LogOutputChannel;
}
