import type { BarAsk, BarIntent, ValueLimit } from './intent.ts';
import { takeLimits } from './limits.ts';
import type { Phrase, Word } from './phrase.ts';

/** A question read as one about a bar chart. */
export interface BarReading {
  readonly intent: BarIntent;
  /** The question names bars, a chart, or values. */
  readonly explicit: boolean;
}

const ORDINALS: readonly (readonly [string, number])[] = [
  ['second|2nd', 2],
  ['third|3rd', 3],
  ['fourth|4th', 4],
  ['fifth|5th', 5],
];

/**
 * Reads a question as one about a bar chart. Words with no meaning of their own may be names of bars, so a few are
 * always allowed; whether they are is checked against the figure. Undefined when nothing is asked of bars.
 */
export function readBars(phrase: Phrase, before?: BarIntent): BarReading | undefined {
  const explicit = phrase.has('bar|column|category|chart|value|axis');
  const named = phrase.has('bar|column|category|value');
  phrase.takeAll('bar chart', 'chart', 'bar', 'column', 'category');
  phrase.takeAll('label|name', 'marked', 'called', 'compared to|with', 'respect to', 'each other');
  const ask = readAsk(phrase, before);
  if (ask === undefined) return undefined;
  phrase.takeAll('value', 'axis');
  // "Which bars are not above 10": nothing here can turn a reading round.
  if (phrase.has("not|no|n't|never|without|except")) return undefined;
  const kindWord = takesKind(ask) ? kindOfCategory(phrase) : undefined;
  const words = phrase
    .rest()
    .filter((word) => word !== kindWord)
    .map((word) => word.token.lower);
  if (needsNames(ask) && words.length === 0) return undefined;
  if (ask.kind === 'barCount' && words.length > 0) return undefined;
  return {
    intent: {
      ...ask,
      mention: phrase.restText(),
      words,
      certain: named || phrase.rest().length === 0,
    },
    explicit,
  };
}

function takesKind(ask: BarAsk): boolean {
  return ['barExtreme', 'barsBeyond', 'barRanking'].includes(ask.kind);
}

/** "Country" in "which country has the highest population?": it names the kind of the bars and need not be in the figure. */
function kindOfCategory(phrase: Phrase): Word | undefined {
  const index = phrase.words.findIndex((word) =>
    ['which', 'what', 'many'].includes(word.token.lower),
  );
  const [word, next] = [phrase.words[index + 1], phrase.words[index + 2]];
  if (index < 0 || word === undefined || phrase.isUsed(index + 1)) return undefined;
  return next !== undefined && ['bar', 'column'].includes(next.canon) ? undefined : word;
}

function needsNames(ask: BarAsk): boolean {
  switch (ask.kind) {
    case 'barValue':
      return ask.index === undefined;
    case 'barDifference':
    case 'barRatio':
      return ask.operands === 'mention';
    case 'barShare':
    case 'barComparison':
      return true;
    default:
      return false;
  }
}

/** What is asked; the first reading that fits, the more particular ones first. */
function readAsk(phrase: Phrase, before: BarIntent | undefined): BarAsk | undefined {
  // "By what percentage is A higher": neither the difference nor the ratio.
  if (phrase.has('percentage') && phrase.has('larger|more|smaller|less')) return undefined;
  return (
    readShare(phrase) ??
    readRatio(phrase) ??
    readDifference(phrase) ??
    readBeyond(phrase) ??
    readComparison(phrase) ??
    readRanking(phrase) ??
    readStatistic(phrase) ??
    readExtreme(phrase, before) ??
    readCount(phrase) ??
    readValue(phrase) ??
    readContinuation(phrase, before)
  );
}

function readShare(phrase: Phrase): BarAsk | undefined {
  const found = phrase.take(
    'percentage|fraction of total|sum|whole|all',
    'percentage|fraction total|sum|whole',
    'percentage|fraction does',
  );
  const parted = phrase.has('percentage|fraction') && phrase.has('total|sum|whole');
  if (found === undefined && !parted) return undefined;
  phrase.takeAll('percentage|fraction', 'total|sum|whole');
  phrase.takeAll('make|makes|made|account|accounts|constitute|constitutes|contribute|contributes');
  return { kind: 'barShare' };
}

