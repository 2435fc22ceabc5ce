import type { BarIntent } from '../../question/intent.ts';
import { formatWithin, list } from '../../wording.ts';
import { nameOf, slack, type Bar, type Chart } from './chart.ts';
import { number, reading, sorted, sum, type BarAnswer } from './readings.ts';

/** How much higher or lower one bar is than another. */
export function answerDifference(
  operands: 'mention' | 'extremes',
  bars: readonly Bar[],
  chart: Chart,
): BarAnswer | string {
  const pair = pairOf(operands, bars, chart);
  if (typeof pair === 'string') return pair;
  const [a, b] = pair;
  const difference = a.value - b.value;
  const more = difference >= 0 ? 'higher' : 'lower';
  return {
    text: `**${nameOf(a, chart)}** (${reading(a.value, chart)}) is **${reading(Math.abs(difference), chart)}** ${more} than **${nameOf(b, chart)}** (${reading(b.value, chart)}).`,
    ...number(Math.abs(difference), chart),
    slack: slack(a.value, chart) + slack(b.value, chart),
  };
}

/** One bar as a multiple or a percentage of another. */
export function answerRatio(
  intent: Extract<BarIntent, { kind: 'barRatio' }>,
  bars: readonly Bar[],
  chart: Chart,
): BarAnswer | string {
  const pair = pairOf(intent.operands, bars, chart);
  if (typeof pair === 'string') return pair;
  const [a, b] = intent.percent ? ([pair[1], pair[0]] as const) : pair;
  if (Math.abs(b.value) <= slack(b.value, chart))
    return `${nameOf(b, chart)} is at zero, so there is no ratio to it.`;
  const ratio = a.value / b.value;
  const off =
    Math.abs(ratio) *
    (slack(a.value, chart) / Math.max(Math.abs(a.value), slack(a.value, chart)) +
      slack(b.value, chart) / Math.abs(b.value));
  const values = `(${reading(a.value, chart)} and ${reading(b.value, chart)})`;
  const [shown, limit] = intent.percent ? [ratio * 100, off * 100] : [ratio, off];
  const value = formatWithin(shown, limit);
  return intent.percent
    ? {
        text: `**${nameOf(a, chart)}** is **${value} %** of **${nameOf(b, chart)}** ${values}.`,
        value,
        unit: '%',
        slack: limit,
      }
    : {
        text: `**${nameOf(a, chart)}** is **${value} times** **${nameOf(b, chart)}** ${values}.`,
        value,
        slack: limit,
      };
}

/** Bars as a share of the total of all. */
export function answerShare(bars: readonly Bar[], chart: Chart): BarAnswer | string {
  const total = sum(chart.bars);
  const part = sum(bars);
  if (chart.bars.some((bar) => bar.value < 0) || total <= 0)
    return 'some bars are negative, so a share of their total means nothing.';
  const off = ((slack(part, chart) * Math.max(1, bars.length)) / total) * 100;
  const value = formatWithin((part / total) * 100, off);
  const names = list(bars.map((bar) => nameOf(bar, chart)));
  return {
    text: `**${names}** (${reading(part, chart)}) is **${value} %** of the total of all ${String(chart.bars.length)} bars (${reading(total, chart)}).`,
    value,
    unit: '%',
    slack: off,
  };
}

/** Which of two bars is higher or lower. */
export function answerComparison(
  which: 'highest' | 'lowest',
  bars: readonly Bar[],
  chart: Chart,
): BarAnswer | string {
  const pair = pairOf('mention', bars, chart);
  if (typeof pair === 'string') return pair;
  const [a, b] = pair;
  const both = `${nameOf(a, chart)} is at ${reading(a.value, chart)}, ${nameOf(b, chart)} at ${reading(b.value, chart)}`;
  if (Math.abs(a.value - b.value) <= slack(a.value, chart))
    return { text: `They are equal to within one pixel: ${both}.`, value: 'equal' };
  const winner = a.value > b.value === (which === 'highest') ? a : b;
  return {
    text: `**${nameOf(winner, chart)}** is ${which === 'highest' ? 'higher' : 'lower'}: ${both}.`,
    value: nameOf(winner, chart),
  };
}

function pairOf(
  operands: 'mention' | 'extremes',
  bars: readonly Bar[],
  chart: Chart,
): readonly [Bar, Bar] | string {
  const ordered = operands === 'extremes' ? sorted(bars, true) : bars;
  const [a, b] = operands === 'extremes' ? [ordered[0], ordered.at(-1)] : [ordered[0], ordered[1]];
  if (a === undefined || b === undefined || a === b)
    return `two bars are needed, and only ${bars.map((bar) => nameOf(bar, chart)).join(', ') || 'none'} could be matched.`;
  if (operands === 'mention' && bars.length > 2)
    return `more than two bars fit: ${list(bars.map((bar) => nameOf(bar, chart)))}. Name the series as well.`;
  return [a, b];
}
