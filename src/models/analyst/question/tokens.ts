/** A word, number, quoted text, box or symbol of a question, with its place in it. */
export interface Token {
  readonly kind: 'word' | 'number' | 'quoted' | 'box' | 'symbol';
  /** As typed; for quoted text without the quotation marks. */
  readonly text: string;
  /** Lower case, hyphen and British spelling as typed. */
  readonly lower: string;
  /** For numbers and number words. */
  readonly value?: number;
  readonly start: number;
  readonly end: number;
}

/** Order matters: what comes first wins. `3,5` is a decimal comma, `1,200` a thousands separator. */
const PATTERNS: readonly (readonly [Token['kind'], RegExp])[] = [
  ['quoted', /"([^"]+)"/y],
  ['quoted', /(?<![\p{L}\p{N}])'([^']+)'(?![\p{L}\p{N}])/uy],
  ['quoted', /`([^`]+)`/y],
  ['box', /[[(]\s*\d+(?:\.\d+)?(?:\s*[,;]\s*\d+(?:\.\d+)?){3}\s*[\])]/y],
  ['number', /(?<![\p{L}\p{N}]\s*)[-+]?\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d,])/uy],
  ['number', /(?<![\p{L}\p{N}]\s*)[-+]\d+(?:[.,]\d+)?(?:e[-+]?\d+)?/iuy],
  ['number', /\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d,])/y],
  ['number', /\d+(?:\.\d+|,\d{1,2}(?!\d))?(?:e[-+]?\d+)?/iy],
  ['symbol', /'s\b/iy],
  ['symbol', /n't\b/iy],
  ['word', /\p{L}+?(?=n't\b)/iuy],
  ['word', /[\p{L}µ]+\^[23]/uy],
  ['word', /[\p{L}µ](?:[\p{L}\p{N}_]|\p{M})*[²³]?/uy],
  ['symbol', />=|<=|\S/uy],
];

const ONES =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen';
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety';
const NUMBER_WORDS = new Map<string, number>([
  ...ONES.split(' ').map((word, index) => [word, index] as const),
  ...TENS.split(' ').map((word, index) => [word, (index + 2) * 10] as const),
  ['hundred', 100],
  ['thousand', 1000],
  ['million', 1_000_000],
  ['dozen', 12],
]);

/** Value of a number word ("fifty"); undefined for other words. */
export function numberWord(word: string): number | undefined {
  return NUMBER_WORDS.get(word);
}

/** One spelling for quotation marks, the micro sign, spaces and dashes. Lengths stay: places in the text still hold. */
export function normalise(question: string): string {
  return question
    .normalize('NFC')
    .replace(/[“”„«»]/g, '"')
    .replace(/[‘’´]/g, "'")
    .replace(/\u03bc/g, 'µ')
    .replace(/\u2212|[‐‑–—]/g, '-')
    .replace(/\s/g, ' ');
}

/**
 * Splits a normalised question into tokens. Hyphens part words ("x-axis" is two); a sign belongs to a number only
 * where it cannot be a hyphen or an operator.
 */
export function tokenise(question: string): Token[] {
  const tokens: Token[] = [];
  let place = 0;
  while (place < question.length) {
    if (question[place] === ' ') {
      place += 1;
      continue;
    }
    const token = tokenAt(question, place);
    if (token === undefined) break;
    tokens.push(token);
    place = token.end;
  }
  return tokens;
}

function tokenAt(question: string, start: number): Token | undefined {
  for (const [kind, pattern] of PATTERNS) {
    pattern.lastIndex = start;
    const match = pattern.exec(question);
    if (match === null) continue;
    const text = (kind === 'quoted' ? (match[1] ?? '') : match[0]).trim();
    const lower = text.toLowerCase();
    const value = kind === 'number' ? readNumber(text) : numberWord(lower);
    return {
      kind,
      text,
      lower,
      ...(value === undefined ? {} : { value }),
      start,
      end: start + match[0].length,
    };
  }
  return undefined;
}

function readNumber(text: string): number {
  const decimalComma = /^[-+]?\d+,\d{1,2}(?:e|$)/i.test(text);
  return Number(decimalComma ? text.replace(',', '.') : text.replace(/,/g, ''));
}
