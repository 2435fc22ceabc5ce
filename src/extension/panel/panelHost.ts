import type { LogOutputChannel } from 'vscode';
import type { ReportFormat } from '../../panel/protocol.ts';
import type { FigureSource, Models } from '../contracts.ts';
import type { Session } from '../session/session.ts';
import type { ShownFigure } from '../session/shownFigure.ts';
import type { Connection } from './connection.ts';
import type { Gallery } from './gallery.ts';

/** What a page may have done beyond its own session. */
export interface PanelHost {
  readonly log: LogOutputChannel;
  readonly models: Models;
  readonly gallery: Gallery;
  /** Texts of the display language by their English. */
  readonly translations: Readonly<Record<string, string>>;
  /** Shows a new session in this page. */
  newQuestion(connection: Connection, keepFigures: boolean): Promise<void>;
  /** Adds to the table of this page, or starts a new session when its figures are fixed. */
  addFigures(connection: Connection, sources: readonly FigureSource[]): Promise<void>;
  saveImage(session: Session, file: string): Promise<void>;
  openReport(session: Session, format: ReportFormat): Promise<void>;
  openCode(code: string): Promise<void>;
  reveal(figure: ShownFigure): Promise<void>;
  openTab(session: Session): Promise<void>;
  problemAction(connection: Connection, action: string): Promise<void>;
}
