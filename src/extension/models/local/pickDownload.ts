import { l10n, QuickPickItemKind, window, type QuickPickItem } from 'vscode';
import {
  catalogue,
  entryMemory,
  fits,
  installedModels,
  machineMemory,
  usualBytes,
  type CatalogEntry,
  type Fit,
  type InstalledModels,
} from '../../../models/catalog/index.ts';
import { sizeWords } from '../amounts.ts';
import { modelsRoot } from './configuredLocal.ts';

interface DownloadItem extends QuickPickItem {
  /** Name in the catalogue or `owner/name`; `other` asks for one. */
  readonly model?: string;
}

const OTHER = 'other';

/** Lets the user choose what to download. Undefined when they gave up. */
export async function pickDownload(): Promise<string | undefined> {
  const here = await installedModels(modelsRoot());
  const picked = await window.showQuickPick(downloadItems(here, machineMemory().totalBytes), {
    title: l10n.t('Download a Model'),
    placeHolder: l10n.t('It then runs on this machine; no figure leaves it'),
    matchOnDescription: true,
    matchOnDetail: true,
    ignoreFocusOut: true,
  });
  return picked?.model === OTHER ? askRepository() : picked?.model;
}

/** A line for each model of the catalogue, and those that were cut. @param memoryBytes of this machine */
export function downloadItems(
  { models, incomplete }: InstalledModels,
  memoryBytes: number,
): DownloadItem[] {
  const known = catalogue().map((entry): DownloadItem => {
    const cut = incomplete.find(({ name }) => name === entry.name);
    const there = models.some(({ name }) => name === entry.name);
    return {
      label: `${there ? '$(check)' : '$(cloud-download)'} ${entry.label}`,
      description: [
        ...factsOf(entry, memoryBytes),
        ...(there ? [l10n.t('installed')] : []),
        ...(cut ? [l10n.t('{0} are here already', sizeWords(cut.bytes))] : []),
      ].join(' · '),
      detail: [entry.goodAt, ...entry.warnings].join(' '),
      model: entry.name,
    };
  });
  const others = incomplete
    .filter(({ name, repository }) => repository && !known.some(({ model }) => model === name))
    .map(({ name, repository = '', bytes }): DownloadItem => ({
      label: `$(cloud-download) ${name}`,
      description: l10n.t('{0} are here already', sizeWords(bytes)),
      detail: repository,
      model: repository,
    }));
  return [
    ...known,
    ...others,
    { label: '', kind: QuickPickItemKind.Separator },
    {
      label: `$(edit) ${l10n.t('Another Repository…')}`,
      detail: l10n.t('Any model on the hub that is stored in the same layout'),
      model: OTHER,
    },
  ];
}

function factsOf(entry: CatalogEntry, memoryBytes: number): readonly string[] {
  const bytes = usualBytes(entry);
  const need = entryMemory(entry);
  return [
    ...(bytes === undefined ? [] : [sizeWords(bytes)]),
    entry.licence.id,
    ...(need === undefined ? [] : [fitWords(fits(need, memoryBytes), need)]),
  ];
}

/** Whether a model fits into this machine's memory. */
export function fitWords(fit: Fit, need: number): string {
  switch (fit) {
    case 'yes':
      return l10n.t('fits into memory');
    case 'tight':
      return l10n.t('tight in memory: needs {0}', sizeWords(need));
    case 'no':
      return l10n.t('too large for this machine: needs {0} of memory', sizeWords(need));
  }
}

async function askRepository(): Promise<string | undefined> {
  const typed = await window.showInputBox({
    title: l10n.t('Download a Model'),
    prompt: l10n.t('Repository on the hub, with a revision where another than the newest is meant'),
    placeHolder: 'onnx-community/Qwen3-VL-2B-Instruct-ONNX',
    ignoreFocusOut: true,
    validateInput: (text) =>
      /^[\w.-]+\/[\w.-]+(?:@\S+)?$/u.test(text.trim())
        ? undefined
        : l10n.t('A repository is written owner/name.'),
  });
  return typed?.trim();
}
