import type { LogOutputChannel } from 'vscode';
import type { Box } from '../../figures/frame.ts';
import type { RunStore } from '../../runs/runStore.ts';
import type { ModelRegistry } from '../models/registry.ts';
import type { Sandboxes } from '../sandbox/sandboxes.ts';
import type { FigureFiles } from './figureFiles.ts';
import type { KeptSessions } from './keptSession.ts';

/** What all sessions share. */
export interface SessionParts {
  readonly store: RunStore;
  readonly files: FigureFiles;
  readonly kept: KeptSessions;
  readonly models: ModelRegistry;
  readonly sandboxes: Sandboxes;
  /** May these figures go to this host? Asks the user the first time. */
  readonly consent: (host: string, figures: readonly string[]) => Promise<boolean>;
  readonly log: LogOutputChannel;
  readonly version: string;
}

/** A question as it was last asked, for asking it again. */
export interface Asked {
  readonly question: string;
  readonly region?: { readonly figure: string; readonly box: Box };
}
