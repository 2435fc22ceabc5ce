import type { ObjectIntent, SizeFilter } from '../../question/intent.ts';
import { formatNumber, list } from '../../wording.ts';
import type { ObjectFindings } from './plan.ts';
import { scaleFor, written, type Scale } from './quantities.ts';

/** The words of an answer about objects; evidence is added to all alike. */
export interface Words {
  readonly text: string;
  readonly value?: string;
  readonly unit?: string;
  readonly uncertainty?: string;
}

/** An area of `area` px² in the unit of the answer. */
export function areaText(area: number, intent: ObjectIntent, findings: ObjectFindings): string {
  return written(area, scaleFor('area', area, findings.calibration, intent.objects.unit));
}

/** " with an area above 50 px²". */
export function filterText(filters: readonly SizeFilter[]): string {
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
export function assumption(filters: readonly SizeFilter[]): string {
  const plain = filters.some(
    ({ limit, of }) => of === 'area' && (limit.unit === '' || limit.unit === 'px'),
  );
  return plain ? ' (A limit in pixels is taken as an area; say “diameter” for a length.)' : '';
}

/** How the objects differ from the background. */
export function polarityText(polarity: string): string {
  if (polarity === 'stained') return 'stained more strongly than the background';
  return polarity === 'bright' ? 'brighter than the background' : 'darker than the background';
}

/** A sentence when the answer is in pixels for want of a scale. */
export function pixelNote(scale: Scale): string {
  return scale.pixels ? ' No scale bar or pixel size was found, so this is in pixels.' : '';
}

/** figkit's warnings, to be added to an uncertainty. */
export function ambiguity(findings: ObjectFindings): string {
  const { warnings } = findings.found;
  return warnings.length === 0 ? '' : `; ${warnings.join('; ')}`;
}
