import type { Box } from '../../../../figures/frame.ts';
import { listAt, numberAt, objectAt, textAt, textsAt } from '../../json.ts';
import type { Json, Look } from '../../step.ts';

/** Statistics of one measure over all objects, in pixels (intensity: grey levels; circularity: a ratio). */
export interface Spread {
  readonly mean: number;
  readonly sd: number;
  readonly median: number;
  readonly q1: number;
  readonly q3: number;
  readonly min: number;
  readonly max: number;
  readonly total: number;
}

/** One object: centroid in source pixels, area in px², and the measure asked about. */
export interface Item {
  readonly x: number;
  readonly y: number;
  readonly area: number;
  readonly value: number;
  readonly border: boolean;
}

/** What a survey cell found. */
export interface Found {
  /** Objects that pass the filters of the question, and all of them. */
  readonly count: number;
  readonly all: number;
  /** Counts of all objects with a stricter and a looser threshold. */
  readonly low: number;
  readonly high: number;
  readonly polarity: 'bright' | 'dark' | 'stained';
  /** Share of the looked-at area that the objects cover, 0–1. */
  readonly coverage: number;
  readonly border: number;
  /** Size of the looked-at area in source pixels. */
  readonly width: number;
  readonly height: number;
  /** Share of the pixels that equal the one below them: near 1 in drawn figures, below one half in photographed ones. */
  readonly flat: number;
  readonly warnings: readonly string[];
  readonly area?: Spread;
  readonly measure?: Spread;
  readonly largest?: Item;
  readonly smallest?: Item;
  /** Boxes of objects that may be several touching ones, largest first, and how many there are. */
  readonly ragged: readonly Box[];
  readonly raggedCount: number;
  readonly images: readonly string[];
}

/** Reads what a survey cell printed; undefined when it printed no summary. */
export function readFound(look: Look): Found | undefined {
  const { data } = look;
  const count = numberAt(data, 'count');
  if (count === undefined) return undefined;
  const polarity = textAt(data, 'polarity');
  const [width, height] = listAt(data, 'view');
  const found: Found = {
    count,
    all: numberAt(data, 'all') ?? count,
    low: numberAt(data, 'low') ?? count,
    high: numberAt(data, 'high') ?? count,
    polarity: polarity === 'dark' || polarity === 'stained' ? polarity : 'bright',
    coverage: numberAt(data, 'coverage') ?? 0,
    border: numberAt(data, 'border') ?? 0,
    width: typeof width === 'number' ? width : 0,
    height: typeof height === 'number' ? height : 0,
    flat: numberAt(data, 'flat') ?? 0,
    warnings: textsAt(data, 'warnings'),
    ragged: listAt(data, 'ragged').flatMap(toBox),
    raggedCount: numberAt(data, 'ragged_count') ?? 0,
    images: look.images,
  };
  const [area, measure] = [toSpread(data, 'area'), toSpread(data, 'measure')];
  const [largest, smallest] = [toItem(data, 'largest'), toItem(data, 'smallest')];
  return {
    ...found,
    ...(area && { area }),
    ...(measure && { measure }),
    ...(largest && { largest }),
    ...(smallest && { smallest }),
  };
}

function toSpread(data: Look['data'], key: string): Spread | undefined {
  const numbers = objectAt(data, key);
  if (numbers === undefined) return undefined;
  const at = (name: string): number => numberAt(numbers, name) ?? Number.NaN;
  return {
    mean: at('mean'),
    sd: at('sd'),
    median: at('median'),
    q1: at('q1'),
    q3: at('q3'),
    min: at('min'),
    max: at('max'),
    total: at('total'),
  };
}

function toItem(data: Look['data'], key: string): Item | undefined {
  const item = objectAt(data, key);
  const [x, y] = [numberAt(item, 'x'), numberAt(item, 'y')];
  const [area, value] = [numberAt(item, 'area'), numberAt(item, 'value')];
  if (x === undefined || y === undefined || area === undefined || value === undefined)
    return undefined;
  return { x, y, area, value, border: item?.['border'] === true };
}

function toBox(value: Json): Box[] {
  if (!Array.isArray(value)) return [];
  const [x1, y1, x2, y2] = value as readonly Json[];
  const numbers = [x1, y1, x2, y2];
  if (!numbers.every((edge): edge is number => typeof edge === 'number')) return [];
  const [a = 0, b = 0, c = 0, d = 0] = numbers;
  return [[a, b, c, d]];
}
