import { formatWithin } from '../../wording.ts';
import { slack, valueUnit, type Bar, type Chart } from './chart.ts';

/** The words of an answer about bars; evidence is added by the plan. */
export interface BarAnswer {
  readonly text: string;
  readonly value?: string;
  readonly unit?: string;
  /** What `value` may be off by, as a number in its unit; undefined when that makes no sense. */
  readonly slack?: number;
}

/** The bars by value. */
export function sorted(bars: readonly Bar[], descending: boolean): Bar[] {
  return [...bars].sort((a, b) => (descending ? b.value - a.value : a.value - b.value));
}

/** Sum of the values. */
export function sum(bars: readonly Bar[]): number {
  return bars.reduce((total, bar) => total + bar.value, 0);
}

/** The value, rounded to what the chart allows. */
export function plain(value: number, chart: Chart): string {
  return formatWithin(value, slack(value, chart));
}

/** " kg", or nothing. */
export function unitSuffix(chart: Chart): string {
  const unit = valueUnit(chart);
  return unit === undefined ? '' : ` ${unit}`;
}

/** The value with its unit. */
export function reading(value: number, chart: Chart): string {
  return `${plain(value, chart)}${unitSuffix(chart)}`;
}

/** " on the axis “Mass (kg)”", or nothing. */
export function onAxis(chart: Chart): string {
  return chart.valueTitle === undefined ? '' : ` on the axis “${chart.valueTitle}”`;
}

/** A value as the number of an answer. */
export function number(value: number, chart: Chart): Pick<BarAnswer, 'value' | 'unit' | 'slack'> {
  const unit = valueUnit(chart);
  return {
    value: plain(value, chart),
    slack: slack(value, chart),
    ...(unit === undefined ? {} : { unit }),
  };
}
