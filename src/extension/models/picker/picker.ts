import { l10n, window } from 'vscode';
import { discoverServers, type DiscoveredServer } from '../../../models/servers/discover.ts';
import type { Services } from '../../services.ts';
import { words } from '../../words.ts';
import { readConfigured } from '../configured.ts';
import { pickItems, type PickAction, type PickItem } from './items.ts';

export type Discover = typeof discoverServers;

/**
 * Shows what there is at once, and what answers on this machine and in VS Code as it is found. Nothing is asked before the picker is
 * open, and nothing after it is closed.
 */
export async function pickModel(
  { models, log }: Pick<Services, 'models' | 'log'>,
  discover: Discover = discoverServers,
): Promise<PickAction | undefined> {
  const { models: configured } = await readConfigured();
  const closed = new AbortController();
  const picker = window.createQuickPick<PickItem>();
  let servers: readonly DiscoveredServer[] = [];
  const fill = () => {
    const active = JSON.stringify(picker.activeItems[0]?.action);
    picker.items = pickItems({
      entries: models.entries(),
      current: models.current,
      servers,
      isConfigured: (url, model) =>
        configured.some((entry) => entry.url === url && entry.model === model),
      anyInstalled: models.local.installed.length > 0,
    });
    // What the user was about to choose stays where the cursor is.
    const again = picker.items.find(({ action }) => JSON.stringify(action) === active);
    if (active !== undefined && again) picker.activeItems = [again];
  };
  picker.title = l10n.t('Choose Model');
  picker.placeholder = l10n.t('The model that answers the next question');
  picker.matchOnDescription = true;
  picker.matchOnDetail = true;
  picker.keepScrollPosition = true;
  picker.busy = true;
  fill();
  const listening = models.onDidChange(fill);
  const picked = new Promise<PickAction | undefined>((done) => {
    picker.onDidAccept(() => {
      const action = picker.selectedItems[0]?.action;
      if (action) done(action);
    });
    picker.onDidHide(() => done(undefined));
  });
  picker.show();
  const searches = [
    discover({ signal: closed.signal }).then((found) => {
      servers = found;
      if (!closed.signal.aborted) fill();
    }),
    models.chatModels.ask(),
    models.local.refresh(),
  ];
  void Promise.allSettled(searches).then((ends) => {
    if (closed.signal.aborted) return;
    picker.busy = false;
    for (const end of ends)
      if (end.status === 'rejected') log.warn(`A search for models failed: ${words(end.reason)}`);
  });
  try {
    return await picked;
  } finally {
    closed.abort();
    listening.dispose();
    picker.dispose();
  }
}
