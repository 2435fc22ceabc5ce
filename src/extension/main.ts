import { commands, window, workspace, type ExtensionContext } from 'vscode';
import { deepeyes2, pyvision, s1vl, thyme, tools } from '../reasoning/profiles/index.ts';
import { registerChat } from './chat/index.ts';
import { registerCommands } from './commands/index.ts';
import { createConsent, registerConsent } from './consent.ts';
import type { FigscopeApi } from './contracts.ts';
import { registerDoctor } from './doctor/index.ts';
import { registerDocuments } from './documents/index.ts';
import { registerHistory } from './history/index.ts';
import { LazyApp } from './lazyApp.ts';
import { registerModels } from './models/index.ts';
import type { LocalModels } from './models/localModels.ts';
import { ModelRegistry } from './models/registry.ts';
import { registerNotebook } from './notebook/index.ts';
import { TAB_TYPE, VIEW_ID } from './panel/ids.ts';
import { registerSample } from './sample/index.ts';
import type { Services } from './services.ts';
import { registerStatus } from './status/index.ts';
import { registerTools } from './tools/index.ts';

let app: LazyApp | undefined;
let local: LocalModels | undefined;

/** Registers; all work waits until something is used. */
export function activate(context: ExtensionContext): FigscopeApi {
  const log = window.createOutputChannel('Figscope', { log: true });
  const models = new ModelRegistry(context);
  const sessions = new LazyApp({ context, log, models, consent: createConsent(context) });
  app = sessions;
  local = models.local;
  const services: Services = { context, sessions, history: sessions.history, models, log };
  context.subscriptions.push(
    log,
    models,
    ...registerCommands(services),
    ...registerNotebook(services),
    ...registerDocuments(services),
    ...registerHistory(services),
    ...registerStatus(services),
    ...registerModels(services),
    ...registerDoctor(services),
    ...registerConsent(services),
    ...registerSample(services),
    ...registerTools(services),
    ...registerChat(services),
    window.registerWebviewViewProvider(VIEW_ID, {
      resolveWebviewView: async (view) => (await sessions.load()).surfaces.resolveWebviewView(view),
    }),
    window.registerWebviewPanelSerializer(TAB_TYPE, {
      deserializeWebviewPanel: async (panel, state) =>
        (await sessions.load()).surfaces.deserializeWebviewPanel(panel, state),
    }),
    sessions.onDidChange(() =>
      commands.executeCommand('setContext', 'figscope.busy', sessions.current.phase !== 'idle'),
    ),
    workspace.onDidChangeConfiguration((change) => {
      if (!change.affectsConfiguration('figscope')) return;
      models.refresh();
      sessions.refresh();
    }),
  );
  return {
    version: 1,
    profiles: { s1vl, thyme, deepeyes2, pyvision, tools },
    registerModel: (contribution) => models.add(contribution),
    askAbout: (figures, options) =>
      sessions.askAbout(
        figures.map((uri) => ({ kind: 'uri', uri })),
        options,
      ),
  };
}

/** Ends every process of ours. */
export async function deactivate(): Promise<void> {
  await app?.dispose();
  await local?.dispose();
}
