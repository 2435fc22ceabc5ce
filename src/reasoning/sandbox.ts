import type { Figure } from '../figures/figure.ts';
import type { Frame } from '../figures/frame.ts';
import type { ImageConvention } from './profiles/profile.ts';

/** What one cell may use. All of them are settings; `DEFAULT_LIMITS` has the defaults. */
export interface CellLimits {
  /** Wall time of the cell; then the process is killed and replaced. */
  readonly timeMs: number;
  /** Memory of the sandbox process. */
  readonly memoryBytes: number;
  /** stdout and stderr kept in the record, each; what is beyond is counted and cut. */
  readonly outputBytes: number;
  /** Images one cell may show. */
  readonly images: number;
  /** Pixels of one shown image; larger ones are shrunk, and the observation says so. */
  readonly imagePixels: number;
}

/** Cheap statistics of a shown image that the image-gain signals need. */
export interface ImageStats {
  /** 64-bit difference hash (dHash) as 16 hex digits; near-duplicates differ in few bits. */
  readonly dhash: string;
  /** Standard deviation of luma, 0–127.5. Near 0: a blank image. */
  readonly spread: number;
}

/** An image that a cell showed, encoded as PNG. */
export interface ShownImage {
  readonly png: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly title?: string;
  /** Absent when the image is not a view of a figure (a plot that the cell drew). */
  readonly frame?: Frame;
  readonly stats: ImageStats;
}

/** A Python error as the user's code sees it: no frame of ours. */
export interface CellError {
  /** 'ValueError', 'SyntaxError'… or one of ours: 'TimeLimit', 'MemoryLimit', 'SandboxDied'. */
  readonly type: string;
  readonly message: string;
  /** 1-based line of the cell. */
  readonly line?: number;
  /** Source text of that line. */
  readonly source?: string;
}

/** What a cell gave back. */
export interface Observation {
  readonly stdout: string;
  readonly stderr: string;
  /** `repr` of the last expression, when it has one that is not None. */
  readonly value?: string;
  readonly error?: CellError;
  readonly images: readonly ShownImage[];
  /** Sentences for model and user: what was repaired, cut, clamped, shrunk or lost. */
  readonly notes: readonly string[];
  /** True when the process was replaced, so that variables of earlier cells are gone. */
  readonly stateLost: boolean;
  readonly durationMs: number;
}

/** How a figure arrived in Python. */
export interface PreparedFigure {
  readonly id: string;
  readonly width: number;
  readonly height: number;
  /** The whole figure for the model and the report: PNG, shrunk to at most `maxImagePixels` when larger. */
  readonly preview: ShownImage;
  readonly notices: readonly string[];
}

/** One Python package: there, or missing with the reason in words. */
export interface PackageStatus {
  readonly name: string;
  readonly version?: string;
  readonly available: boolean;
  /** 'bundle', 'cache', 'npm', 'folder' or 'cdn' when available; else why not. */
  readonly from: string;
}

/** One layer of isolation as probed when the process started. */
export interface IsolationLayer {
  readonly name: string;
  readonly inForce: boolean;
  readonly detail: string;
}

export interface SandboxStart {
  readonly figures: readonly PreparedFigure[];
  readonly packages: readonly PackageStatus[];
  readonly isolation: readonly IsolationLayer[];
  readonly notices: readonly string[];
}

export interface SandboxStartOptions {
  /** Bounds the preview of each figure. */
  readonly maxPreviewPixels: number;
  /** Which variables and paths are put before the first cell. Default `figkit`. */
  readonly convention?: ImageConvention;
}

/** A locked-down Python of one run. Figures that cannot be decoded make `start` fail with a `FigureError`. */
export interface Sandbox {
  start(figures: readonly Figure[], options: SandboxStartOptions): Promise<SandboxStart>;
  /** Never throws for what the code did: that is in the observation. Throws `AbortError` when cancelled. */
  run(code: string, limits: CellLimits, signal: AbortSignal): Promise<Observation>;
  /** Python afresh with the same figures: no variable of a cell is left. */
  restart(): Promise<void>;
  dispose(): Promise<void>;
}
