import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import { Icon } from '../ui/icons.tsx';
import { unbackedWords } from './answerText.ts';

/** Says that the answer claims what no cell of the run has shown. */
export function Unbacked({ reason }: { readonly reason: string }): JSX.Element {
  return (
    <div class="unbacked" role="note">
      <Icon name="warning" />
      <p>
        <strong>{l10n.t('Not backed by any observation')}</strong> {unbackedWords(reason)}
      </p>
    </div>
  );
}
