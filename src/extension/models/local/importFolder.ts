import { basename } from 'node:path';
import { l10n, Uri, window } from 'vscode';
import { importModel, installedModels } from '../../../models/catalog/index.ts';
import type { Services } from '../../services.ts';
import { modelsRoot } from './configuredLocal.ts';
import { installed } from './download.ts';
import { withTransfer } from './transfer.ts';

/** Copies a model from a folder, for machines without network. @param folder when it is known */
export async function importFolder(services: Services, folder?: unknown): Promise<void> {
  const from = folder instanceof Uri ? folder : await pickFolder(l10n.t('Import'));
  if (!from) return;
  const root = modelsRoot();
  const name = await askName(from.fsPath, root);
  if (name === undefined) return;
  const model = await withTransfer(l10n.t('Importing {0}', name), (signal, onProgress) =>
    importModel(from.fsPath, { root, name, signal, onProgress }),
  );
  if (model) await installed(services, model);
}

/** A folder of this machine that the user chooses. */
export async function pickFolder(openLabel: string): Promise<Uri | undefined> {
  const picked = await window.showOpenDialog({
    title: l10n.t('Folder of the Model'),
    openLabel,
    canSelectFiles: false,
    canSelectFolders: true,
  });
  const [folder] = picked ?? [];
  if (folder && folder.scheme !== 'file')
    throw new Error(l10n.t('The folder of a model must be on the machine that Figscope runs on.'));
  return folder;
}

async function askName(folder: string, root: string): Promise<string | undefined> {
  const { models } = await installedModels(root);
  const taken = new Set(models.map(({ name }) => name.toLowerCase()));
  const typed = await window.showInputBox({
    title: l10n.t('Name of the Model'),
    prompt: l10n.t('What Figscope calls it here: letters, digits, . _ and -'),
    value: localName(folder),
    ignoreFocusOut: true,
    validateInput: (text) => {
      if (!/^[A-Za-z0-9][\w.-]{0,63}$/u.test(text.trim()))
        return l10n.t('Letters, digits, . _ and -, 64 at most; the first is a letter or a digit.');
      return taken.has(text.trim().toLowerCase())
        ? l10n.t('There is a model of this name already.')
        : undefined;
    },
  });
  return typed?.trim();
}

/** A name made from that of a folder. */
export function localName(folder: string): string {
  const plain = basename(folder)
    .replace(/[^\w.-]+/gu, '-')
    .replace(/^[^A-Za-z0-9]+/u, '')
    .slice(0, 60);
  return plain === '' ? 'model' : plain;
}