function readRatio(phrase: Phrase): BarAsk | undefined {
  if (phrase.take('percentage of') !== undefined) {
    phrase.takeAll('many', 'value');
    return { kind: 'barRatio', operands: 'mention', percent: true };
  }
  if (phrase.has('factor')) phrase.take('larger|more than', 'larger|more');
  const found = phrase.take(
    'factor',
    '/',
    'much|many times larger|more|as than?',
    'times larger|more than',
    'many times as|larger|more',
    'times as tall|much|big|large|many as?',
    'many times',
    'ratio between',
    'ratio',
    'divided by',
    'fold change',
    'factor larger|more than',
    'relative to',
  );
  if (found === undefined) return undefined;
  phrase.takeAll(
    'many',
    'times',
    'larger',
    'more',
    'tall',
    'big',
    'value',
    'than',
    'factor',
    'fold',
  );
  return { kind: 'barRatio', operands: takeExtremes(phrase), percent: false };
}

function readDifference(phrase: Phrase): BarAsk | undefined {
  const exceeded = phrase.has('much') && phrase.take('larger|more|smaller|less') !== undefined;
  const found = exceeded
    ? true
    : phrase.take(
        'difference between',
        'difference',
        'much|many larger|more|smaller|less than',
        'much|many larger|more|smaller|less',
        'much larger|smaller',
        'minus',
      );
  if (found !== undefined) {
    phrase.takeAll('much', 'many', 'value', 'than', 'by');
    return { kind: 'barDifference', operands: takeExtremes(phrase) };
  }
  if (phrase.take('range value', 'value range', 'range') === undefined) return undefined;
  return { kind: 'barDifference', operands: 'extremes' };
}

/** "between the highest and the lowest bar". */
function takeExtremes(phrase: Phrase): 'mention' | 'extremes' {
  const high = ['highest', 'largest', 'longest'];
  const low = ['lowest', 'smallest'];
  if (!high.some((word) => phrase.has(word)) || !low.some((word) => phrase.has(word)))
    return 'mention';
  phrase.takeAll(...high, ...low);
  phrase.takeAll('value');
  return 'extremes';
}

function readBeyond(phrase: Phrase): BarAsk | undefined {
  const limits: ValueLimit[] = takeLimits(phrase).map(({ side, value, inclusive }) => ({
    side,
    value,
    inclusive,
  }));
  if (limits.length === 0) return undefined;
  const counting = phrase.takeAll('many', 'number');
  phrase.takeAll('value');
  return { kind: 'barsBeyond', limits, asks: counting ? 'count' : 'labels' };
}

function readComparison(phrase: Phrase): BarAsk | undefined {
  const low = phrase.take('smaller|less than', 'smaller|less') !== undefined;
  const high = !low && phrase.take('larger|more than', 'larger|more', 'compare') !== undefined;
  return low || high ? { kind: 'barComparison', which: low ? 'lowest' : 'highest' } : undefined;
}

function readRanking(phrase: Phrase): BarAsk | undefined {
  // "The highest in 2010" has no number of bars.
  const few = phrase.words.some(({ token }) => (token.value ?? 0) > 1 && (token.value ?? 0) <= 20);
  const top = few
    ? phrase.take(
        'top|highest|largest #',
        'bottom|lowest|smallest #',
        '# highest|largest',
        '# lowest|smallest',
      )
    : undefined;
  if (top !== undefined) {
    const matched = phrase.words.slice(top.first, top.last + 1);
    const count = matched.find((word) => word.token.value !== undefined)?.token.value ?? 1;
    const low = matched.some((word) => ['lowest', 'smallest', 'bottom'].includes(word.canon));
    return { kind: 'barRanking', order: low ? 'ascending' : 'descending', top: count };
  }
  if (phrase.take('from? highest|largest to lowest|smallest', 'descending') !== undefined) {
    phrase.takeAll('rank', 'value');
    return { kind: 'barRanking', order: 'descending' };
  }
  if (phrase.take('from? lowest|smallest to highest|largest', 'ascending') !== undefined) {
    phrase.takeAll('rank', 'value');
    return { kind: 'barRanking', order: 'ascending' };
  }
  if (phrase.take('rank') !== undefined) {
    phrase.takeAll('value');
    return { kind: 'barRanking', order: 'descending' };
  }
  const listed = phrase.has(
    'all value',
    'list',
    'read value',
    'what are value',
    'each value',
    'value of all|each|every',
  );
  if (!listed) return undefined;
  phrase.takeAll('list', 'read', 'value', 'data', 'table');
  return phrase.rest().length === 0 ? { kind: 'barValues' } : { kind: 'barValue' };
}

