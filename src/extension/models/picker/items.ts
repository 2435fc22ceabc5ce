import { l10n, QuickPickItemKind, type QuickPickItem } from 'vscode';
import { ENGINE_NAMES, type ServedModel } from '../../../models/servers/description.ts';
import type { DiscoveredServer } from '../../../models/servers/discover.ts';
import type { ModelChoice } from '../../../panel/protocol.ts';
import type { Entry } from '../entry.ts';
import { LOCAL } from '../ids.ts';

/** What choosing an item does. */
export type PickAction =
  | { readonly does: 'choose'; readonly id: string }
  /** A model that runs on this machine and is not in the settings yet. */
  | { readonly does: 'addFound'; readonly url: string; readonly model: ServedModel }
  | {
      readonly does:
        | 'download'
        | 'useFolder'
        | 'importFolder'
        | 'remove'
        | 'bench'
        | 'addServer'
        | 'test'
        | 'setKey';
    };

export interface PickItem extends QuickPickItem {
  /** None for separators. */
  readonly action?: PickAction;
}

export interface Pickable {
  readonly entries: readonly Entry[];
  readonly current: ModelChoice;
  /** Servers that answered on this machine. */
  readonly servers: readonly DiscoveredServer[];
  /** Is that model in the settings? */
  readonly isConfigured: (url: string, model: string) => boolean;
  /** Is there a model that could be removed? */
  readonly anyInstalled: boolean;
}

/** The lines of the picker, in sections. */
export function pickItems({
  entries,
  current,
  servers,
  isConfigured,
  anyInstalled,
}: Pickable): PickItem[] {
  const of = (group: Entry['group']) =>
    entries.filter((entry) => entry.group === group).map(({ choice }) => line(choice, current.id));
  const found = servers.flatMap((server) =>
    server.description.models
      .filter(({ id }) => !isConfigured(server.url, id))
      .map((model) => foundLine(server, model)),
  );
  const missing = entries.some(({ choice }) => choice.id === current.id)
    ? []
    : [line(current, current.id)];
  return [
    ...section('', missing),
    ...section(l10n.t('This Machine'), [...of('machine'), ...found]),
    ...section(l10n.t('Servers'), of('servers')),
    ...section(l10n.t('VS Code'), of('vscode')),
    ...section(l10n.t('Other Extensions'), of('extensions')),
    ...section(l10n.t('More'), [
      { label: `$(cloud-download) ${l10n.t('Download a Model…')}`, action: { does: 'download' } },
      { label: `$(folder-opened) ${l10n.t('Use a Model Folder…')}`, action: { does: 'useFolder' } },
      { label: `$(save-as) ${l10n.t('Import a Model…')}`, action: { does: 'importFolder' } },
      ...(anyInstalled
        ? [{ label: `$(trash) ${l10n.t('Remove a Model…')}`, action: { does: 'remove' } as const }]
        : []),
      ...(entries.some(({ choice }) => choice.id.startsWith(LOCAL))
        ? [
            {
              label: `$(dashboard) ${l10n.t('Measure a Local Model…')}`,
              action: { does: 'bench' } as const,
            },
          ]
        : []),
      { label: `$(add) ${l10n.t('Add Model Server…')}`, action: { does: 'addServer' } },
      { label: `$(beaker) ${l10n.t('Test This Model…')}`, action: { does: 'test' } },
      { label: `$(key) ${l10n.t('Set API Key…')}`, action: { does: 'setKey' } },
    ]),
  ];
}

function section(label: string, items: readonly PickItem[]): PickItem[] {
  return items.length === 0 ? [] : [{ label, kind: QuickPickItemKind.Separator }, ...items];
}

function line({ id, label, where, detail, problem }: ModelChoice, current: string): PickItem {
  const about = problem ?? detail;
  return {
    label: id === current ? `$(check) ${plain(label)}` : plain(label),
    description: id === current ? l10n.t('{0} · current', where) : where,
    ...(about !== undefined && { detail: about }),
    action: { does: 'choose', id },
  };
}

function foundLine({ url, description }: DiscoveredServer, model: ServedModel): PickItem {
  const { host } = new URL(url);
  const facts = [
    model.contextTokens === undefined
      ? ''
      : l10n.t('{0} tokens', model.contextTokens.toLocaleString()),
    model.images === true ? l10n.t('takes images') : '',
    model.images === false ? l10n.t('takes no images') : '',
    model.note ?? '',
  ].filter((fact) => fact !== '');
  return {
    label: `$(server-process) ${plain(model.id)}`,
    description: l10n.t('{0} at {1} · not added yet', ENGINE_NAMES[description.engine], host),
    ...(facts.length > 0 && { detail: facts.join(' · ') }),
    action: { does: 'addFound', url, model },
  };
}

/** Names come from servers and other extensions; `$(…)` in them would become icons. */
function plain(text: string): string {
  return text.replaceAll('$(', '$ (');
}
