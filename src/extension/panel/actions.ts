import { extname } from 'node:path';
import {
  commands,
  l10n,
  NotebookRange,
  Uri,
  window,
  workspace,
  type ExtensionContext,
  type LogOutputChannel,
} from 'vscode';
import type { ReportFormat } from '../../panel/protocol.ts';
import type { FigureSource, Models } from '../contracts.ts';
import type { RunLibrary } from '../history/library.ts';
import { allowReducedSandbox } from '../sandbox/reduced.ts';
import type { Session } from '../session/session.ts';
import type { ShownFigure } from '../session/shownFigure.ts';
import type { Connection } from './connection.ts';
import type { Gallery } from './gallery.ts';
import type { PanelHost } from './panelHost.ts';
import { showReport } from './reportTab.ts';

interface ActionParts {
  readonly context: ExtensionContext;
  readonly log: LogOutputChannel;
  readonly models: Models;
  readonly gallery: Gallery;
  readonly library: RunLibrary;
  readonly show: (connection: Connection, session: Session) => void;
  readonly openTab: (session: Session) => void;
  readonly create: () => Session;
}

/** What a page may have done beyond its own session. */
export class PanelActions implements PanelHost {
  readonly #parts: ActionParts;
  readonly log: LogOutputChannel;
  readonly models: Models;
  readonly gallery: Gallery;

  constructor(parts: ActionParts) {
    this.#parts = parts;
    this.log = parts.log;
    this.models = parts.models;
    this.gallery = parts.gallery;
  }

  get translations(): Readonly<Record<string, string>> {
    return l10n.bundle ?? {};
  }

  async newQuestion(connection: Connection, keepFigures: boolean): Promise<void> {
    const { sources } = connection.session;
    const session = this.#parts.create();
    this.#parts.show(connection, session);
    if (keepFigures) await session.addKept(sources);
  }

  async addFigures(connection: Connection, sources: readonly FigureSource[]): Promise<void> {
    if (connection.session.run !== undefined) this.#parts.show(connection, this.#parts.create());
    await connection.session.addFigures(sources);
  }

  async saveImage(session: Session, file: string): Promise<void> {
    const { bytes } = await session.runImage(file);
    const folder = workspace.workspaceFolders?.[0]?.uri;
    const target = await window.showSaveDialog({
      ...(folder && { defaultUri: Uri.joinPath(folder, file) }),
      filters: { PNG: ['png'] },
      title: l10n.t('Save the image'),
    });
    if (target) await workspace.fs.writeFile(target, bytes);
  }

  async openReport(session: Session, format: ReportFormat): Promise<void> {
    const { run } = session;
    if (run === undefined) throw new Error(l10n.t('Nothing has been asked yet.'));
    if (format === 'html') showReport(await this.#parts.library.html(run), run);
    else await this.#parts.library.export(run, format);
  }

  async openCode(code: string): Promise<void> {
    const document = await workspace.openTextDocument({ language: 'python', content: code });
    await window.showTextDocument(document);
  }

  async reveal(figure: ShownFigure): Promise<void> {
    const { source } = figure;
    if (!source) throw new Error(l10n.t('The source of this figure is not known.'));
    const { uri, cell } = source;
    if (cell === undefined || extname(uri.path) !== '.ipynb') {
      await commands.executeCommand('vscode.open', uri);
      return;
    }
    const notebook = await workspace.openNotebookDocument(uri);
    const selections = [new NotebookRange(cell, cell + 1)];
    await window.showNotebookDocument(notebook, { selections });
  }

  openTab(session: Session): Promise<void> {
    this.#parts.openTab(session);
    return Promise.resolve();
  }

  async problemAction(connection: Connection, action: string): Promise<void> {
    const { session } = connection;
    switch (action) {
      case 'retry':
        return session.retry();
      case 'pickFigures':
        await commands.executeCommand('figscope.ask');
        return;
      case 'settings':
        await commands.executeCommand('workbench.action.openSettings', 'figscope.sandbox');
        return;
      case 'allowReduced': {
        const why = session.state.problem?.text ?? '';
        if (await allowReducedSandbox(this.#parts.context.globalState, why)) await session.retry();
        return;
      }
      default:
        throw new Error(`There is no action "${action}".`);
    }
  }
}
