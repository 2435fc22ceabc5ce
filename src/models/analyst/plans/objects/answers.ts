import type { Measure, ObjectIntent, SizeFilter } from '../../question/intent.ts';
import type { EvidenceItem, Step } from '../../step.ts';
import { refuse } from '../../step.ts';
import { capitalised, counted, formatNumber, formatWithin, list, singular } from '../../wording.ts';
import { countRange, rangeText, untrustworthy } from './countRange.ts';
import type { Spread } from './found.ts';
import type { ObjectFindings } from './plan.ts';
import {
  densityUnit,
  measureFor,
  outlineError,
  scaleFor,
  written,
  type Scale,
} from './quantities.ts';

/** The words of an answer about objects; evidence is added to all alike. */
interface Words {
  readonly text: string;
  readonly value?: string;
  readonly unit?: string;
  readonly uncertainty?: string;
}

/** Writes the answer to a question about objects, or says why the measurement cannot be trusted. */
export function answerObjects(intent: ObjectIntent, findings: ObjectFindings): Step {
  const { noun } = intent.objects;
  const doubt = untrustworthy(findings);
  if (doubt !== undefined && intent.kind !== 'extreme')
    return refuse(
      'The ways of measuring disagree too much.',
      `${capitalised(noun)} were found, but ${doubt}. No number from this would be worth trusting. ${HINT}`,
      evidenceOf(intent, findings),
    );
  const words = wordsOf(intent, findings);
  if (typeof words === 'string')
    return refuse(
      `There is nothing to measure: ${words}`,
      capitalised(words),
      evidenceOf(intent, findings),
    );
  return {
    type: 'answer',
    thought: `${counted(findings.found.count, noun)} found, ${findings.found.polarity} against the background. That is enough to answer.`,
    answer: { answered: true, ...words, evidence: evidenceOf(intent, findings) },
  };
}

const HINT = 'A region with less background, or the words “bright” or “dark”, may help.';

function wordsOf(intent: ObjectIntent, findings: ObjectFindings): Words | string {
  switch (intent.kind) {
    case 'count':
      return intent.share ? shareWords(intent, findings) : countWords(intent, findings);
    case 'size':
      return sizeWords(intent, findings);
    case 'extreme':
      return extremeWords(intent, findings);
    case 'coverage':
      return coverageWords(intent, findings);
    case 'density':
      return densityWords(intent, findings);
  }
}

function countWords(
  intent: Extract<ObjectIntent, { kind: 'count' }>,
  findings: ObjectFindings,
): Words {
  const { found } = findings;
  const { objects, limit } = intent;
  const range = countRange(findings);
  const verb = found.count === 1 ? 'is' : 'are';
  const verdict =
    limit === undefined
      ? ''
      : passes(found.count, limit.side, limit.value, limit.inclusive)
        ? 'Yes: there '
        : 'No: there ';
  const what = `**${counted(found.count, objects.noun)}**${filterText(objects.filters)}`;
  const where = findings.partial ? ' in the region asked about' : ' in the figure';
  const border =
    found.border > 0 && !objects.excludeBorder
      ? ` ${String(found.border)} of them ${found.border === 1 ? 'is' : 'are'} cut by the border.`
      : '';
  return {
    text: `${verdict === '' ? 'There ' : verdict}${verb} ${what}${where}, ${polarityText(found.polarity)}.${border}${assumption(objects.filters)}`,
    value: String(found.count),
    unit: objects.noun,
    uncertainty: rangeText(findings, range),
  };
}

function shareWords(intent: ObjectIntent, findings: ObjectFindings): Words | string {
  const { found } = findings;
  if (found.all === 0) return `no ${intent.objects.noun} were found.`;
  const share = (found.count / found.all) * 100;
  const error = (100 * Math.sqrt(Math.max(1, found.count))) / found.all;
  return {
    text: `**${formatWithin(share, error)} %** of the ${intent.objects.noun} (${String(found.count)} of ${String(found.all)}) are${filterText(intent.objects.filters)}.${assumption(intent.objects.filters)}`,
    value: formatWithin(share, error),
    unit: '%',
    uncertainty: `± ${formatNumber(error, 2)} percentage points, from the number of objects`,
  };
}

