import { commands, l10n, window } from 'vscode';
import type { Services } from '../services.ts';
import { SETTING } from '../settingKeys.ts';
import { readConfigured } from './configured.ts';
import { askKey, storedKey } from './keys.ts';

/** Lets the user give, change or remove the key of a server. @param url of the server, when it is known */
export async function setApiKey({ context, models }: Services, url?: string): Promise<void> {
  const { secrets } = context;
  const server = url ?? (await pickServer(context.secrets));
  if (server === undefined) return;
  const key = await askKey(secrets, server);
  if (key === undefined) return;
  models.refresh();
  const { origin } = new URL(server);
  void window.showInformationMessage(
    key === ''
      ? l10n.t('The key of {0} was removed.', origin)
      : l10n.t('The key of {0} is kept in the editor’s secret storage.', origin),
  );
}

async function pickServer(secrets: Services['context']['secrets']): Promise<string | undefined> {
  const { models } = await readConfigured();
  const servers = new Map<string, string[]>();
  for (const { url, name } of models) {
    const { origin } = new URL(url);
    servers.set(origin, [...(servers.get(origin) ?? []), name]);
  }
  if (servers.size === 0) {
    const add = l10n.t('Open Settings');
    const text = l10n.t('No model on a server is configured. “Figscope: Choose Model…” adds one.');
    if ((await window.showInformationMessage(text, add)) === add)
      await commands.executeCommand('workbench.action.openSettings', `@id:${SETTING.models}`);
    return undefined;
  }
  const items = await Promise.all(
    [...servers].map(async ([origin, names]) => ({
      label: origin,
      description: (await storedKey(secrets, origin)) ? l10n.t('has a key') : '',
      detail: names.join(', '),
    })),
  );
  const picked = await window.showQuickPick(items, {
    title: l10n.t('Set API Key'),
    placeHolder: l10n.t('The server that the key is for'),
  });
  return picked?.label;
}
