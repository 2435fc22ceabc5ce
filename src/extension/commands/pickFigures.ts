import {
  CancellationTokenSource,
  commands,
  l10n,
  QuickPickItemKind,
  ThemeIcon,
  window,
  workspace,
  type ExtensionContext,
  type QuickPickItem,
  type Uri,
} from 'vscode';
import type { FigureSource, Sessions } from '../contracts.ts';
import { FIGURE_EXTENSIONS, isBrowserFormat } from '../figureTypes.ts';
import { findFigures } from '../findFigures.ts';
import { COMMAND } from './ids.ts';

const MAX_FOUND = 2000;
const RECENT_KEY = 'recentFigures';
const MAX_RECENT = 12;

interface Item extends QuickPickItem {
  readonly source?: FigureSource;
  readonly uri?: Uri;
  readonly action?: () => Promise<void>;
}

/** The picker of the workspace's figures, with thumbnails: the most recently asked about first; several compare. */
export async function pickFigures(sessions: Sessions, context: ExtensionContext): Promise<void> {
  const picker = window.createQuickPick<Item>();
  picker.title = l10n.t('Ask About a Figure');
  picker.placeholder = l10n.t('Choose a figure');
  picker.matchOnDescription = true;
  picker.busy = true;
  const search = new CancellationTokenSource();
  const several = { iconPath: new ThemeIcon('checklist'), tooltip: l10n.t('Compare Several…') };
  const browse = { iconPath: new ThemeIcon('folder-opened'), tooltip: l10n.t('Browse…') };
  const clipboard = { iconPath: new ThemeIcon('clippy'), tooltip: l10n.t('From the Clipboard') };
  picker.buttons = [several, browse, clipboard];
  const chosen = new Promise<readonly Item[]>((resolve) => {
    picker.onDidAccept(() => {
      // While several are compared, Enter with nothing ticked takes the line that the keyboard is on.
      resolve(picker.selectedItems.length > 0 ? picker.selectedItems : picker.activeItems);
      picker.hide();
    });
    picker.onDidTriggerButton((button) => {
      if (button === several) {
        picker.canSelectMany = true;
        picker.placeholder = l10n.t('Tick the figures to compare');
        picker.buttons = [browse];
        return;
      }
      resolve([button === clipboard ? clipboardItem() : browseItem(sessions)]);
      picker.hide();
    });
    picker.onDidHide(() => resolve([]));
  });
  picker.show();
  try {
    const found = await findFigures(MAX_FOUND, search.token);
    picker.items = items(found, recent(context));
    if (found.length === 0)
      picker.placeholder = l10n.t('No figures in this workspace: browse for one, or paste it');
    picker.busy = false;
    const picked = await chosen;
    const action = picked.find((one) => one.action)?.action;
    if (action) return await action();
    const sources = picked.flatMap(({ source }) => (source ? [source] : []));
    if (sources.length === 0) return;
    await remember(
      context,
      picked.flatMap(({ uri }) => (uri ? [uri.toString()] : [])),
    );
    await sessions.askAbout(sources);
  } finally {
    search.cancel();
    picker.dispose();
  }
}

function items(found: readonly Uri[], recentUris: readonly string[]): Item[] {
  const order = new Map(recentUris.map((uri, index) => [uri, index]));
  const rank = (uri: Uri) => order.get(uri.toString()) ?? MAX_RECENT;
  const sorted = [...found].sort((a, b) => rank(a) - rank(b));
  const lines = sorted.map(figureItem);
  const firstOther = sorted.findIndex((uri) => rank(uri) === MAX_RECENT);
  if (firstOther > 0)
    lines.splice(firstOther, 0, {
      label: l10n.t('other figures'),
      kind: QuickPickItemKind.Separator,
    });
  return lines;
}

function figureItem(uri: Uri): Item {
  const relative = workspace.asRelativePath(uri);
  const slash = relative.lastIndexOf('/');
  return {
    label: relative.slice(slash + 1),
    description: slash > 0 ? relative.slice(0, slash) : '',
    iconPath: isBrowserFormat(uri.path) ? uri : new ThemeIcon('file-media'),
    source: { kind: 'uri', uri },
    uri,
  };
}

function browseItem(sessions: Sessions): Item {
  return {
    label: '',
    action: async () => {
      const files = await window.showOpenDialog({
        canSelectMany: true,
        filters: { [l10n.t('Figures')]: [...FIGURE_EXTENSIONS] },
        title: l10n.t('Ask About a Figure'),
      });
      if (files?.length) await sessions.askAbout(files.map((uri) => ({ kind: 'uri', uri })));
    },
  };
}

function clipboardItem(): Item {
  return {
    label: '',
    action: async () => void (await commands.executeCommand(COMMAND.askAboutClipboard)),
  };
}

function recent(context: ExtensionContext): readonly string[] {
  return context.workspaceState.get<readonly string[]>(RECENT_KEY) ?? [];
}

async function remember(context: ExtensionContext, uris: readonly string[]): Promise<void> {
  const all = [...new Set([...uris, ...recent(context)])].slice(0, MAX_RECENT);
  await context.workspaceState.update(RECENT_KEY, all);
}
