import type { ObjectSelection, Polarity, SizeFilter } from './intent.ts';
import { polarityOf } from './lexicon.ts';
import { takeLimits, type Limit } from './limits.ts';
import { unitOfWord, type Phrase } from './phrase.ts';
import { takeRegion } from './regions.ts';

/** What of a selection a question states; the rest comes from defaults or from the question before. */
export interface PartialSelection {
  readonly selection: Partial<ObjectSelection>;
  /** "more than 50 nuclei": a limit on the count, not on the size. */
  readonly countLimit?: Limit;
  /** Area named by a limit that had no measure ("larger than 50 px"). */
  readonly noun?: string;
}

export const ALL_OBJECTS: ObjectSelection = {
  noun: 'objects',
  polarity: 'auto',
  filters: [],
  excludeBorder: false,
  split: true,
  figures: [],
};

/** Materials that may stand before a noun and are taken on trust: they tell nothing about what to segment. */
const MATERIALS = new Set(
  `gold silver silica polymer polystyrene latex metal metallic platinum palladium copper iron oxide titania carbon
   air gas water oil fat lipid ice red blood bacterial yeast cell mammalian human mouse nuclear tio2 sio2 au ag`.split(
    /\s+/,
  ),
);

/** Uses up everything in a question that says which objects are meant. */
export function takeSelection(phrase: Phrase): PartialSelection {
  const unit = takeUnit(phrase);
  const all = takeLimits(phrase);
  const countLimit = takeCountLimit(phrase, all);
  const filters = all.filter((limit) => limit !== countLimit).map(toFilter);
  const region = takeRegion(phrase);
  const figures = takeFigures(phrase);
  const excludeBorder = takeBorder(phrase);
  const joined =
    phrase.take(
      'excluding separate touching?',
      "not|n't separate touching?",
      'touching same|one',
    ) !== undefined;
  phrase.take('excluding background');
  const polarity = takePolarity(phrase);
  const noun = takeNoun(phrase);
  return {
    selection: {
      ...(noun === undefined ? {} : { noun }),
      ...(polarity === undefined ? {} : { polarity }),
      ...(filters.length === 0 ? {} : { filters }),
      ...(region === undefined ? {} : { region }),
      ...(figures.length === 0 ? {} : { figures }),
      ...(excludeBorder ? { excludeBorder } : {}),
      ...(joined ? { split: false } : {}),
      ...(unit === undefined ? {} : { unit }),
    },
    ...(noun === undefined ? {} : { noun }),
    ...(countLimit === undefined ? {} : { countLimit }),
  };
}

/** "in µm", "in square microns" at any place not part of a limit. */
function takeUnit(phrase: Phrase): string | undefined {
  const square = phrase.take('in square|sq $');
  const span = square ?? phrase.take('in $');
  const word = span === undefined ? undefined : phrase.words[span.last];
  const unit = word === undefined ? undefined : unitOfWord(word);
  return square === undefined || unit === undefined || unit.endsWith('²') ? unit : `${unit}²`;
}

function takeCountLimit(phrase: Phrase, limits: readonly Limit[]): Limit | undefined {
  return limits.find((limit) => {
    if (limit.unit !== '' || limit.of !== undefined) return false;
    const index = phrase.words.findIndex((word) => word.token.value === limit.value);
    const next = phrase.words[index + 1];
    return next?.noun !== undefined;
  });
}

function toFilter(limit: Limit): SizeFilter {
  const squared = limit.unit.endsWith('²');
  const plain = limit.unit === 'px' || limit.unit === '';
  return {
    side: limit.side,
    inclusive: limit.inclusive,
    limit: { value: limit.value, unit: limit.unit },
    of: squared ? 'area' : (limit.of ?? (plain ? 'area' : 'diameter')),
  };
}

const ORDINALS = ['first', 'second', 'third', 'fourth'];

/** "in image 2", "image_2", "the second figure", "both images". */
function takeFigures(phrase: Phrase): number[] {
  const figures: number[] = [];
  for (let number = 1; number <= 9; number += 1) {
    const word = ORDINALS[number - 1];
    const patterns = [
      `image_${String(number)}`,
      `image|figure|picture|panel ${String(number)}`,
      ...(word === undefined ? [] : [`${word} image|figure|picture|panel`]),
    ];
    if (phrase.take(...patterns) !== undefined) figures.push(number);
  }
  return figures;
}

function takeBorder(phrase: Phrase): boolean {
  return (
    phrase.take(
      'excluding touching border',
      'excluding touching by border',
      "not|n't touching border",
      'excluding border touching',
      'excluding border',
      'excluding @ touching border',
      'excluding @ border',
      'away border',
    ) !== undefined
  );
}

function takePolarity(phrase: Phrase): Polarity | undefined {
  for (const word of ['bright', 'dark', 'stained']) {
    if (phrase.takeAll(word)) return polarityOf(word);
  }
  return undefined;
}

/** The noun with the materials before it, as the plural ("gold nanoparticles"). */
function takeNoun(phrase: Phrase): string | undefined {
  const indices = phrase.words.flatMap((word, index) =>
    word.noun !== undefined && !phrase.isUsed(index) ? [index] : [],
  );
  const last = indices.at(-1);
  const first = indices[0];
  if (first === undefined || last === undefined) return undefined;
  const nouns = indices.map((index) => phrase.words[index]?.noun ?? '');
  const adjacent = indices.every((index, place) => index === first + place);
  if (!adjacent && new Set(nouns).size > 1) return undefined;
  for (const index of indices) phrase.use(index);
  const prefix: string[] = adjacent ? phrase.words.slice(first, last).map(lower) : [];
  for (let index = first - 1; index >= 0; index -= 1) {
    const word = phrase.words[index];
    if (word === undefined || phrase.isUsed(index) || !MATERIALS.has(word.token.lower)) break;
    // "Red blood cells" is a name; "red particles" is a colour to pick by, which is not possible.
    if (word.token.lower === 'red' && prefix[0] !== 'blood') break;
    phrase.use(index);
    prefix.unshift(word.token.lower);
  }
  return [...prefix, nouns.at(-1) ?? ''].join(' ');
}

function lower(word: { token: { lower: string } }): string {
  return word.token.lower;
}
