import { unitOfWord, type Phrase } from './phrase.ts';

/** A limit as a question gives it: "larger than 50 px²", "between 10 and 20". */
export interface Limit {
  readonly side: 'above' | 'below';
  readonly value: number;
  /** '' when none was given. */
  readonly unit: string;
  readonly inclusive: boolean;
  /** What the limit is on, when the question says so. */
  readonly of?: 'area' | 'diameter';
}

type Bound = Pick<Limit, 'side' | 'inclusive'>;

/** Comparing words before a number, the longer ones first. */
const BEFORE: readonly (readonly [string, Bound])[] = [
  ['not|no smaller|less than', { side: 'above', inclusive: true }],
  ['not|no larger|more than', { side: 'below', inclusive: true }],
  ['at least', { side: 'above', inclusive: true }],
  ['at most', { side: 'below', inclusive: true }],
  ['larger|more in size|area|diameter|length|width than', { side: 'above', inclusive: false }],
  ['smaller|less in size|area|diameter|length|width than', { side: 'below', inclusive: false }],
  ['larger|more than', { side: 'above', inclusive: false }],
  ['smaller|less than', { side: 'below', inclusive: false }],
  ['>=|≥', { side: 'above', inclusive: true }],
  ['<=|≤', { side: 'below', inclusive: true }],
  ['>|above|over|exceeding|exceeds|exceed|beyond', { side: 'above', inclusive: false }],
  ['<|below|under|beneath', { side: 'below', inclusive: false }],
];

/** Comparing words after a number and its unit. */
const AFTER: readonly (readonly [string, Bound])[] = [
  ['or larger|more|above|up', { side: 'above', inclusive: true }],
  ['or smaller|less|below', { side: 'below', inclusive: true }],
];

/** Uses up every limit of the question. */
export function takeLimits(phrase: Phrase): Limit[] {
  const limits: Limit[] = [];
  let range = takeRange(phrase);
  while (range !== undefined) {
    limits.push(...range);
    range = takeRange(phrase);
  }
  for (const [words, bound] of BEFORE) {
    for (let span = phrase.take(`${words} #`); span; span = phrase.take(`${words} #`)) {
      limits.push({ ...bound, ...takeQuantity(phrase, span.last), ...takeMeasure(phrase, span) });
    }
  }
  for (const [words, bound] of AFTER) {
    for (const pattern of [`# $ ${words}`, `# ${words}`]) {
      const span = phrase.take(pattern);
      if (span === undefined) continue;
      limits.push({ ...bound, ...takeQuantity(phrase, span.first), ...takeMeasure(phrase, span) });
    }
  }
  return limits;
}

/** "between 10 and 20 µm", "from 10 to 20": two inclusive limits. */
function takeRange(phrase: Phrase): Limit[] | undefined {
  const span = phrase.take(
    'between # and #',
    'between # $ and #',
    'from # to #',
    'from # $ to #',
    'between # - #',
  );
  if (span === undefined) return undefined;
  const high = takeQuantity(phrase, span.last);
  const low = phrase.words
    .slice(span.first, span.last)
    .find((word) => word.token.value !== undefined);
  const measure = takeMeasure(phrase, span);
  return [
    { side: 'above', inclusive: true, value: low?.token.value ?? 0, unit: high.unit, ...measure },
    { side: 'below', inclusive: true, ...high, ...measure },
  ];
}

const MULTIPLIERS: Readonly<Record<string, number>> = {
  hundred: 100,
  thousand: 1000,
  k: 1000,
  million: 1e6,
  billion: 1e9,
};

/** The number at `index` with the multiplier and the unit that follow it. */
function takeQuantity(phrase: Phrase, index: number): { value: number; unit: string } {
  let value = phrase.words[index]?.token.value ?? 0;
  let next = index + 1;
  const multiplier = MULTIPLIERS[phrase.words[next]?.token.lower ?? ''];
  if (multiplier !== undefined) {
    value *= multiplier;
    phrase.use(next);
    next += 1;
  }
  const word = phrase.words[next];
  if (word === undefined) return { value, unit: '' };
  const squared = ['square', 'sq', 'squared'].includes(word.token.lower);
  const unitWord = squared ? phrase.words[next + 1] : word;
  const unit = unitWord === undefined ? undefined : unitOfWord(unitWord);
  if (unit === undefined) {
    if (word.canon === 'percentage') phrase.use(next);
    return { value, unit: word.canon === 'percentage' ? '%' : '' };
  }
  phrase.use(next);
  if (squared) phrase.use(next + 1);
  const after = phrase.words[next + 1];
  const suffix = !squared && after?.token.lower === 'squared';
  if (suffix) phrase.use(next + 1);
  return { value, unit: (squared || suffix) && !unit.endsWith('²') ? `${unit}²` : unit };
}

const MEASURES: Readonly<Record<string, 'area' | 'diameter'>> = {
  area: 'area',
  diameter: 'diameter',
  width: 'diameter',
  length: 'diameter',
  wide: 'diameter',
  across: 'diameter',
  long: 'diameter',
  size: 'diameter',
};

/** "diameter above 5", "larger than 5 µm in diameter": what the limit is on. */
function takeMeasure(phrase: Phrase, span: { first: number; last: number }): Pick<Limit, 'of'> {
  const inside = phrase.words
    .slice(span.first, span.last)
    .map((word) => MEASURES[word.canon])
    .find((measure) => measure !== undefined);
  if (inside !== undefined) return { of: inside };
  let after: number | undefined = span.last;
  while (after !== undefined && (after === span.last || phrase.isUsed(after)))
    after = phrase.neighbour(after, 1);
  for (const index of [after, phrase.neighbour(span.first, -1)]) {
    if (index === undefined || phrase.isUsed(index)) continue;
    const word = phrase.words[index];
    const measure = MEASURES[word?.canon ?? ''];
    if (word === undefined || measure === undefined) continue;
    phrase.use(index);
    return word.canon === 'size' ? {} : { of: measure };
  }
  return {};
}
