import { l10n, window } from 'vscode';
import type { History } from '../contracts.ts';
import type { ReportFormat } from '../../panel/protocol.ts';

/** Asks for a format and exports the report of a run. */
export async function exportRun(history: History, run: string): Promise<void> {
  const formats: { readonly format: ReportFormat; label: string; detail: string }[] = [
    {
      format: 'html',
      label: l10n.t('HTML'),
      detail: l10n.t('One page with all its images, to read and to send'),
    },
    {
      format: 'markdown',
      label: l10n.t('Markdown'),
      detail: l10n.t('Text that points to the images of the run'),
    },
    {
      format: 'notebook',
      label: l10n.t('Jupyter notebook'),
      detail: l10n.t('The cells with their outputs and images'),
    },
    { format: 'json', label: l10n.t('JSON'), detail: l10n.t('Every event, for programs') },
  ];
  const picked = await window.showQuickPick(formats, {
    title: l10n.t('Export Report'),
    placeHolder: l10n.t('Choose a format'),
  });
  if (picked) await history.export(run, picked.format);
}
