import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import type { PanelState, ReportFormat } from '../../src/panel/protocol.ts';
import { usePage } from '../host/page.ts';
import { IconButton } from '../ui/controls.tsx';
import { Menu } from '../ui/Menu.tsx';

/** What can be done with the session as a whole. */
export function Header({ state }: { readonly state: PanelState }): JSX.Element {
  const { host, attempt } = usePage();
  const { run, surface, phase, figures } = state;
  const reports: readonly { readonly id: ReportFormat; readonly text: string }[] = [
    { id: 'html', text: l10n.t('HTML report') },
    { id: 'markdown', text: l10n.t('Markdown') },
    { id: 'notebook', text: l10n.t('Jupyter notebook') },
    { id: 'json', text: l10n.t('JSON') },
  ];
  const busy = phase !== 'idle';
  return (
    <header class="header">
      <h1>{title(state)}</h1>
      <div class="header-tools" role="toolbar" aria-label={l10n.t('Run')}>
        <IconButton
          icon="add"
          label={l10n.t('New question')}
          disabled={busy || (!run && figures.length === 0)}
          onClick={() =>
            attempt(
              host.request('newQuestion', { keepFigures: figures.length > 0 && run !== undefined }),
            )
          }
        />
        <IconButton
          icon="figure"
          label={l10n.t('Choose a figure…')}
          disabled={busy}
          onClick={() => attempt(host.request('pickFigures', undefined))}
        />
        <Menu
          icon="report"
          label={l10n.t('Open a report')}
          disabled={!run}
          items={reports}
          onChoose={(id) => {
            const format = reports.find((report) => report.id === id)?.id;
            if (format) attempt(host.request('openReport', { format }));
          }}
        />
        {surface === 'view' && (
          <IconButton
            icon="openTab"
            label={l10n.t('Open in an editor tab')}
            onClick={() => attempt(host.request('openTab', undefined))}
          />
        )}
      </div>
    </header>
  );
}

function title({ figures }: PanelState): string {
  const [first, ...others] = figures;
  if (!first) return 'Figscope';
  if (others.length === 0) return first.name;
  return others.length === 1
    ? l10n.t('{0} and another figure', first.name)
    : l10n.t('{0} and {1} other figures', first.name, others.length);
}
