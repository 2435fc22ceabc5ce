import type { Disposable } from 'vscode';
import type { Services } from '../services.ts';
import { StatusBar } from './bar.ts';
import { HiddenProgress } from './progress.ts';

/** The status bar's line, and progress while the panel is hidden. */
export function registerStatus({ models, sessions }: Services): Disposable[] {
  return [new StatusBar(models, sessions), new HiddenProgress(sessions)];
}
