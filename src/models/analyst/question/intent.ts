import type { Box } from '../../../figures/frame.ts';

/** How objects differ from what is around them; `auto` leaves the choice to figkit. */
export type Polarity = 'auto' | 'bright' | 'dark' | 'stained';

/** A number with its unit as a question gives it; no unit: pixels or the axis' own unit, whichever applies. */
export interface Quantity {
  readonly value: number;
  /** 'px', 'px²', 'nm', 'nm²', 'µm', 'µm²', 'mm', 'mm²', '%'…; '' when none was given. */
  readonly unit: string;
}

/** What is measured of an object. */
export type Measure =
  'size' | 'area' | 'diameter' | 'length' | 'width' | 'perimeter' | 'circularity' | 'intensity';

export type Statistic = 'mean' | 'median' | 'sd' | 'total' | 'distribution';

/** Only objects on one side of a limit count. */
export interface SizeFilter {
  readonly side: 'above' | 'below';
  readonly limit: Quantity;
  readonly inclusive: boolean;
  /** `area` when the unit is a squared one or the question says so; else `diameter`; for plain pixels the area. */
  readonly of: 'area' | 'diameter';
}

/** A named part of the figure, or a box in source pixels. */
export type Region =
  | {
      readonly type: 'part';
      readonly part: 'left' | 'right' | 'top' | 'bottom' | 'centre';
      readonly share: number;
    }
  | {
      readonly type: 'corner';
      readonly x: 'left' | 'right';
      readonly y: 'top' | 'bottom';
    }
  | { readonly type: 'box'; readonly box: Box };

/** Which objects a question is about. */
export interface ObjectSelection {
  /** The user's noun in the plural ("nuclei"), or "objects". */
  readonly noun: string;
  readonly polarity: Polarity;
  readonly filters: readonly SizeFilter[];
  readonly region?: Region;
  /** Objects cut by the image's border are left out. */
  readonly excludeBorder: boolean;
  /** Touching objects count as one. */
  readonly split: boolean;
  /** Figure numbers (1-based); empty: all figures of the run. */
  readonly figures: readonly number[];
  /** Unit the answer should have, when the question asks for one. */
  readonly unit?: string;
}

/** A span of the question that names a bar, as written there. */
export type Mention = string;

interface Objects {
  readonly objects: ObjectSelection;
}

/** Question about objects in a micrograph. */
export type ObjectIntent =
  | (Objects & {
      readonly kind: 'count';
      /** Asked is the share of all objects that pass the filters. */
      readonly share: boolean;
      /** "Are there more than 50?" */
      readonly limit?: ValueLimit;
    })
  | (Objects & { readonly kind: 'size'; readonly measure: Measure; readonly statistic: Statistic })
  | (Objects & {
      readonly kind: 'extreme';
      readonly which: 'largest' | 'smallest';
      readonly measure: Measure;
    })
  | (Objects & { readonly kind: 'coverage' })
  | (Objects & { readonly kind: 'density' });

interface Bars {
  /** Part of the question that may name bars, as written; '' when there is none. */
  readonly mention: Mention;
  /** Words of the question that must turn up in the figure (label, legend, title) for the reading to hold. */
  readonly words: readonly string[];
  /** False when the question was read as one about bars only because nothing else fits. */
  readonly certain: boolean;
}

/** Two bars of a question: those its mention names, in that order, or the highest and the lowest. */
export type Operands = 'mention' | 'extremes';

/** A limit on the values of bars. */
export interface ValueLimit {
  readonly side: 'above' | 'below';
  readonly value: number;
  readonly inclusive: boolean;
}

export type BarAsk =
  | { readonly kind: 'barCount' }
  | {
      readonly kind: 'barValue';
      /** Place of the bar, 1-based from the left or top; -1 is the last. */
      readonly index?: number;
    }
  | { readonly kind: 'barValues' }
  | {
      readonly kind: 'barExtreme';
      readonly which: 'highest' | 'lowest';
      /** 1 for the highest, 2 for the second highest… */
      readonly rank: number;
      readonly asks: 'label' | 'value';
    }
  | { readonly kind: 'barDifference'; readonly operands: Operands }
  | { readonly kind: 'barRatio'; readonly operands: Operands; readonly percent: boolean }
  | { readonly kind: 'barShare' }
  | { readonly kind: 'barComparison'; readonly which: 'highest' | 'lowest' }
  | { readonly kind: 'barStatistic'; readonly statistic: 'sum' | 'mean' | 'median' | 'sd' }
  | {
      readonly kind: 'barRanking';
      readonly order: 'descending' | 'ascending';
      readonly top?: number;
    }
  | {
      readonly kind: 'barsBeyond';
      readonly limits: readonly ValueLimit[];
      readonly asks: 'count' | 'labels';
    };

/** Question about a bar chart. */
export type BarIntent = Bars & BarAsk;

export type AxisName = 'x' | 'y' | 'both';

/** Question about what is written or drawn around the data. */
export type TextIntent =
  | {
      readonly kind: 'axis';
      readonly axis: AxisName;
      readonly asks: 'title' | 'range' | 'unit' | 'scaleType' | 'ticks';
      readonly end?: 'lowest' | 'highest';
    }
  | { readonly kind: 'title' }
  | { readonly kind: 'text'; readonly region?: Region };

export type GeneralIntent =
  | {
      readonly kind: 'scale';
      readonly asks: 'scaleBar' | 'pixelSize' | 'pixelsPerUnit' | 'fieldOfView';
    }
  | { readonly kind: 'figureSize' }
  | { readonly kind: 'describe'; readonly asks: 'all' | 'kind' }
  | { readonly kind: 'abilities' };

/** A question that fits objects as well as bars ("which is the largest?"): the figure decides. */
export interface EitherIntent {
  readonly kind: 'either';
  readonly objects: ObjectIntent;
  readonly bars: BarIntent;
}

/** What a question asks for. */
export type Intent = ObjectIntent | BarIntent | TextIntent | GeneralIntent | EitherIntent;

/** A question as read. */
export type Reading =
  | {
      readonly understood: true;
      readonly intents: readonly Intent[];
      /** How words were read that the lexicon lacks: "nucleii" as "nuclei". */
      readonly corrections: readonly Correction[];
    }
  | { readonly understood: false; readonly refusal: Refusal };

export interface Correction {
  readonly typed: string;
  readonly read: string;
}

/** Why a question cannot be read. */
export interface Refusal {
  /** `words`: these words have no meaning for the analyst; `topic`: it knows what is meant and cannot do it; `empty`: nothing was asked. */
  readonly reason: 'words' | 'topic' | 'empty';
  readonly words: readonly string[];
  /** What it cannot do, as the end of a sentence beginning "I cannot"; for reason `topic`. */
  readonly cannot?: string;
}
