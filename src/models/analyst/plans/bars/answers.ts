import type { BarIntent } from '../../question/intent.ts';
import { capitalised, formatNumber, formatWithin, list } from '../../wording.ts';
import { nameOf, slack, valueUnit, type Bar, type Chart } from './chart.ts';

/** The words of an answer about bars; evidence is added by the plan. */
export interface BarAnswer {
  readonly text: string;
  readonly value?: string;
  readonly unit?: string;
  /** What `value` may be off by, as a number in its unit; undefined when that makes no sense. */
  readonly slack?: number;
}

/**
 * Answers a question from the bars it means, in the order it names them.
 * @returns a string when the bars do not allow an answer: the reason
 */
export function answerBars(
  intent: BarIntent,
  bars: readonly Bar[],
  chart: Chart,
): BarAnswer | string {
  switch (intent.kind) {
    case 'barCount':
      return answerCount(chart);
    case 'barValue':
      return answerValue(intent.index, bars, chart);
    case 'barValues':
      return { text: `The bars read:\n\n${table(bars, chart)}` };
    case 'barExtreme':
      return answerExtreme(intent, bars, chart);
    case 'barDifference':
      return answerDifference(intent.operands, bars, chart);
    case 'barRatio':
      return answerRatio(intent, bars, chart);
    case 'barShare':
      return answerShare(bars, chart);
    case 'barComparison':
      return answerComparison(intent.which, bars, chart);
    case 'barStatistic':
      return answerStatistic(intent.statistic, bars, chart);
    case 'barRanking': {
      const ordered = sorted(bars, intent.order === 'descending');
      const shown = intent.top === undefined ? ordered : ordered.slice(0, intent.top);
      const order = intent.order === 'descending' ? 'highest to lowest' : 'lowest to highest';
      return {
        text: `From ${order}:\n\n${table(shown, chart)}`,
        value: shown.map((bar) => nameOf(bar, chart)).join(', '),
      };
    }
    case 'barsBeyond':
      return answerBeyond(intent, bars, chart);
  }
}

function answerCount(chart: Chart): BarAnswer {
  const groups = new Set(chart.bars.map((bar) => bar.label)).size;
  const grouped =
    chart.series.length > 1
      ? ` They belong to ${String(chart.series.length)} series in ${String(groups)} groups.`
      : '';
  const text = `The chart has **${String(chart.total)} ${chart.total === 1 ? 'bar' : 'bars'}**.${grouped}`;
  return { text, value: String(chart.total), unit: 'bars' };
}

function answerValue(
  index: number | undefined,
  bars: readonly Bar[],
  chart: Chart,
): BarAnswer | string {
  const chosen = index === undefined ? bars : [chart.bars.at(index > 0 ? index - 1 : index)];
  const known = chosen.filter((bar): bar is Bar => bar !== undefined);
  const [first, ...others] = known;
  if (first === undefined) return `the chart has ${String(chart.total)} bars, fewer than you name.`;
  if (others.length > 0)
    return {
      text: known
        .map((bar) => `**${nameOf(bar, chart)}** is at **${reading(bar.value, chart)}**.`)
        .join(' '),
      value: known.map((bar) => `${nameOf(bar, chart)}: ${plain(bar.value, chart)}`).join('; '),
    };
  return {
    text: `**${nameOf(first, chart)}** is at **${reading(first.value, chart)}**${onAxis(chart)}.`,
    ...number(first.value, chart),
  };
}

function answerExtreme(
  intent: Extract<BarIntent, { kind: 'barExtreme' }>,
  bars: readonly Bar[],
  chart: Chart,
): BarAnswer | string {
  const ordered = sorted(bars, intent.which === 'highest');
  const bar = ordered[intent.rank - 1];
  if (bar === undefined) return `the chart has only ${String(bars.length)} bars.`;
  const tied = ordered.filter(
    (other) => other !== bar && Math.abs(other.value - bar.value) <= slack(bar.value, chart),
  );
  const rank = ['', 'second ', 'third ', 'fourth ', 'fifth '][intent.rank - 1] ?? '';
  const tie =
    tied.length === 0
      ? ''
      : ` ${list(tied.map((other) => nameOf(other, chart)))} ${tied.length === 1 ? 'is' : 'are'} as high to within one pixel, so the order is not certain.`;
  const text = `The ${rank}${intent.which} bar is **${nameOf(bar, chart)}**, at **${reading(bar.value, chart)}**${onAxis(chart)}.${tie}`;
  return intent.asks === 'value'
    ? { text, ...number(bar.value, chart) }
    : { text, value: nameOf(bar, chart) };
}

