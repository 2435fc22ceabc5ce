import { l10n, window } from 'vscode';
import type { Models } from '../contracts.ts';

/** Lets the user choose the model that answers from the next question on. */
export async function chooseModel(models: Models): Promise<void> {
  const { id: current } = models.current;
  const items = models.list().map(({ id, label, where, detail }) => ({
    id,
    label: id === current ? `$(check) ${label}` : label,
    description: id === current ? l10n.t('{0} · current', where) : where,
    ...(detail !== undefined && { detail }),
  }));
  const picked = await window.showQuickPick(items, {
    title: l10n.t('Choose Model'),
    placeHolder: l10n.t('The model that answers the next question'),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  if (picked && picked.id !== current) await models.choose(picked.id);
}
