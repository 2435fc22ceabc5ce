import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { ExtensionContext } from 'vscode';
import { TAB_TYPE } from '../../../src/extension/panel/ids.ts';
import { FakeMemento, Uri } from '../../fixtures/vscode.ts';
import { manifest } from './manifest.ts';

/** What was registered, by the function that did it: `registerCommand` → ids. */
const registered = vi.hoisted(() => new Map<string, unknown[]>());

vi.mock('vscode', async (original) => {
  /** What the editor gives back: it can be listened to, added to and disposed of. */
  const given = (): unknown =>
    new Proxy({} as Record<string, unknown>, {
      // Without `then`: whoever awaits one would wait for ever.
      get: (own, name) => Reflect.get(own, name) ?? (name === 'then' ? undefined : () => given()),
    });
  /** A part of the API in which everything may be registered, and is noted. */
  const noting = (part: object) =>
    new Proxy(part, {
      get: (own, name) => {
        const known: unknown = Reflect.get(own, name);
        if (!/^(register|create|onDid|onWill)/.test(String(name))) return known;
        return (what: unknown) => {
          registered.set(String(name), [...(registered.get(String(name)) ?? []), what]);
          return given();
        };
      },
    });
  const real = await original<Readonly<Record<string, object | undefined>>>();
  const noted = ['commands', 'window', 'workspace', 'languages', 'notebooks', 'lm', 'chat'];
  return {
    StatusBarAlignment: { Left: 1, Right: 2 },
    ...real,
    // Texts that are put together while registering; nobody reads them here.
    MarkdownString: function MarkdownString() {
      return given();
    },
    ...Object.fromEntries(noted.map((name) => [name, noting(real[name] ?? {})])),
  };
});

const at = (name: string) => registered.get(name) ?? [];
const { contributes } = manifest;

beforeAll(async () => {
  const { activate } = await import('../../../src/extension/main.ts');
  const place = Uri.file('/extension');
  activate({
    subscriptions: [],
    extensionUri: place,
    globalStorageUri: place,
    extension: { id: 'figscope.figscope' },
    globalState: new FakeMemento(),
    workspaceState: new FakeMemento(),
  } as unknown as ExtensionContext);
});

describe('activate', () => {
  it('registers the commands that the manifest contributes, and no others, each once', () => {
    const contributed = contributes.commands.map(({ command }) => command);
    expect(at('registerCommand').toSorted()).toEqual(contributed.toSorted());
  });

  it('registers every tool and chat participant that the manifest contributes', () => {
    const tools = contributes.languageModelTools.map(({ name }) => name);
    expect(at('registerTool')).toEqual(tools);
    const participants = contributes.chatParticipants.map(({ id }) => id);
    expect(at('createChatParticipant')).toEqual(participants);
  });

  it('registers a provider for every view', () => {
    const views = Object.values(contributes.views).flat();
    const webviews = views.filter(({ type }) => type === 'webview').map(({ id }) => id);
    expect(at('registerWebviewViewProvider')).toEqual(webviews);
    const trees = views.filter(({ type }) => type !== 'webview').map(({ id }) => id);
    const registeredTrees = [...at('createTreeView'), ...at('registerTreeDataProvider')];
    expect(registeredTrees.toSorted()).toEqual(trees.toSorted());
  });

  it('brings back the tabs for which the editor wakes it', () => {
    expect(at('registerWebviewPanelSerializer')).toEqual([TAB_TYPE]);
    expect(manifest.activationEvents).toContain(`onWebviewPanel:${TAB_TYPE}`);
  });
});