function readStatistic(phrase: Phrase): BarAsk | undefined {
  if (phrase.takeAll('sum') || phrase.takeAll('total', 'add up')) {
    phrase.takeAll('value', 'much', 'total');
    return { kind: 'barStatistic', statistic: 'sum' };
  }
  if (phrase.take('standard sd') !== undefined) return { kind: 'barStatistic', statistic: 'sd' };
  for (const statistic of ['mean', 'median', 'sd'] as const) {
    if (!phrase.takeAll(statistic)) continue;
    phrase.takeAll('value', 'size');
    return { kind: 'barStatistic', statistic };
  }
  return undefined;
}

function readExtreme(phrase: Phrase, before: BarIntent | undefined): BarAsk | undefined {
  const ordinal = ORDINALS.find(
    ([words]) =>
      phrase.take(`${words} highest|largest|longest|lowest|smallest|most|least`) !== undefined,
  );
  if (ordinal !== undefined) return extreme(phrase, ordinalSide(phrase), ordinal[1]);
  const low = phrase.take('lowest', 'smallest', 'least') !== undefined;
  if (low) return extreme(phrase, 'lowest', 1);
  const high = phrase.take('highest', 'largest', 'longest', 'most') !== undefined;
  if (high) return extreme(phrase, 'highest', 1);
  if (before?.kind !== 'barExtreme') return undefined;
  const next = ORDINALS.find(([words]) => phrase.take(words) !== undefined);
  return next === undefined ? undefined : extreme(phrase, before.which, next[1]);
}

function ordinalSide(phrase: Phrase): 'highest' | 'lowest' {
  const low = ['lowest', 'smallest', 'least'];
  return phrase.words.some((word) => low.includes(word.canon)) ? 'lowest' : 'highest';
}

function extreme(phrase: Phrase, which: 'highest' | 'lowest', rank: number): BarAsk {
  const asksLabel = phrase.words.some((word) => ['which', 'who'].includes(word.token.lower));
  const value = phrase.takeAll(
    'value',
    'size',
    'area',
    'length',
    'number',
    'many',
    'much',
    'big',
    'tall',
  );
  return { kind: 'barExtreme', which, rank, asks: value && !asksLabel ? 'value' : 'label' };
}

function readCount(phrase: Phrase): BarAsk | undefined {
  const bars = phrase.words.some((word) => ['bar', 'column', 'category'].includes(word.canon));
  if (phrase.rest().some((word) => !['many', 'number'].includes(word.canon))) return undefined;
  const asked = phrase.takeAll('many', 'number');
  const general = phrase.words.every((word) => word.noun === undefined);
  return asked && (bars || general) ? { kind: 'barCount' } : undefined;
}

function readValue(phrase: Phrase): BarAsk | undefined {
  const bar = phrase.words.some((word) => ['bar', 'column'].includes(word.canon));
  if (bar) {
    const places = [['first', 1], ...ORDINALS, ['last', -1]] as const;
    const place = places.find(([words]) => phrase.take(words) !== undefined);
    if (place !== undefined) {
      phrase.takeAll('value', 'much', 'tall', 'long', 'big', 'length', 'size');
      return { kind: 'barValue', index: place[1] };
    }
  }
  const asked = phrase.takeAll(
    'value',
    'much',
    'many',
    'tall',
    'long',
    'big',
    'length',
    'size',
    'number',
  );
  const wanted = phrase.has(
    'what of',
    'what is|are|was|were|s',
    "what 's",
    'for',
    'about',
    'percentage',
  );
  phrase.takeAll('percentage');
  return asked || (bar && phrase.rest().length > 0) || wanted ? { kind: 'barValue' } : undefined;
}

/** "and Germany?" after a question for a value. */
function readContinuation(phrase: Phrase, before: BarIntent | undefined): BarAsk | undefined {
  if (before === undefined || phrase.rest().length === 0) return undefined;
  return before.kind === 'barValue' || before.kind === 'barShare'
    ? { kind: before.kind }
    : undefined;
}
