/** Metres in a unit of length. */
const METRES: Readonly<Record<string, number>> = {
  Å: 1e-10,
  nm: 1e-9,
  µm: 1e-6,
  mm: 1e-3,
  cm: 1e-2,
  m: 1,
};

/** Physical size of a pixel: `size` is the side of a square of the same area. */
export interface Calibration {
  readonly size: number;
  readonly unit: string;
  /** Where it comes from, in words. */
  readonly from: string;
}

/** True for a unit of length or area that needs a calibration. */
export function isPhysical(unit: string): boolean {
  return METRES[unit.replace('²', '')] !== undefined;
}

/** Length of one pixel in `unit` ('µm' or 'µm²' alike); undefined when there is no calibration or the unit is none. */
export function pixelLength(
  calibration: Calibration | undefined,
  unit: string,
): number | undefined {
  const from = METRES[calibration?.unit ?? ''];
  const to = METRES[unit.replace('²', '')];
  if (calibration === undefined || from === undefined || to === undefined) return undefined;
  return (calibration.size * from) / to;
}

/** The unit of `metres` in which a length reads best: 0.0000042 m is 4.2 µm. */
export function readableUnit(lengthInUnit: number, unit: string): string {
  const metres = METRES[unit];
  if (metres === undefined) return unit;
  const length = lengthInUnit * metres;
  if (length >= 1e-1) return 'm';
  if (length >= 1e-3) return 'mm';
  return length >= 1e-6 ? 'µm' : 'nm';
}

/** `value` from one unit of length to another; undefined when one of them is no unit of length. */
export function convertLength(value: number, from: string, to: string): number | undefined {
  const [a, b] = [METRES[from], METRES[to]];
  return a === undefined || b === undefined ? undefined : (value * a) / b;
}
