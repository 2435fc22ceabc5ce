import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import type { PanelEvent } from '../../src/panel/protocol.ts';
import { usePage } from '../host/page.ts';
import { Button } from '../ui/controls.tsx';
import { Icon } from '../ui/icons.tsx';

type Failed = Extract<PanelEvent, { type: 'failed' }>;

/** Why there is no answer, and the way to try again. */
export function FailedCard({
  failed,
  canRetry,
}: {
  readonly failed: Failed;
  readonly canRetry: boolean;
}): JSX.Element {
  const { host, attempt } = usePage();
  const stopped = failed.kind === 'cancelled';
  return (
    <section class={`end-card ${stopped ? 'stopped' : 'failed'}`} aria-label={l10n.t('No answer')}>
      <Icon name={stopped ? 'stop' : 'error'} />
      <div>
        <h3>{stopped ? l10n.t('Stopped') : l10n.t('No answer')}</h3>
        <p>{failed.message}</p>
        {canRetry && (
          <Button icon="retry" onClick={() => attempt(host.request('retry', undefined))}>
            {l10n.t('Retry')}
          </Button>
        )}
      </div>
    </section>
  );
}

/** The window was closed or reloaded before there was an answer. */
export function InterruptedCard({ canRetry }: { readonly canRetry: boolean }): JSX.Element {
  const { host, attempt } = usePage();
  return (
    <section class="end-card stopped" aria-label={l10n.t('Interrupted')}>
      <Icon name="warning" />
      <div>
        <h3>{l10n.t('This question was interrupted')}</h3>
        <p>
          {l10n.t(
            'The window was closed or reloaded before there was an answer. What was found until then is kept.',
          )}
        </p>
        {canRetry && (
          <Button icon="retry" onClick={() => attempt(host.request('retry', undefined))}>
            {l10n.t('Go on')}
          </Button>
        )}
      </div>
    </section>
  );
}
