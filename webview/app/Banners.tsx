import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import type { PanelState } from '../../src/panel/protocol.ts';
import { usePage } from '../host/page.ts';
import { useSelected } from '../host/store.ts';
import { Button, IconButton } from '../ui/controls.tsx';
import { Icon } from '../ui/icons.tsx';

/** What stands in the way, with what can be done about it. */
export function Banners({ state }: { readonly state: PanelState }): JSX.Element {
  const { host, attempt, complaint } = usePage();
  const failed = useSelected(complaint, (text) => text);
  const { problem, trusted } = state;
  return (
    <div class="banners">
      {!trusted && (
        <div class="banner">
          <Icon name="lock" />
          <p>
            {l10n.t(
              'This workspace is restricted. Figures and past runs can be looked at; nothing runs.',
            )}
          </p>
          <div class="banner-actions">
            <Button onClick={() => attempt(host.request('manageTrust', undefined))}>
              {l10n.t('Manage trust')}
            </Button>
          </div>
        </div>
      )}
      {problem && (
        <div class="banner problem" role="alert">
          <Icon name="error" />
          <p>{problem.text}</p>
          <div class="banner-actions">
            {problem.actions.map(({ id, label }) => (
              <Button
                key={id}
                onClick={() => attempt(host.request('problemAction', { action: id }))}
              >
                {label}
              </Button>
            ))}
          </div>
        </div>
      )}
      {failed !== undefined && (
        <div class="banner problem" role="alert">
          <Icon name="error" />
          <p>{failed}</p>
          <div class="banner-actions">
            <IconButton
              icon="close"
              label={l10n.t('Dismiss')}
              onClick={() => complaint.set(undefined)}
            />
          </div>
        </div>
      )}
    </div>
  );
}
