import { env, l10n, Uri, window } from 'vscode';
import {
  dtypeWords,
  findEntry,
  fits,
  machineMemory,
  type PullPlan,
} from '../../../models/catalog/index.ts';
import { sizeWords } from '../amounts.ts';
import { fitWords } from './pickDownload.ts';

/** Asks, with sizes and licence, before anything is downloaded. */
export async function confirmDownload(plan: PullPlan): Promise<boolean> {
  const download = l10n.t('Download');
  const licence = l10n.t('Show Licence');
  for (;;) {
    const answer = await window.showInformationMessage(
      l10n.t('Download {0}?', plan.label),
      { modal: true, detail: planWords(plan) },
      download,
      licence,
    );
    if (answer !== licence) return answer === download;
    await env.openExternal(Uri.parse(licencePage(plan)));
  }
}

/** The licence's own page where it is known, else the model's. */
function licencePage({ repository, revision, endpoint }: PullPlan): string {
  return findEntry(repository)?.licence.url ?? `${endpoint}/${repository}/tree/${revision}`;
}

/** What is downloaded, from where, and what it will need. */
export function planWords(plan: PullPlan): string {
  const { files, totalBytes, presentBytes, memoryBytes, licence, endpoint } = plan;
  const fit = fits(memoryBytes, machineMemory().totalBytes);
  return [
    l10n.t('{0} from {1}', plan.repository, new URL(endpoint).host),
    presentBytes > 0
      ? l10n.t(
          '{0} in {1} files, {2} of it already here',
          sizeWords(totalBytes),
          files.length,
          sizeWords(presentBytes),
        )
      : l10n.t('{0} in {1} files', sizeWords(totalBytes), files.length),
    l10n.t('Weights: {0}', dtypeWords(plan.dtype)),
    l10n.t('Memory: about {0}, {1}', sizeWords(memoryBytes), fitWords(fit, memoryBytes)),
    l10n.t('Licence: {0}', licence ?? l10n.t('not stated')),
    ...plan.notices,
  ].join('\n');
}
