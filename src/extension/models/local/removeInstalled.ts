import { l10n, window } from 'vscode';
import { installedModels, removeModel } from '../../../models/catalog/index.ts';
import type { Services } from '../../services.ts';
import { sizeWords } from '../amounts.ts';
import { modelsRoot } from './configuredLocal.ts';

/** Deletes an installed model, or what a cut download has left. */
export async function removeInstalled({ models }: Services): Promise<void> {
  const root = modelsRoot();
  const { models: whole, incomplete, problems } = await installedModels(root);
  const items = [
    ...whole.map(({ name, label, bytes }) => ({ label, description: sizeWords(bytes), name })),
    ...incomplete.map(({ name, bytes }) => ({
      label: name,
      description: l10n.t('{0}, not downloaded to the end', sizeWords(bytes)),
      name,
    })),
    ...problems.map(({ name, text }) => ({ label: name, description: '', detail: text, name })),
  ];
  if (items.length === 0) {
    void window.showInformationMessage(l10n.t('No model is installed in {0}.', root));
    return;
  }
  const picked = await window.showQuickPick(items, {
    title: l10n.t('Remove a Model'),
    placeHolder: l10n.t('Its files are deleted'),
  });
  if (!picked) return;
  const remove = l10n.t('Remove');
  const answer = await window.showWarningMessage(
    l10n.t('Delete {0} from this machine?', picked.label),
    { modal: true, detail: l10n.t('{0} in {1}', picked.name, root) },
    remove,
  );
  if (answer !== remove) return;
  // Its files may be open in the process; on Windows they could not be deleted then.
  const host = await models.local.running();
  if (host && !host.status.busy) await host.unload();
  const { bytes } = await removeModel(root, picked.name);
  await models.local.refresh();
  void window.showInformationMessage(
    l10n.t('{0} was removed; {1} are free again.', picked.label, sizeWords(bytes)),
  );
}
