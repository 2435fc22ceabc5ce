import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import type { CellError } from '../../src/reasoning/sandbox.ts';
import { Icon } from '../ui/icons.tsx';

/** A Python error as the author of the code sees it. */
export function CellErrorView({ error }: { readonly error: CellError }): JSX.Element {
  const { type, message, line, source } = error;
  return (
    <div class="cell-error">
      <p>
        <Icon name="error" />
        <b>{type}</b>
        {line !== undefined && <span class="quiet">{l10n.t('line {0}', line)}</span>}
      </p>
      <p class="message">{message}</p>
      {source !== undefined && <pre tabIndex={0}>{source}</pre>}
    </div>
  );
}
