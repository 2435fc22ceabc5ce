import { listAt, numberAt, textAt, textsAt } from '../../json.ts';
import type { Json, Look } from '../../step.ts';

/** A bar with everything that answers need. */
export interface Bar {
  readonly label: string;
  readonly value: number;
  readonly series?: string;
}

/** A bar chart as a cell read it. */
export interface Chart {
  /** Bars with a value, in the order of the axis. */
  readonly bars: readonly Bar[];
  /** Bars found, those without a value included. */
  readonly total: number;
  readonly unlabelled: number;
  readonly horizontal: boolean;
  /** Parts of bars stand on each other; after `totalled` a bar is a whole stack. */
  readonly stacked: boolean;
  /** Ticks of the value axis that have a number. */
  readonly ticks: number;
  /** Value of one pixel on a linear axis. */
  readonly perPixel?: number;
  /** Share of a value that one pixel is worth on a logarithmic axis. */
  readonly relative?: number;
  readonly title?: string;
  readonly valueTitle?: string;
  readonly categoryTitle?: string;
  readonly series: readonly string[];
  readonly warnings: readonly string[];
  /** Share of the pixels that equal the one below them: near 1 in drawn figures. */
  readonly flat: number;
  readonly image?: string;
}

/** The chart in what a bars cell printed; undefined when it printed none. */
export function readChart(look: Look): Chart | undefined {
  const { data } = look;
  const total = numberAt(data, 'total');
  if (total === undefined) return undefined;
  const rows = listAt(data, 'bars').filter((row): row is readonly Json[] => Array.isArray(row));
  const bars = rows.flatMap(toBar);
  const horizontal = textAt(data, 'orientation') === 'horizontal';
  const [valueKey, categoryKey] = horizontal ? ['x_title', 'y_title'] : ['y_title', 'x_title'];
  return {
    bars,
    total,
    unlabelled: bars.filter((bar) => bar.label === '').length,
    horizontal,
    stacked: data?.['stacked'] === true,
    ticks: numberAt(data, 'ticks') ?? 0,
    series: [...new Set(bars.flatMap((bar) => bar.series ?? []))],
    warnings: textsAt(data, 'warnings'),
    flat: numberAt(data, 'flat') ?? 1,
    ...optional('perPixel', numberAt(data, 'per_pixel')),
    ...optional('relative', numberAt(data, 'relative')),
    ...optional('title', textAt(data, 'title')),
    ...optional('valueTitle', textAt(data, valueKey)),
    ...optional('categoryTitle', textAt(data, categoryKey)),
    ...optional('image', look.images[0]),
  };
}

/** The chart with one bar for each stack; charts without stacks as they are. */
export function totalled(chart: Chart): Chart {
  if (!chart.stacked) return chart;
  const totals = new Map<string, number>();
  for (const { label, value } of chart.bars) totals.set(label, (totals.get(label) ?? 0) + value);
  const bars = [...totals].map(([label, value]) => ({ label, value }));
  return { ...chart, bars, total: bars.length, series: [] };
}

function toBar(row: readonly Json[]): Bar[] {
  const [label, value, series] = row;
  if (typeof value !== 'number') return [];
  return [
    {
      label:
        typeof label === 'string' ? label.trim() : typeof label === 'number' ? String(label) : '',
      value,
      ...(typeof series === 'string' && series !== '' ? { series } : {}),
    },
  ];
}

function optional<K extends string, V>(key: K, value: V | undefined): Partial<Record<K, V>> {
  return value === undefined ? {} : ({ [key]: value } as Record<K, V>);
}

/** How a bar is called in an answer. */
export function nameOf(bar: Bar, chart: Chart): string {
  const place = chart.bars.indexOf(bar) + 1;
  const label = bar.label === '' ? `bar ${String(place)} (label unreadable)` : bar.label;
  return bar.series === undefined || chart.series.length < 2 ? label : `${label} / ${bar.series}`;
}

/** Unit in brackets at the end of the value axis' title ("Mass (kg)" → "kg"). */
export function valueUnit(chart: Chart): string | undefined {
  const unit = /[([]\s*([^()[\]]{1,12}?)\s*[)\]]\s*$/.exec(chart.valueTitle ?? '')?.[1];
  return unit === undefined || /^\d+$/.test(unit) ? undefined : unit;
}

/** What a value read from the chart may be off by: one pixel of the value axis. */
export function slack(value: number, chart: Chart): number {
  if (chart.relative !== undefined) return Math.abs(value) * chart.relative;
  return chart.perPixel ?? 0;
}
