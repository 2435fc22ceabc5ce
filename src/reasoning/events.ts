import type { Box, Frame } from '../figures/frame.ts';
import type { Usage } from './model.ts';
import type { Observation, ShownImage } from './sandbox.ts';

export type Mode = 'auto' | 'reasoning' | 'images';

/** How much a shown image can have added, computed without asking the model twice. The measure is ours. */
export interface ImageGain {
  /** Image pixels per source pixel ÷ the best the model had already seen of that region. */
  readonly magnification?: number;
  /** Largest intersection-over-union with a region already shown, 0–1. */
  readonly overlap?: number;
  /** Share of the whole figure that the image shows, 0–1. */
  readonly share?: number;
  readonly blank: boolean;
  /** Name of an earlier image that looks the same. */
  readonly duplicateOf?: string;
  /** False: the step shows nothing new; `reason` says why. */
  readonly new: boolean;
  readonly reason: string;
}

/** An image of an observation, named within the run: `t2-1` is the first image of turn 2, `t2r1-1` that of its first re-run. */
export interface ObservedImage extends ShownImage {
  readonly name: string;
  readonly gain: ImageGain;
}

/** Figure facts that travel with `started`. */
export interface RunFigure {
  readonly id: string;
  readonly name: string;
  readonly path?: string;
  /** Of the file's bytes, in hex: tells later whether a file is the one that was asked about. */
  readonly sha256?: string;
  readonly width: number;
  readonly height: number;
  readonly page?: number;
  readonly preview: ShownImage;
}

interface EventBase {
  readonly run: string;
  /** 0 before the first turn, then 1, 2… (numbering goes on over follow-up questions). */
  readonly turn: number;
  /** ISO 8601, UTC. */
  readonly time: string;
}

export interface StartedEvent extends EventBase {
  readonly type: 'started';
  readonly question: string;
  readonly region?: Box;
  /** The figure that `region` is on; the first one when absent. */
  readonly regionFigure?: string;
  readonly mode: Mode;
  readonly model: { readonly id: string; readonly label: string; readonly profile: string };
  readonly figures: readonly RunFigure[];
  /** True when this question continues an earlier one. */
  readonly followUp: boolean;
}
export interface ThoughtDeltaEvent extends EventBase {
  readonly type: 'thoughtDelta';
  readonly text: string;
}
/** The reply of this turn broke off and is asked for once more: its thoughts so far no longer count. */
export interface RetryEvent extends EventBase {
  readonly type: 'retry';
  /** Why, for a user. */
  readonly text: string;
}
/** A cell that a person changed and ran again at its place: 1 for the first time that this was done to the turn. */
interface Rerun {
  readonly rerun?: number;
}
export interface CodeEvent extends EventBase, Rerun {
  readonly type: 'code';
  /** What will run. */
  readonly code: string;
  /** What the model wrote, when repair changed it. */
  readonly original?: string;
  readonly repairs: readonly string[];
  /** Tokens of the reply that wrote it. */
  readonly usage?: Usage;
}
/** An observation with its images named and judged. */
export interface ObservationEvent extends EventBase, Rerun, Omit<Observation, 'images'> {
  readonly type: 'observation';
  readonly images: readonly ObservedImage[];
}
/** A piece of evidence for an answer: an image of the run, or a region of a figure, with words. */
export interface Evidence {
  readonly text: string;
  readonly image?: string;
  readonly frame?: Frame;
}
export interface AnswerEvent extends EventBase {
  readonly type: 'answer';
  /** Markdown. */
  readonly text: string;
  /** Could the question be answered? False: the text says why not. */
  readonly answered: boolean;
  readonly value?: number | string;
  readonly unit?: string;
  /** What the answer's number may be off by, in words ("± 3, from two thresholds"). */
  readonly uncertainty?: string;
  readonly evidence: readonly Evidence[];
  /** Why the answer is not backed by any observation, although it claims to be; absent when there is nothing to say. */
  readonly unbacked?: string;
  readonly durationMs: number;
  readonly usage?: Usage;
}
/**
 * The last question asked once more with the images of the cells withheld: S1-VL's visual information gain, measured on one sample.
 * It stands after the answer that it is about, with that answer's turn.
 */
export interface GainCheckedEvent extends EventBase {
  readonly type: 'gainChecked';
  /** Images that were withheld, by name. */
  readonly withheld: readonly string[];
  /** `changed`: another answer without them. `same`: the same. `unclear`: in other words, and it cannot be told whether they mean the same. */
  readonly effect: 'changed' | 'same' | 'unclear';
  /** The effect in a sentence. */
  readonly text: string;
  /** The answer without the images. */
  readonly without: {
    readonly text: string;
    readonly answered: boolean;
    readonly value?: number | string;
    readonly unit?: string;
  };
  readonly durationMs: number;
}
export interface NoticeEvent extends EventBase {
  readonly type: 'notice';
  readonly level: 'info' | 'warning';
  readonly text: string;
}
export interface FailedEvent extends EventBase, Rerun {
  readonly type: 'failed';
  /** 'cancelled', 'turnLimit', 'modelError', 'sandboxError', 'figureError'. */
  readonly kind: FailureKind;
  /** What was wrong and what to do, for a user. */
  readonly message: string;
}
export type FailureKind = 'cancelled' | 'turnLimit' | 'modelError' | 'sandboxError' | 'figureError';

export type RunEvent =
  | StartedEvent
  | ThoughtDeltaEvent
  | RetryEvent
  | CodeEvent
  | ObservationEvent
  | AnswerEvent
  | GainCheckedEvent
  | NoticeEvent
  | FailedEvent;
