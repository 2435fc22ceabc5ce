import type { Measure } from '../../question/intent.ts';
import { pixelLength, readableUnit, type Calibration } from '../../units.ts';
import { formatNumber, formatWithin } from '../../wording.ts';

/** How a measure is written: its name, the power of length it has, and its unit when it has none of length. */
const MEASURES: Readonly<Record<Measure, { name: string; power: 0 | 1 | 2; unit?: string }>> = {
  size: { name: 'equivalent diameter', power: 1 },
  diameter: { name: 'equivalent diameter', power: 1 },
  area: { name: 'area', power: 2 },
  length: { name: 'length (major axis)', power: 1 },
  width: { name: 'width (minor axis)', power: 1 },
  perimeter: { name: 'perimeter', power: 1 },
  circularity: { name: 'circularity (1 for a circle)', power: 0 },
  intensity: { name: 'mean intensity', power: 0, unit: 'grey levels' },
};

/** Turns pixels into the unit that an answer is given in. */
export interface Scale {
  readonly name: string;
  readonly unit: string;
  readonly power: 0 | 1 | 2;
  /** The unit is one of pixels although a physical one would mean more. */
  readonly pixels: boolean;
  /** Value in `unit` of a value in pixels. */
  readonly of: (pixels: number) => number;
}

/**
 * The unit for a measure: the asked one, else the physical unit in which a typical value reads best, else pixels.
 * @param typical a typical value in pixels
 */
export function scaleFor(
  measure: Measure,
  typical: number,
  calibration: Calibration | undefined,
  asked: string | undefined,
): Scale {
  const { name, power, unit = '' } = MEASURES[measure];
  if (power === 0) return { name, unit, power, pixels: false, of: (pixels) => pixels };
  const suffix = power === 2 ? '²' : '';
  const length = power === 2 ? Math.sqrt(typical) : typical;
  const physical =
    calibration === undefined
      ? undefined
      : asked?.startsWith('px') === true
        ? undefined
        : (asked?.replace('²', '') ?? readableUnit(length * calibration.size, calibration.unit));
  const pixel = physical === undefined ? undefined : pixelLength(calibration, physical);
  if (physical === undefined || pixel === undefined)
    return { name, unit: `px${suffix}`, power, pixels: true, of: (pixels) => pixels };
  return {
    name,
    unit: `${physical}${suffix}`,
    power,
    pixels: false,
    of: (value) => value * pixel ** power,
  };
}

/**
 * The unit of area in which a density is neither tiny nor huge: the smallest that holds at least one object in ten.
 * @param density objects per px²
 */
export function densityUnit(
  density: number,
  calibration: Calibration | undefined,
): string | undefined {
  if (calibration === undefined) return undefined;
  const fits = ['nm', 'µm', 'mm', 'm'].find((unit) => {
    const pixel = pixelLength(calibration, unit);
    return pixel !== undefined && density / pixel ** 2 >= 0.1;
  });
  return fits === undefined ? undefined : `${fits}²`;
}

/** The measure that an asked unit implies for "size": a squared unit means the area. */
export function measureFor(measure: Measure, unit: string | undefined): Measure {
  if (measure !== 'size' || unit === undefined) return measure;
  return unit.endsWith('²') ? 'area' : 'diameter';
}

/** "12.3 µm". */
export function written(pixels: number, scale: Scale, uncertainty?: number): string {
  const value = scale.of(pixels);
  const text =
    uncertainty === undefined ? formatNumber(value) : formatWithin(value, scale.of(uncertainty));
  return scale.unit === '' ? text : `${text} ${scale.unit}`;
}

/**
 * What the value of one object may be off by when its outline is off by half a pixel all around, in pixels.
 * @param value the measure in pixels; @param area the object's area in px²
 */
export function outlineError(measure: Measure, area: number): number {
  const diameter = Math.sqrt((4 * area) / Math.PI);
  switch (measure) {
    case 'area':
      return (Math.PI * diameter) / 2;
    case 'perimeter':
      return Math.PI;
    case 'circularity':
      return 0.05;
    case 'intensity':
      return 1;
    default:
      return 1;
  }
}
