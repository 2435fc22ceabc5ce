import { DRAWN } from '../cells/drawn.ts';
import { numberAt, textAt, textsAt } from '../json.ts';
import type { Look } from '../step.ts';

/** Kinds of figure that the analyst tells apart, by what its readers find in them. */
export type FigureKind = 'barChart' | 'chart' | 'micrograph' | 'drawing' | 'unknown';

/** What the readers found in a figure. */
export interface Overview {
  readonly kind: FigureKind;
  readonly bars: number;
  readonly orientation?: string;
  readonly labels: readonly string[];
  readonly ticks: number;
  readonly title?: string;
  readonly xTitle?: string;
  readonly yTitle?: string;
  readonly lines: readonly string[];
  readonly lineCount: number;
  readonly objects: number;
  readonly low: number;
  readonly high: number;
  readonly polarity: string;
  readonly scaleBar?: string;
  readonly grey: boolean;
  readonly image?: string;
}

/** Reads what an overview cell printed; undefined when it printed none. */
export function readOverview(look: Look): Overview | undefined {
  const { data } = look;
  const objects = numberAt(data, 'objects');
  if (objects === undefined) return undefined;
  const [title, xTitle, yTitle] = ['title', 'x_title', 'y_title'].map((key) => textAt(data, key));
  const orientation = textAt(data, 'orientation');
  const scaleBar = textAt(data, 'scale_bar');
  const [image] = look.images;
  return {
    kind: kindOf(data),
    bars: numberAt(data, 'bars') ?? 0,
    labels: textsAt(data, 'labels'),
    ticks: Math.max(numberAt(data, 'x_ticks') ?? 0, numberAt(data, 'y_ticks') ?? 0),
    lines: textsAt(data, 'lines'),
    lineCount: numberAt(data, 'line_count') ?? 0,
    objects,
    low: numberAt(data, 'low') ?? objects,
    high: numberAt(data, 'high') ?? objects,
    polarity: textAt(data, 'polarity') ?? 'bright',
    grey: data?.['grey'] === true,
    ...(orientation !== undefined && { orientation }),
    ...(title !== undefined && { title }),
    ...(xTitle !== undefined && { xTitle }),
    ...(yTitle !== undefined && { yTitle }),
    ...(scaleBar !== undefined && { scaleBar }),
    ...(image !== undefined && { image }),
  };
}

/** Axes with numbers make a chart, bars with values a bar chart; a scale bar or many objects make a micrograph. */
function kindOf(data: Look['data']): FigureKind {
  const ticks = Math.max(numberAt(data, 'x_ticks') ?? 0, numberAt(data, 'y_ticks') ?? 0);
  const flat = numberAt(data, 'flat') ?? 0;
  if (flat > DRAWN && ticks >= 3)
    return (numberAt(data, 'valued') ?? 0) >= 2 ? 'barChart' : 'chart';
  if (textAt(data, 'scale_bar') !== undefined) return 'micrograph';
  if (flat > DRAWN && (numberAt(data, 'line_count') ?? 0) >= 4) return 'drawing';
  return (numberAt(data, 'objects') ?? 0) >= 3 ? 'micrograph' : 'unknown';
}
