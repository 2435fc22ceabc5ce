import { EventEmitter } from 'vscode';
import type { App, AppParts } from './app.ts';
import type {
  About,
  AskOptions,
  FigureSource,
  History,
  Inquired,
  OneCell,
  OneCellResult,
  OutsideQuestion,
  RunSummary,
  Sessions,
} from './contracts.ts';
import type { ReportFormat } from '../panel/protocol.ts';

const NOTHING: Sessions['current'] = { phase: 'idle', activity: '', figures: [] };

/** Sessions and history before the heavy part is loaded: it is, at the first call. */
export class LazyApp implements Sessions {
  readonly #parts: Omit<AppParts, 'onChange' | 'onRuns'>;
  readonly #changed = new EventEmitter<void>();
  readonly onDidChange = this.#changed.event;
  readonly #runsChanged = new EventEmitter<void>();
  #loading: Promise<App> | undefined;
  #app: App | undefined;

  constructor(parts: Omit<AppParts, 'onChange' | 'onRuns'>) {
    this.#parts = parts;
  }

  /** The heavy part. */
  load(): Promise<App> {
    this.#loading ??= import('./app.ts').then(({ App: Loaded }) => {
      this.#app = new Loaded({
        ...this.#parts,
        onChange: () => this.#changed.fire(),
        onRuns: () => this.#runsChanged.fire(),
      });
      return this.#app;
    });
    return this.#loading;
  }

  readonly history: History = {
    list: async (): Promise<readonly RunSummary[]> => (await this.load()).library.list(),
    delete: async (run: string) => (await this.load()).library.delete(run),
    export: async (run: string, format: ReportFormat) =>
      (await this.load()).library.export(run, format),
    onDidChange: this.#runsChanged.event,
  };

  get current(): Sessions['current'] {
    const session = this.#app?.current;
    if (!session) return NOTHING;
    const { activity, run } = session;
    return {
      phase: activity.phase,
      activity: activity.words,
      figures: session.sources.map(({ name }) => name),
      ...(run !== undefined && { run }),
    };
  }

  /** Is the current session on the screen? */
  get isVisible(): boolean {
    return this.#app?.isVisible ?? false;
  }

  async inquire(about: About, question: OutsideQuestion): Promise<Inquired> {
    return (await this.load()).inquire(about, question);
  }

  async runCell(about: About, cell: OneCell): Promise<OneCellResult> {
    return (await this.load()).runCell(about, cell);
  }

  async askAbout(sources: readonly FigureSource[], options?: AskOptions): Promise<void> {
    await (await this.load()).askAbout(sources, options);
  }

  async addFigures(sources: readonly FigureSource[]): Promise<void> {
    await (await this.load()).addFigures(sources);
  }

  async openRun(run: string, surface?: 'view' | 'tab'): Promise<void> {
    await (await this.load()).openRun(run, surface);
  }

  async askAboutClipboard(): Promise<void> {
    await (await this.load()).askAboutClipboard();
  }

  async openTab(): Promise<void> {
    await (await this.load()).openTab();
  }

  async newQuestion(): Promise<void> {
    await (await this.load()).newQuestion();
  }

  stop(): void {
    this.#app?.stop();
  }

  /** Settings or trust have changed. */
  refresh(): void {
    this.#app?.refresh();
  }

  async dispose(): Promise<void> {
    await (await this.#loading)?.dispose();
  }
}