function sizeWords(
  intent: Extract<ObjectIntent, { kind: 'size' }>,
  findings: ObjectFindings,
): Words | string {
  const { objects, statistic } = intent;
  const measure = measureFor(intent.measure, objects.unit);
  const { found, calibration } = findings;
  const numbers = measure === 'area' ? found.area : found.measure;
  if (numbers === undefined) return `no ${objects.noun}${filterText(objects.filters)} were found.`;
  const scale = scaleFor(measure, numbers.median, calibration, objects.unit);
  const typicalArea = found.area?.median ?? 1;
  const error = errorOf(
    statistic === 'total' ? 'total' : statistic === 'median' ? 'median' : 'mean',
    numbers,
    measure,
    typicalArea,
    found.count,
  );
  const shown = (pixels: number): string => written(pixels, scale, error);
  const many = `the ${counted(found.count, objects.noun)}${filterText(objects.filters)}`;
  const half = `The middle half lies between ${shown(numbers.q1)} and ${shown(numbers.q3)}, all between ${shown(numbers.min)} and ${shown(numbers.max)}.`;
  const value = valueOf(statistic, numbers);
  const area =
    scale.power === 1 && intent.measure === 'size' && found.area !== undefined
      ? ` (median area ${areaText(found.area.median, intent, findings)})`
      : '';
  const head = {
    mean: `The mean ${scale.name} of ${many} is **${shown(numbers.mean)}**${area}, the median ${shown(numbers.median)}, the standard deviation ${shown(numbers.sd)}.`,
    median: `The median ${scale.name} of ${many} is **${shown(numbers.median)}**${area}, the mean ${shown(numbers.mean)}.`,
    sd: `The standard deviation of the ${scale.name} of ${many} is **${shown(numbers.sd)}**, around a mean of ${shown(numbers.mean)}.`,
    total: `The ${scale.name} of ${many} adds up to **${shown(numbers.total)}**.`,
    distribution: `The ${scale.name} of ${many} has a median of **${shown(numbers.median)}**, a mean of ${shown(numbers.mean)} and a standard deviation of ${shown(numbers.sd)}.`,
  }[statistic];
  return {
    text: `${head}${statistic === 'total' ? '' : ` ${half}`}${pixelNote(scale)}${assumption(objects.filters)}`,
    value: formatWithin(scale.of(value), scale.of(error)),
    unit: scale.unit,
    uncertainty: `± ${written(error, { ...scale, of: scale.of })}, from ${found.count} outlines that are good to about half a pixel and from the scatter between objects${ambiguity(findings)}`,
  };
}

function valueOf(statistic: string, numbers: Spread): number {
  if (statistic === 'mean') return numbers.mean;
  if (statistic === 'sd') return numbers.sd;
  return statistic === 'total' ? numbers.total : numbers.median;
}

/** Standard error of the statistic and half a pixel of outline, added in quadrature; in pixels. */
function errorOf(
  statistic: 'mean' | 'median' | 'total',
  numbers: Spread,
  measure: Measure,
  area: number,
  count: number,
): number {
  const outline = outlineError(measure, area);
  if (statistic === 'total') return outline * count;
  const scatter = numbers.sd / Math.sqrt(Math.max(1, count));
  // The median of normal values scatters 1.25 times as much as their mean.
  return Math.hypot(outline, statistic === 'median' ? 1.25 * scatter : scatter);
}

function extremeWords(
  intent: Extract<ObjectIntent, { kind: 'extreme' }>,
  findings: ObjectFindings,
): Words | string {
  const { objects, which } = intent;
  const { found, calibration } = findings;
  const item = which === 'largest' ? found.largest : found.smallest;
  if (item === undefined) return `no ${objects.noun}${filterText(objects.filters)} were found.`;
  const measure = measureFor(intent.measure, objects.unit);
  const value = measure === 'area' ? item.area : item.value;
  const scale = scaleFor(measure, value, calibration, objects.unit);
  const error = outlineError(measure, item.area);
  const place = `at x = ${String(Math.round(item.x))}, y = ${String(Math.round(item.y))} px`;
  const area = scale.power === 1 ? ` (area ${areaText(item.area, intent, findings)})` : '';
  const border = item.border ? ' It is cut by the border, so it may be larger.' : '';
  const adjective = ADJECTIVES[intent.measure]?.[which] ?? which;
  return {
    text: `The ${adjective} of ${counted(found.count, objects.noun)} is the ${singular(objects.noun)} **${place}**, with ${scale.name} **${written(value, scale, error)}**${area}.${border}${pixelNote(scale)}`,
    value: formatWithin(scale.of(value), scale.of(error)),
    unit: scale.unit,
    uncertainty: `± ${written(error, scale)}, from an outline that is good to about half a pixel${ambiguity(findings)}`,
  };
}

const ADJECTIVES: Partial<Record<Measure, Record<'largest' | 'smallest', string>>> = {
  intensity: { largest: 'brightest', smallest: 'darkest' },
  circularity: { largest: 'roundest', smallest: 'least round' },
  length: { largest: 'longest', smallest: 'shortest' },
};

