import type { Measure, ObjectIntent, ObjectSelection, Statistic } from './intent.ts';
import type { Phrase } from './phrase.ts';
import { ALL_OBJECTS, takeSelection } from './selection.ts';

/** A question read as one about objects. */
export interface ObjectReading {
  readonly intent: ObjectIntent;
  /** The question names objects or something that only objects have; false for "which is the largest?". */
  readonly explicit: boolean;
}

/** Words that tell what is asked; all of those present must fit the reading. */
const ASKS =
  `many much number mean median typical sd distribution range size area diameter radius length width
  perimeter circularity intensity big long wide tall small round largest smallest highest lowest longest most least
  roundest brightest darkest coverage density percentage fraction larger more smaller less compare difference
  value`.split(/\s+/);

const MEASURES: Readonly<Record<string, Measure>> = {
  size: 'size',
  big: 'size',
  small: 'size',
  area: 'area',
  diameter: 'diameter',
  wide: 'diameter',
  width: 'width',
  length: 'length',
  long: 'length',
  longest: 'length',
  tall: 'length',
  perimeter: 'perimeter',
  circularity: 'circularity',
  round: 'circularity',
  roundest: 'circularity',
  intensity: 'intensity',
  brightest: 'intensity',
  darkest: 'intensity',
};

const STATISTICS: Readonly<Record<string, Statistic>> = {
  mean: 'mean',
  median: 'median',
  typical: 'median',
  sd: 'sd',
  distribution: 'distribution',
  range: 'distribution',
};

const EXTREMES: Readonly<Record<string, 'largest' | 'smallest'>> = {
  largest: 'largest',
  highest: 'largest',
  longest: 'largest',
  roundest: 'largest',
  brightest: 'largest',
  smallest: 'smallest',
  lowest: 'smallest',
  least: 'smallest',
  darkest: 'smallest',
};

const MEASURE_WORDS = Object.keys(MEASURES);
const COMPARING = ['compare', 'more', 'less', 'most', 'least', 'difference', 'larger', 'smaller'];

/**
 * Reads a question as one about objects: what is asked, of which objects. Missing parts come from the question
 * before, where there is one. Undefined when a word is left that has no place in the reading.
 */
export function readObjects(phrase: Phrase, before?: ObjectIntent): ObjectReading | undefined {
  const perArea = phrase.takeAll('per square|sq $', 'per $', 'per unit? area', 'per image|field');
  const looking = phrase.has('detect|identify|find|segment|outline|mark|show|count|number');
  const any = phrase.has('is|are there any? @', 'any @', 'is|are there any? dark|bright|stained @');
  phrase.takeAll('segment', 'outline', 'mark');
  const brightness = phrase.take('how bright|dark') !== undefined;
  const deviation = phrase.take('standard sd') !== undefined;
  const part = takeSelection(phrase);
  const asks = new Set(ASKS.filter((word) => phrase.takeAll(word)));
  if (deviation) asks.add('sd');
  if (brightness) asks.add('intensity');
  const totalled = phrase.takeAll('total');
  if (phrase.rest().length > 0) return undefined;

  const selection: ObjectSelection = {
    // A question with a noun of its own stands alone; "and the dark ones?" changes what was asked before.
    ...(part.noun === undefined ? (before?.objects ?? ALL_OBJECTS) : ALL_OBJECTS),
    ...part.selection,
  };
  const limited = (part.selection.filters ?? []).length > 0;
  // "Who has the most?" says nothing of objects.
  if (part.noun === undefined && before === undefined && onlyComparing(asks)) return undefined;
  if (perArea) asks.add('density');
  const intent = decide(asks, selection, {
    limited,
    looking: looking || any || part.countLimit !== undefined,
    totalled,
    before,
  });
  if (intent === undefined) return undefined;
  const withLimit =
    part.countLimit !== undefined && intent.kind === 'count'
      ? { ...intent, limit: part.countLimit }
      : intent;
  if (part.countLimit !== undefined && intent.kind !== 'count') return undefined;
  const own = ['coverage', 'density', 'diameter', 'radius', 'area', 'perimeter', 'circularity'];
  return {
    intent: withLimit,
    explicit:
      part.noun !== undefined ||
      part.selection.polarity !== undefined ||
      part.selection.filters?.some((filter) => filter.limit.unit !== '') === true ||
      own.some((word) => asks.has(word)),
  };
}

interface Context {
  readonly limited: boolean;
  readonly looking: boolean;
  readonly totalled: boolean;
  readonly before: ObjectIntent | undefined;
}

function decide(
  asks: ReadonlySet<string>,
  objects: ObjectSelection,
  { limited, looking, totalled, before }: Context,
): ObjectIntent | undefined {
  const only = (...allowed: string[]): boolean => [...asks].every((word) => allowed.includes(word));
  const measure = measureOf(asks);
  const shared = asks.has('percentage') || asks.has('fraction');
  if (shared && limited)
    return only('percentage', 'fraction', 'many', 'number')
      ? { kind: 'count', share: true, objects }
      : undefined;
  if (asks.has('coverage') || shared)
    return only('coverage', 'percentage', 'fraction', 'area', 'much', 'mean', ...COMPARING)
      ? { kind: 'coverage', objects }
      : undefined;
  if (asks.has('density'))
    return only('density', 'number', 'many', 'mean', ...COMPARING)
      ? { kind: 'density', objects }
      : undefined;
  const extremes = new Set([...asks].flatMap((word) => EXTREMES[word] ?? []));
  if (extremes.size === 2)
    return only(...Object.keys(EXTREMES), ...MEASURE_WORDS, 'value')
      ? { kind: 'size', measure: measure ?? 'size', statistic: 'distribution', objects }
      : undefined;
  const [which] = extremes;
  if (which !== undefined && !asks.has('many') && !asks.has('number') && !asks.has('most'))
    return only(...Object.keys(EXTREMES), ...MEASURE_WORDS, 'value')
      ? { kind: 'extreme', which, measure: measure ?? carriedMeasure(before), objects }
      : undefined;
  const statistic = statisticOf(asks);
  if (statistic !== undefined && !asks.has('number') && !asks.has('many'))
    return only(...Object.keys(STATISTICS), ...MEASURE_WORDS, 'value')
      ? { kind: 'size', measure: measure ?? carriedMeasure(before), statistic, objects }
      : undefined;
  if (measure !== undefined)
    return only(...MEASURE_WORDS, 'much', ...COMPARING)
      ? { kind: 'size', measure, statistic: totalled ? 'total' : 'median', objects }
      : undefined;
  if (asks.has('many') || asks.has('number') || looking || limited || onlyComparing(asks))
    return only('many', 'number', 'much', ...COMPARING)
      ? { kind: 'count', share: false, objects }
      : undefined;
  return asks.size === 0 && before !== undefined ? { ...before, objects } : undefined;
}

function measureOf(asks: ReadonlySet<string>): Measure | undefined {
  if (asks.has('radius')) return undefined;
  const named = MEASURE_WORDS.filter((word) => asks.has(word)).map((word) => MEASURES[word]);
  return named.find((measure) => measure !== 'size') ?? named[0];
}

function carriedMeasure(before: ObjectIntent | undefined): Measure {
  return before?.kind === 'size' || before?.kind === 'extreme' ? before.measure : 'size';
}

function statisticOf(asks: ReadonlySet<string>): Statistic | undefined {
  for (const [word, statistic] of Object.entries(STATISTICS)) if (asks.has(word)) return statistic;
  return undefined;
}

function onlyComparing(asks: ReadonlySet<string>): boolean {
  return asks.size > 0 && [...asks].every((word) => COMPARING.includes(word));
}
