import type { Disposable, Event, Uri } from 'vscode';
import type { Figure } from '../figures/figure.ts';
import type { Box } from '../figures/frame.ts';
import type { Mode } from '../reasoning/events.ts';
import type { Model } from '../reasoning/model.ts';
import type { Profile } from '../reasoning/profiles/profile.ts';
import type { Observation, PreparedFigure } from '../reasoning/sandbox.ts';
import type { StoredEvent } from '../runs/storedEvents.ts';
import type { Exchange } from '../runs/timeline.ts';
import type { ModelChoice, Phase, ReportFormat } from '../panel/protocol.ts';

/** A figure as a command, a menu, a notebook or the page names it, before anything of it is read. */
export type FigureSource =
  | {
      readonly kind: 'uri';
      readonly uri: Uri;
      readonly page?: number;
      /** Known text about it: a Markdown caption. */
      readonly caption?: string;
      /** Where it came from when that is not its path: "figure 2 of paper.md". */
      readonly origin?: string;
    }
  | {
      readonly kind: 'bytes';
      readonly bytes: Uint8Array;
      readonly name: string;
      readonly origin: string;
      readonly caption?: string;
      /** What to show when the user asks for the figure's source: the notebook, the document. */
      readonly from?: { readonly uri: Uri; readonly cell?: number };
    };

export interface AskOptions {
  /** Put into the question box. */
  readonly question?: string;
  /** Ask it at once. */
  readonly run?: boolean;
  readonly region?: { readonly figure: string; readonly box: Box };
  /** Default: where the user last had the panel. */
  readonly surface?: 'view' | 'tab';
}

/** What a question or a cell from outside of the panel is about: figures, a run that goes on, or what lies on the table of the current session. */
export type About =
  | { readonly figures: readonly FigureSource[] }
  | { readonly run: string }
  | { readonly current: true };

/** A question that comes from outside of the panel: from the chat, or from an agent. */
export interface OutsideQuestion {
  readonly question: string;
  readonly region?: { readonly figure: string; readonly box: Box };
  /** Default: the setting's. */
  readonly mode?: Mode;
  /** Show the run in the panel, if the panel is on the screen and has nothing unfinished. The focus stays where it is. */
  readonly show?: boolean;
  /** Stops the run; what there is of it is kept. */
  readonly signal: AbortSignal;
  readonly onEvent?: (event: StoredEvent) => void;
  /** What goes on, in words: "Turn 2: running Python". */
  readonly onActivity?: (words: string) => void;
}

/** How such a question ended: answered, not answered, or failed. */
export interface Inquired {
  readonly run: string;
  readonly exchange: Exchange<StoredEvent>;
}

/** One cell that was run on its own. */
export interface OneCell {
  readonly code: string;
  /** For a cell of ours that may take longer than the setting allows the model's. */
  readonly atLeastMs?: number;
  readonly signal: AbortSignal;
}
export interface OneCellResult {
  readonly figures: readonly Figure[];
  readonly prepared: readonly PreparedFigure[];
  readonly observation: Observation;
  /** Sentences from reading the figures and starting Python. */
  readonly notices: readonly string[];
}

/** What the rest of the extension may do with sessions. Every method shows the panel, but for `inquire` and `runCell`. */
export interface Sessions {
  /**
   * Asks the chosen model and waits for the end. The run is kept in the history.
   * @throws Error with a sentence for the user when the question could not be begun: nothing of it is recorded then
   */
  inquire(about: About, question: OutsideQuestion): Promise<Inquired>;
  /**
   * Runs Python on figures in a sandbox of its own, which is gone afterwards. Nothing is recorded.
   * @throws FigureError, SandboxError; `AbortError` when cancelled
   */
  runCell(about: About, cell: OneCell): Promise<OneCellResult>;
  /**
   * Puts figures on the table of a new session and focuses the question box. Figures that cannot be read are told in the
   * panel, the others stay.
   */
  askAbout(sources: readonly FigureSource[], options?: AskOptions): Promise<void>;
  /** Adds to the table when no question has been asked yet; else as `askAbout`. */
  addFigures(sources: readonly FigureSource[]): Promise<void>;
  /** Reopens a run of the history just as it was. */
  openRun(run: string, surface?: 'view' | 'tab'): Promise<void>;
  /** Asks the page for the clipboard's image and puts it on the table. */
  askAboutClipboard(): Promise<void>;
  /** Shows the current session in an editor tab. */
  openTab(): Promise<void>;
  /** Stops what the current session does. */
  stop(): void;
  /** A new session without figures. */
  newQuestion(): Promise<void>;
  /** The session that the view shows. */
  readonly current: {
    readonly phase: Phase;
    readonly activity: string;
    readonly run?: string;
    /** Names of the figures on its table. */
    readonly figures: readonly string[];
  };
  /** Is the current session on the screen right now? */
  readonly isVisible: boolean;
  /** Changes of `current` and `isVisible`. */
  readonly onDidChange: Event<void>;
}

/** A line of the history. */
export interface RunSummary {
  readonly id: string;
  readonly created: Date;
  readonly question: string;
  readonly figures: readonly string[];
  readonly state: 'running' | 'answered' | 'notAnswered' | 'failed' | 'interrupted';
  /** First line of the answer, or why there is none. */
  readonly outcome: string;
  readonly model: string;
}

/** Past runs of this workspace. */
export interface History {
  /** Newest first. */
  list(): Promise<readonly RunSummary[]>;
  delete(run: string): Promise<void>;
  /** Writes the report to a place the user chooses, and opens it. */
  export(run: string, format: ReportFormat): Promise<void>;
  readonly onDidChange: Event<void>;
}

/** The models that can be chosen. */
export interface Models {
  list(): readonly ModelChoice[];
  /** The chosen one. */
  readonly current: ModelChoice;
  choose(id: string): Promise<void>;
  readonly onDidChange: Event<void>;
}

/** A model that another extension adds. */
export interface ModelContribution {
  readonly model: Model;
  /** Host name when figures leave this machine; the user is asked before the first one does. */
  readonly host?: string;
  readonly detail?: string;
}

/** What `activate` gives to other extensions: `vscode.extensions.getExtension('figscope.figscope')?.exports`. */
export interface FigscopeApi {
  readonly version: 1;
  /** How model families write their turns; a `Model` names one of them. */
  readonly profiles: Readonly<
    Record<'s1vl' | 'thyme' | 'deepeyes2' | 'pyvision' | 'tools', Profile>
  >;
  /** Adds a model to the pickers until it is disposed. @throws Error when there is one with this id */
  registerModel(contribution: ModelContribution): Disposable;
  /** Puts figures on the table, as the commands do. */
  askAbout(figures: readonly Uri[], options?: AskOptions): Promise<void>;
}
