import type { PixelSize } from '../../figures/figure.ts';
import type { Box } from '../../figures/frame.ts';

/** A JSON value as a cell prints it. */
export type Json =
  null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** What one cell gave back, as far as the analyst uses it. */
export interface Look {
  /** The last line of stdout that is a JSON object. */
  readonly data?: { readonly [key: string]: Json };
  /** Type and message of a Python error. */
  readonly error?: { readonly type: string; readonly message: string };
  /** Names of the images shown, `t1-1`… */
  readonly images: readonly string[];
  /** What the toolkit remarked. */
  readonly notes?: readonly string[];
}

/** What is known of a figure before any cell ran. */
export interface SceneFigure {
  readonly id: string;
  readonly name?: string;
  readonly width: number;
  readonly height: number;
  /** From the file's own metadata. */
  readonly pixelSize?: PixelSize;
  readonly caption?: string;
}

/** What a question is asked about. */
export interface Scene {
  readonly figures: readonly SceneFigure[];
  /** Region that the user selected, in source pixels of its figure. */
  readonly region?: { readonly figure: string; readonly box: Box };
  /** False in mode 'reasoning': no cell may run. */
  readonly mayLook: boolean;
}

export interface EvidenceItem {
  readonly text: string;
  readonly image?: string;
}

/** An answer before it is written out. */
export interface Answer {
  readonly answered: boolean;
  /** Markdown; for refusals the sentences after "Not answered:". */
  readonly text: string;
  readonly value?: string;
  readonly unit?: string;
  readonly uncertainty?: string;
  readonly evidence: readonly EvidenceItem[];
}

/** The next turn: a cell to run, or the answer. */
export type Step =
  | { readonly type: 'cell'; readonly thought: string; readonly code: string }
  | { readonly type: 'answer'; readonly thought: string; readonly answer: Answer };

/** An answer that says why there is none. */
export function refuse(
  thought: string,
  text: string,
  evidence: readonly EvidenceItem[] = [],
): Step {
  return { type: 'answer', thought, answer: { answered: false, text, evidence } };
}
