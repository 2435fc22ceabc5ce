import type { Box } from '../figures/frame.ts';
import type { Mode } from '../reasoning/events.ts';
import type { ReportFormat } from '../runs/report/reportFormat.ts';
import type { StoredEvent } from '../runs/storedEvents.ts';

export type { ReportFormat };

/**
 * What the extension host and the panel's page say to each other, over `src/ipc`. State lives in the host: the page asks
 * for a snapshot when it is ready and gets changes from then on, so that hiding, moving or reloading it loses nothing.
 */

/** An event of a run as it is recorded: images by file name, fetched with `runImage`. */
export type PanelEvent = StoredEvent;

/** What a session is doing. */
export type Phase = 'idle' | 'starting' | 'thinking' | 'running' | 'stopping';

/** A figure on the table: what the next question is about. */
export interface PanelFigure {
  /** `image_1`, `image_2`…: its name in Python. */
  readonly id: string;
  readonly name: string;
  /** Where it came from, in words: a path in the workspace, "cell 3 of counts.ipynb", "clipboard". */
  readonly origin: string;
  /** Size in source pixels, after the file's orientation has been applied. */
  readonly width: number;
  readonly height: number;
  /** 'PNG', 'TIFF'… with depth and pages where they matter: "TIFF, 16 bit, page 1 of 12". */
  readonly kind: string;
  readonly page: number;
  readonly pages: number;
  /** "0.25 µm per pixel", when the file says so. */
  readonly pixelSize?: string;
  /**
   * Can `figureImage` give a picture now? 'original': the file's own bytes, which a browser reads; 'preview': a PNG made in
   * the sandbox; 'none': not before the workspace is trusted.
   */
  readonly picture: 'original' | 'preview' | 'none';
  /** Sentences from reading the file ("only page 1 of 12 is used"). */
  readonly notices: readonly string[];
  /** Changes when the bytes do, so that the page knows when to fetch the picture again. */
  readonly version: string;
}

/** A model that may be chosen. */
export interface ModelChoice {
  readonly id: string;
  readonly label: string;
  /** Where it runs, in words: "this machine", or the host's name. */
  readonly where: string;
  /** False where it is known to take text only. */
  readonly images?: boolean;
  readonly detail?: string;
  /** Why it cannot answer: it is chosen and not there any more. */
  readonly problem?: string;
}

/** A region that the next question is about, drawn on a figure. */
export interface DraftRegion {
  readonly figure: string;
  readonly box: Box;
}

/** What the user has typed and drawn but not asked yet. */
export interface Draft {
  readonly question: string;
  readonly region?: DraftRegion;
}

/** The run that a session shows. */
export interface PanelRun {
  readonly id: string;
  /** ISO 8601, UTC. */
  readonly created: string;
  /**
   * 'live': this window works on it or can go on at once; 'kept': reopened from the history; 'interrupted': its last question
   * has no end (the window was closed or reloaded in mid-run).
   */
  readonly state: 'live' | 'kept' | 'interrupted';
  /** What was wrong with the record when it was read back. */
  readonly problems: readonly string[];
  /** May follow-ups be asked and cells run again? When not, `whyNot` says why in a sentence. */
  readonly canContinue: boolean;
  readonly whyNot?: string;
  /** Can the last question be asked once more without the images of the cells? Only where the model saw some. */
  readonly canCheckGain: boolean;
}

/** Something that went wrong outside of a run, with what the user can do about it. */
export interface PanelProblem {
  readonly text: string;
  /** Buttons; `id` goes back with `problemAction`. */
  readonly actions: readonly { readonly id: string; readonly label: string }[];
}

/** A figure that could be put on the table, for the empty panel's gallery. */
export interface GalleryItem {
  readonly id: string;
  readonly name: string;
  readonly origin: string;
  /** Can `thumbnail` give a picture? */
  readonly picture: boolean;
}

