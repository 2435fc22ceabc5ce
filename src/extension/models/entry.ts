import type { Model } from '../../reasoning/model.ts';
import type { ModelChoice } from '../../panel/protocol.ts';

/** A model that can be chosen; nothing of it is loaded before it is asked. */
export interface Entry {
  readonly choice: ModelChoice;
  /** Where the picker lists it. */
  readonly group: 'machine' | 'servers' | 'vscode' | 'extensions';
  /** Host that figures go to; none when they stay on this machine. */
  readonly host?: string;
  /** @throws Error with a sentence for the user when it cannot be had */
  readonly load: () => Promise<Model>;
}
