import type { Uri } from 'vscode';
import { window, workspace, type ExtensionContext } from 'vscode';
import { s1vl } from '../reasoning/profiles/s1vl.ts';
import type { FigscopeApi } from './contracts.ts';
import { LazyApp } from './lazyApp.ts';
import { ModelRegistry } from './models/registry.ts';
import { TAB_TYPE, VIEW_ID } from './panel/ids.ts';

let app: LazyApp | undefined;

/** Registers; all work waits until something is used. */
export function activate(context: ExtensionContext): FigscopeApi {
  const log = window.createOutputChannel('Figscope', { log: true });
  const models = new ModelRegistry();
  const lazy = new LazyApp({ context, log, models, consent: () => Promise.resolve(false) });
  app = lazy;
  context.subscriptions.push(
    log,
    window.registerWebviewViewProvider(VIEW_ID, {
      resolveWebviewView: async (view) => (await lazy.load()).surfaces.resolveWebviewView(view),
    }),
    window.registerWebviewPanelSerializer(TAB_TYPE, {
      deserializeWebviewPanel: async (panel, state) =>
        (await lazy.load()).surfaces.deserializeWebviewPanel(panel, state),
    }),
    workspace.onDidChangeConfiguration((change) => {
      if (!change.affectsConfiguration('figscope')) return;
      models.refresh();
      lazy.refresh();
    }),
  );
  return {
    version: 1,
    profiles: { s1vl },
    registerModel: (contribution) => models.add(contribution),
    askAbout: (figures: readonly Uri[], options) =>
      lazy.askAbout(
        figures.map((uri) => ({ kind: 'uri', uri })),
        options,
      ),
  };
}

/** Ends every process of ours. */
export async function deactivate(): Promise<void> {
  await app?.dispose();
}