/** Everything of a session but its events. */
export interface PanelState {
  /** Names the session. When it changes, the page drops its events and asks for a snapshot. */
  readonly session: string;
  /** The view in the side bar, or an editor tab. */
  readonly surface: 'view' | 'tab';
  /** False in a restricted workspace: figures and past runs can be looked at, nothing runs. */
  readonly trusted: boolean;
  readonly phase: Phase;
  /** The phase in words, for the status line and screen readers: "Turn 3: running Python". Empty when idle. */
  readonly activity: string;
  readonly figures: readonly PanelFigure[];
  /** True once a question has been asked: the figures of a run do not change. */
  readonly figuresFixed: boolean;
  readonly models: readonly ModelChoice[];
  readonly model: string;
  readonly mode: Mode;
  readonly draft: Draft;
  /** Questions that fit the figures, to start with. */
  readonly suggestions: readonly string[];
  /** Filled while there is no figure on the table. */
  readonly gallery: readonly GalleryItem[];
  readonly run?: PanelRun;
  readonly problem?: PanelProblem;
}

/** What `ready` gives. */
export interface Snapshot {
  readonly state: PanelState;
  readonly events: readonly PanelEvent[];
  /** Texts of the display language by their English, as `@vscode/l10n` takes them. Empty for English. */
  readonly l10n: Readonly<Record<string, string>>;
  /** BCP 47 tag of the display language, for numbers and dates. */
  readonly language: string;
}

/** Bytes of a picture. */
export interface Picture {
  readonly mime: string;
  readonly bytes: Uint8Array;
}

/** What the host offers the page. A request that cannot be done rejects with a sentence for the user. */
export interface HostApi {
  requests: {
    /** First call of a page, and again whenever it finds that it missed something. */
    ready: () => Snapshot;
    /** Picture of a figure on the table, in source pixels ('original') or smaller ('preview'). */
    figureImage: (params: { readonly figure: string }) => Picture;
    /** An image of the run by the file name that its event gives. */
    runImage: (params: { readonly file: string }) => Picture;
    thumbnail: (params: { readonly item: string }) => Picture;

    /** Asks the draft's question: the first of a run, or a follow-up. */
    ask: (params: { readonly question: string; readonly region?: DraftRegion }) => null;
    stop: () => null;
    /** Asks the last question once more. */
    retry: () => null;
    /** Asks the last question once more with the images of the cells withheld; a `gainChecked` event follows. */
    checkGain: () => null;
    /** Runs a changed cell at its place: in a fresh interpreter after the cells before it. */
    rerun: (params: { readonly turn: number; readonly code: string }) => null;
    /** Leaves this run in the history and starts anew, with the same figures or with none. */
    newQuestion: (params: { readonly keepFigures: boolean }) => null;

    /** Opens the picker of the workspace's figures. */
    pickFigures: () => null;
    openGalleryItem: (params: { readonly item: string }) => null;
    /** Things dropped from the workspace, as URIs. */
    addUris: (params: { readonly uris: readonly string[] }) => null;
    /** Pasted, or dropped from outside. */
    addBytes: (params: { readonly name: string; readonly bytes: Uint8Array }) => null;
    removeFigure: (params: { readonly figure: string }) => null;
    /** Another page of a document with several. */
    setPage: (params: { readonly figure: string; readonly page: number }) => null;

    setModel: (params: { readonly model: string }) => null;
    setMode: (params: { readonly mode: Mode }) => null;

    /** Asks for a place and writes the image there. */
    saveImage: (params: { readonly file: string }) => null;
    openReport: (params: { readonly format: ReportFormat }) => null;
    /** Puts a cell into an untitled Python editor. */
    openCode: (params: { readonly code: string }) => null;
    /** Shows the figure's own file or notebook cell. */
    revealFigure: (params: { readonly figure: string }) => null;
    /** Shows this session in an editor tab, for wide work. */
    openTab: () => null;
    problemAction: (params: { readonly action: string }) => null;
    manageTrust: () => null;
  };
  events: {
    state: PanelState;
    /** New events; `from` is the index of the first in the session. A gap means: ask for a snapshot. */
    events: {
      readonly session: string;
      readonly from: number;
      readonly events: readonly PanelEvent[];
    };
    /** Puts the keyboard focus into the question box, with a text to start from where one is given. */
    focusQuestion: { readonly text?: string };
  };
}

/** What the page offers the host. */
export interface PageApi {
  requests: {
    /** The image on the clipboard as PNG; null when there is none. Rejects when the page may not read it. */
    readClipboard: () => Uint8Array | null;
  };
  events: {
    /** The draft as it is typed and drawn. */
    draft: Draft;
    /** Something failed in the page itself; goes to the output channel. */
    pageError: string;
  };
}