function answerDifference(
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

function answerRatio(
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

function answerShare(bars: readonly Bar[], chart: Chart): BarAnswer | string {
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

function answerComparison(
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

function answerStatistic(
  statistic: 'sum' | 'mean' | 'median' | 'sd',
  bars: readonly Bar[],
  chart: Chart,
): BarAnswer | string {
  if (bars.length === 0) return 'no bar has a readable value.';
  const values = bars.map((bar) => bar.value).sort((a, b) => a - b);
  const mean = sum(bars) / values.length;
  const middle = ((values[(values.length - 1) >> 1] ?? 0) + (values[values.length >> 1] ?? 0)) / 2;
  if (statistic === 'sd' && values.length < 2)
    return 'a standard deviation needs two bars or more.';
  const squares = values.reduce((total, value) => total + (value - mean) ** 2, 0);
  const results = {
    sum: sum(bars),
    mean,
    median: middle,
    sd: Math.sqrt(squares / Math.max(1, values.length - 1)),
  };
  const words = { sum: 'sum', mean: 'mean', median: 'median', sd: 'standard deviation' };
  const which =
    bars.length === chart.bars.length
      ? `all ${String(bars.length)} bars`
      : list(bars.map((bar) => nameOf(bar, chart)));
  const off = slack(mean, chart) * (statistic === 'sum' ? bars.length : 1);
  return {
    text: `The ${words[statistic]} of ${which} is **${formatWithin(results[statistic], off)}${unitSuffix(chart)}**.`,
    ...number(results[statistic], chart),
    value: formatWithin(results[statistic], off),
    slack: off,
  };
}

function answerBeyond(
  intent: Extract<BarIntent, { kind: 'barsBeyond' }>,
  bars: readonly Bar[],
  chart: Chart,
): BarAnswer {
  const passing = bars.filter((bar) =>
    intent.limits.every(({ side, value, inclusive }) =>
      side === 'above'
        ? bar.value > value || (inclusive && bar.value === value)
        : bar.value < value || (inclusive && bar.value === value),
    ),
  );
  const close = bars.filter((bar) =>
    intent.limits.some(({ value }) => Math.abs(bar.value - value) <= slack(bar.value, chart)),
  );
  const words = intent.limits
    .map(({ side, value }) => `${side} ${formatNumber(value, 6)}`)
    .join(' and ');
  const names = list(passing.map((bar) => `${nameOf(bar, chart)} (${reading(bar.value, chart)})`));
  const doubt =
    close.length === 0
      ? ''
      : ` ${capitalised(list(close.map((bar) => nameOf(bar, chart))))} ${close.length === 1 ? 'lies' : 'lie'} within one pixel of the limit.`;
  return {
    text:
      passing.length === 0
        ? `No bar is ${words}.${doubt}`
        : `**${String(passing.length)}** of ${String(bars.length)} bars ${passing.length === 1 ? 'is' : 'are'} ${words}: ${names}.${doubt}`,
    value:
      intent.asks === 'count' || passing.length === 0
        ? String(passing.length)
        : passing.map((bar) => nameOf(bar, chart)).join(', '),
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

function sorted(bars: readonly Bar[], descending: boolean): Bar[] {
  return [...bars].sort((a, b) => (descending ? b.value - a.value : a.value - b.value));
}

function sum(bars: readonly Bar[]): number {
  return bars.reduce((total, bar) => total + bar.value, 0);
}

function plain(value: number, chart: Chart): string {
  return formatWithin(value, slack(value, chart));
}

function unitSuffix(chart: Chart): string {
  const unit = valueUnit(chart);
  return unit === undefined ? '' : ` ${unit}`;
}

function reading(value: number, chart: Chart): string {
  return `${plain(value, chart)}${unitSuffix(chart)}`;
}

function onAxis(chart: Chart): string {
  return chart.valueTitle === undefined ? '' : ` on the axis “${chart.valueTitle}”`;
}

function number(value: number, chart: Chart): Pick<BarAnswer, 'value' | 'unit' | 'slack'> {
  const unit = valueUnit(chart);
  return {
    value: plain(value, chart),
    slack: slack(value, chart),
    ...(unit === undefined ? {} : { unit }),
  };
}

function table(bars: readonly Bar[], chart: Chart): string {
  const rows = bars.map((bar) => `| ${nameOf(bar, chart)} | ${plain(bar.value, chart)} |`);
  const head = `| ${chart.categoryTitle ?? 'bar'} | ${chart.valueTitle ?? 'value'} |`;
  return [head, '| --- | --- |', ...rows].join('\n');
}