function coverageWords(intent: ObjectIntent, findings: ObjectFindings): Words {
  const { found } = findings;
  const filtered = intent.objects.filters.length > 0 || intent.objects.excludeBorder;
  const whole = Math.max(1, found.width * found.height);
  const share = (filtered ? (found.area?.total ?? 0) / whole : found.coverage) * 100;
  const outline = outlineError('area', found.area?.mean ?? 1) * found.count;
  const error = (outline / whole) * 100;
  const where = findings.partial ? 'the region asked about' : 'the figure';
  return {
    text: `**${formatWithin(share, error)} %** of the area of ${where} is covered by ${counted(found.count, intent.objects.noun)}${filterText(intent.objects.filters)}, ${polarityText(found.polarity)}.`,
    value: formatWithin(share, error),
    unit: '%',
    uncertainty: `± ${formatNumber(error, 2)} percentage points if all outlines are off by half a pixel${ambiguity(findings)}`,
  };
}

function densityWords(intent: ObjectIntent, findings: ObjectFindings): Words {
  const { found, calibration } = findings;
  const whole = Math.max(1, found.width * found.height);
  const unitAsked = intent.objects.unit ?? densityUnit(found.count / whole, calibration);
  const scale = scaleFor('area', whole, calibration, unitAsked);
  const area = scale.of(whole);
  const density = scale.pixels ? (found.count / whole) * 1e6 : found.count / area;
  const unit = scale.pixels ? 'per megapixel' : `per ${scale.unit}`;
  const range = countRange(findings);
  const low = formatNumber((density * range.low) / Math.max(1, found.count));
  const high = formatNumber((density * range.high) / Math.max(1, found.count));
  return {
    text: `The density is **${formatNumber(density)} ${intent.objects.noun} ${unit}**: ${counted(found.count, intent.objects.noun)} on ${written(whole, scale)}.${pixelNote(scale)}`,
    value: formatNumber(density),
    unit,
    uncertainty: `between ${low} and ${high} ${unit}: ${rangeText(findings, range)}`,
  };
}

function areaText(area: number, intent: ObjectIntent, findings: ObjectFindings): string {
  return written(area, scaleFor('area', area, findings.calibration, intent.objects.unit));
}

function filterText(filters: readonly SizeFilter[]): string {
  if (filters.length === 0) return '';
  const words = filters.map(({ side, limit, of, inclusive }) => {
    const unit =
      limit.unit === '' || limit.unit === 'px' ? (of === 'area' ? 'px²' : 'px') : limit.unit;
    const than = inclusive ? (side === 'above' ? 'at least' : 'at most') : side;
    return `${than} ${formatNumber(limit.value, 6)} ${unit}`;
  });
  const of = filters[0]?.of === 'diameter' ? 'diameter' : 'area';
  return ` with ${of === 'area' ? 'an area' : 'a diameter'} ${list(words)}`;
}

/** A limit in plain pixels could mean a length or an area: the reading is stated. */
function assumption(filters: readonly SizeFilter[]): string {
  const plain = filters.some(
    ({ limit, of }) => of === 'area' && (limit.unit === '' || limit.unit === 'px'),
  );
  return plain ? ' (A limit in pixels is taken as an area; say “diameter” for a length.)' : '';
}

function polarityText(polarity: string): string {
  if (polarity === 'stained') return 'stained more strongly than the background';
  return polarity === 'bright' ? 'brighter than the background' : 'darker than the background';
}

function pixelNote(scale: Scale): string {
  return scale.pixels ? ' No scale bar or pixel size was found, so this is in pixels.' : '';
}

function ambiguity(findings: ObjectFindings): string {
  const { warnings } = findings.found;
  return warnings.length === 0 ? '' : `; ${warnings.join('; ')}`;
}

function passes(
  count: number,
  side: 'above' | 'below',
  value: number,
  inclusive: boolean,
): boolean {
  if (inclusive && count === value) return true;
  return side === 'above' ? count > value : count < value;
}

function evidenceOf(intent: ObjectIntent, findings: ObjectFindings): EvidenceItem[] {
  const { found, closer } = findings;
  const [outlines, closeUp] = found.images;
  const noun = intent.objects.noun;
  const items: EvidenceItem[] = [];
  if (outlines !== undefined)
    items.push({ text: `All ${counted(found.count, noun)} are outlined`, image: outlines });
  if (closeUp !== undefined && intent.kind === 'extreme')
    items.push({ text: `The ${intent.which} one in close-up`, image: closeUp });
  if (closer?.image !== undefined)
    items.push({
      text: `The most doubtful region, enlarged: ${String(closer.closer)} counted, ${String(closer.before)} before`,
      image: closer.image,
    });
  return [
    ...items,
    ...findings.evidence,
    {
      text: `What was measured is whatever stands out and is ${polarityText(found.polarity)}; a rule-based analyst cannot tell whether these are ${noun}`,
    },
  ];
}
