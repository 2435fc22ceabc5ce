import type { Measure, ObjectIntent } from '../../question/intent.ts';
import { counted, formatWithin, singular } from '../../wording.ts';
import type { Spread } from './found.ts';
import { ambiguity, areaText, assumption, filterText, pixelNote, type Words } from './phrases.ts';
import type { ObjectFindings } from './plan.ts';
import { measureFor, outlineError, scaleFor, written } from './quantities.ts';

/** Mean, median, spread or total of a measure; a string says why there is none. */
export function sizeWords(
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
  if (found.count === 1)
    return {
      text: `Only one ${singular(objects.noun)}${filterText(objects.filters)} was found; its ${scale.name} is **${shown(numbers.median)}**.${pixelNote(scale)}`,
      value: formatWithin(scale.of(numbers.median), scale.of(error)),
      unit: scale.unit,
      uncertainty: `± ${written(error, scale)}, from an outline that is good to about half a pixel${ambiguity(findings)}`,
    };
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

/** The largest or the smallest object; a string says why there is none. */
export function extremeWords(
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
  const border = item.border ? ' It is cut by the border: only its visible part was measured.' : '';
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
