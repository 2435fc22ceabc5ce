import type { BarIntent } from '../../question/intent.ts';
import { capitalised, formatNumber, formatWithin, list } from '../../wording.ts';
import { nameOf, slack, type Bar, type Chart } from './chart.ts';
import { answerComparison, answerDifference, answerRatio, answerShare } from './pairs.ts';
import {
  number,
  onAxis,
  plain,
  reading,
  sorted,
  sum,
  unitSuffix,
  type BarAnswer,
} from './readings.ts';

/**
 * Answers a question from the bars it means, in the order it names them.
 * @returns a string when the bars do not allow an answer: the reason
 */
export function answerBars(
  intent: BarIntent,
  bars: readonly Bar[],
  chart: Chart,
  subject?: Bar,
): BarAnswer | string {
  switch (intent.kind) {
    case 'barCount':
      return answerCount(chart);
    case 'barValue':
      return answerValue(intent.index, bars, chart);
    case 'barValues':
      return { text: `The bars read:\n\n${table(bars, chart)}` };
    case 'barExtreme':
      return answerExtreme(intent, bars, chart, subject);
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
      return answerBeyond(intent, bars, chart, subject);
  }
}

function answerCount(chart: Chart): BarAnswer {
  const groups = new Set(chart.bars.map((bar) => bar.label)).size;
  const grouped =
    chart.series.length > 1 && chart.unlabelled === 0
      ? ` They belong to ${String(chart.series.length)} series in ${String(groups)} ${groups === 1 ? 'group' : 'groups'}.`
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
  subject: Bar | undefined,
): BarAnswer | string {
  const ordered = sorted(bars, intent.which === 'highest');
  const bar = ordered[intent.rank - 1];
  if (bar === undefined) return `the chart has only ${String(bars.length)} bars.`;
  if (intent.asks === 'label' && bar.label === '' && subject === undefined)
    return `the ${intent.which} bar is the ${ordinal(chart.bars.indexOf(bar) + 1)}, at ${reading(bar.value, chart)}, but its label could not be read.`;
  const tied = ordered.filter(
    (other) => other !== bar && Math.abs(other.value - bar.value) <= slack(bar.value, chart),
  );
  const rank = ['', 'second ', 'third ', 'fourth ', 'fifth '][intent.rank - 1] ?? '';
  const tie =
    tied.length === 0
      ? ''
      : ` ${list(tied.map((other) => nameOf(other, chart)))} ${tied.length === 1 ? 'is' : 'are'} as ${intent.which === 'highest' ? 'high' : 'low'} to within one pixel, so the order is not certain.`;
  const text = `The ${rank}${intent.which} bar is **${nameOf(bar, chart)}**, at **${reading(bar.value, chart)}**${onAxis(chart)}.${tie}`;
  if (subject !== undefined)
    return yesNo(subject === bar || tied.includes(subject), subject, text, chart);
  return intent.asks === 'value'
    ? { text, ...number(bar.value, chart) }
    : { text, value: nameOf(bar, chart) };
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

function ordinal(place: number): string {
  const teen = place % 100 > 10 && place % 100 < 14;
  return `${String(place)}${(teen ? undefined : ['', 'st', 'nd', 'rd'][place % 10]) || 'th'}`;
}

function answerBeyond(
  intent: Extract<BarIntent, { kind: 'barsBeyond' }>,
  bars: readonly Bar[],
  chart: Chart,
  subject: Bar | undefined,
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
  if (subject !== undefined)
    return yesNo(
      passing.includes(subject),
      subject,
      `The question is whether it is ${words}.`,
      chart,
    );
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

function yesNo(yes: boolean, subject: Bar, why: string, chart: Chart): BarAnswer {
  const word = yes ? 'yes' : 'no';
  const at = `**${nameOf(subject, chart)}** is at **${reading(subject.value, chart)}**`;
  return { text: `**${capitalised(word)}**: ${at}. ${why}`, value: word };
}

function table(bars: readonly Bar[], chart: Chart): string {
  const rows = bars.map((bar) => `| ${nameOf(bar, chart)} | ${plain(bar.value, chart)} |`);
  const head = `| ${chart.categoryTitle ?? 'bar'} | ${chart.valueTitle ?? 'value'} |`;
  return [head, '| --- | --- |', ...rows].join('\n');
}
