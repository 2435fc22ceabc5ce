import { findLabels, labelTokens, sameStem } from '../../labels.ts';
import type { BarIntent } from '../../question/intent.ts';
import { list } from '../../wording.ts';
import { nameOf, type Bar, type Chart } from './chart.ts';

/** Which bars a question means. */
export type Resolved =
  | {
      readonly found: true;
      readonly bars: readonly Bar[];
      /** The one bar of a yes-or-no question ("Is B the highest?"). */
      readonly subject?: Bar;
      readonly note?: string;
    }
  | {
      readonly found: false;
      readonly why: string;
      /** A closer look may help. */ readonly retry: boolean;
    };

/** Words that join names in a mention. */
const JOINING = new Set(
  'and or to than is are of in for the a vs versus minus plus by does do did with has have higher lower larger smaller more less bar bars value'.split(
    ' ',
  ),
);

/**
 * Finds the bars that a question names. Every word must turn up in the figure: as a label, as a series, or in a title;
 * otherwise the question is about something else than this chart. With no name in the question, all bars are meant.
 */
export function resolveBars(intent: BarIntent, chart: Chart): Resolved {
  const named = namedBars(intent.mention, chart);
  const strange = intent.words
    .filter((word) => !JOINING.has(word))
    .filter((word) => !named.words.some((used) => sameStem(used, word)));
  const quantity = titles(chart);
  const unknown = strange.filter((word) => !quantity.some((title) => sameStem(title, word)));
  if (needsLabel(intent) && !named.byLabel)
    return { found: false, why: noSuchBar(intent.mention, chart), retry: true };
  const found = { found: true as const, ...subjectOf(intent, named, chart) };
  if (unknown.length === 0) return found;
  if (quantity.length === 0 && (named.byLabel || intent.kind === 'barExtreme'))
    return {
      ...found,
      note: `No title could be read on the value axis; that it shows what you ask about (${list(unknown.map(quoted))}) is taken from your question.`,
    };
  return {
    found: false,
    why: `${list(unknown.map(quoted))} ${unknown.length === 1 ? 'does' : 'do'} not turn up in this chart: ${shows(chart)}.`,
    retry: false,
  };
}

function needsLabel(intent: BarIntent): boolean {
  switch (intent.kind) {
    case 'barValue':
      return intent.index === undefined;
    case 'barShare':
    case 'barComparison':
      return true;
    case 'barDifference':
    case 'barRatio':
      return intent.operands === 'mention';
    default:
      return false;
  }
}

/** "Is B the highest bar?" compares B with all bars, not with itself. */
function subjectOf(
  intent: BarIntent,
  named: Named,
  chart: Chart,
): { bars: readonly Bar[]; subject?: Bar } {
  const [only, ...others] = named.bars;
  const single = named.byLabel && only !== undefined && others.length === 0;
  const yesNo = intent.kind === 'barExtreme' || intent.kind === 'barsBeyond';
  return single && yesNo ? { bars: chart.bars, subject: only } : { bars: named.bars };
}

interface Named {
  readonly bars: readonly Bar[];
  readonly byLabel: boolean;
  /** Words of the mention that labels and series account for. */
  readonly words: readonly string[];
}

/** Bars by label and series, in the order of the mention; all bars when the mention names none. */
function namedBars(mention: string, chart: Chart): Named {
  const labels = chart.bars.map((bar) => bar.label).filter((label) => label !== '');
  const byLabel = findLabels(mention, labels);
  const rest = labelTokens(mention)
    .map((token, index) =>
      byLabel.some((match) => index >= match.first && index <= match.last) ? '' : token,
    )
    .join(' ');
  const bySeries = findLabels(rest, chart.series);
  const words = [...byLabel, ...bySeries].flatMap((match) => labelTokens(match.label));
  const inSeries = (bar: Bar): boolean =>
    bySeries.length === 0 || bySeries.some((match) => match.label === bar.series);
  const bars =
    byLabel.length === 0
      ? chart.bars.filter(inSeries)
      : byLabel.flatMap((match) =>
          chart.bars.filter((bar) => bar.label === match.label && inSeries(bar)),
        );
  return { bars, byLabel: byLabel.length > 0, words };
}

function titles(chart: Chart): string[] {
  return [chart.valueTitle, chart.title, chart.categoryTitle].flatMap((title) =>
    labelTokens(title ?? ''),
  );
}

function shows(chart: Chart): string {
  const value = chart.valueTitle ?? chart.title;
  const labels = chart.bars.map((bar) => bar.label).filter((label) => label !== '');
  const bars = labels.length > 0 ? `the bars are ${sample(labels)}` : 'its labels are unreadable';
  return value === undefined ? bars : `it shows ${quoted(value)}, and ${bars}`;
}

function noSuchBar(mention: string, chart: Chart): string {
  const labels = [...new Set(chart.bars.map((bar) => nameOf(bar, chart)))];
  return `no bar could be matched with ${quoted(mention)}; the bars read in this chart are ${sample(labels)}.`;
}

function sample(labels: readonly string[]): string {
  const unique = [...new Set(labels)];
  return unique.length > 12
    ? `${unique.slice(0, 12).join(', ')} and ${String(unique.length - 12)} more`
    : list(unique);
}

function quoted(text: string): string {
  return `“${text}”`;
}
