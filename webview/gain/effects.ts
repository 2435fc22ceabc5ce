import * as l10n from '@vscode/l10n';
import type { PanelEvent } from '../../src/panel/protocol.ts';

export type GainChecked = Extract<PanelEvent, { type: 'gainChecked' }>;

/** What a check without the images found, in few words. */
export function effectWords(effect: GainChecked['effect']): string {
  switch (effect) {
    case 'changed':
      return l10n.t('The images changed the answer');
    case 'same':
      return l10n.t('The images made no difference');
    case 'unclear':
      return l10n.t('Cannot be told');
  }
}
