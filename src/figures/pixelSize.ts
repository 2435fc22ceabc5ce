import type { PixelSize } from './figure.ts';

/**
 * Resolutions that screens, cameras, printers and scanners write into files, in pixels per inch. They say how large to
 * print a picture, not how large its specimen was.
 */
// prettier-ignore
const DEVICE_DPI = [
  72, 75, 90, 92, 96, 100, 120, 144, 150, 160, 180, 192, 200, 203, 220, 240, 254, 300,
  320, 326, 350, 360, 400, 480, 500, 508, 600, 640, 720, 800, 900, 1000, 1016, 1200, 1440, 1800,
  2000, 2400, 2540, 2880, 3000, 3200, 3600, 4000, 4800, 5400, 6400, 7200, 9600,
];

/** Finer than any print or scan in use: 10,000 pixels per inch, 2.54 µm per pixel. */
const FINEST_DEVICE_PER_CM = 10_000 / 2.54;

const UNITS: Readonly<Record<string, string>> = {
  pm: 'pm',
  å: 'Å',
  angstrom: 'Å',
  nm: 'nm',
  nanometer: 'nm',
  nanometre: 'nm',
  µm: 'µm',
  um: 'µm',
  micron: 'µm',
  microns: 'µm',
  micrometer: 'µm',
  micrometre: 'µm',
  mm: 'mm',
  millimeter: 'mm',
  cm: 'cm',
  centimeter: 'cm',
  m: 'm',
  meter: 'm',
  metre: 'm',
  km: 'km',
  inch: 'inch',
  inches: 'inch',
  in: 'inch',
  '"': 'inch',
};

/** The usual symbol of a length unit, or undefined for what is no length ('pixel', '', 'reference frame'). */
export function lengthUnit(text: string): string | undefined {
  const name = text
    .trim()
    .replace(/\\u00b5/gi, 'µ')
    .toLowerCase()
    // Greek small mu and the Angstrom sign, lower-cased, to their usual forms.
    .replaceAll('\u03bc', 'µ')
    .replaceAll('\u212b', 'å');
  // 'Å' lower-cased by JavaScript is 'å'; the sign U+212B also lower-cases to it.
  return Object.hasOwn(UNITS, name) ? UNITS[name] : undefined;
}

/**
 * Pixel size from a plain resolution in pixels per centimetre (PNG pHYs, TIFF XResolution), only when it can be a
 * specimen's: finer than 10,000 pixels per inch, that is under 2.54 µm per pixel. Anything coarser is what screens,
 * printers and scanners write, and is left out.
 */
export function pixelSizeFromResolution(xPerCm: number, yPerCm: number): PixelSize | undefined {
  const plausible = (value: number) => value > FINEST_DEVICE_PER_CM && value < 1e10;
  if (!plausible(xPerCm) || !plausible(yPerCm)) return undefined;
  return readable({ x: 1 / xPerCm, y: 1 / yPerCm, unit: 'cm' });
}

/**
 * Pixel size from a calibration that somebody stated on purpose (ImageJ, OME, a microscope). Inches and centimetres at
 * a device's resolution are left out, because ImageJ carries the print resolution of imported files along in them.
 */
export function pixelSizeFromCalibration(
  x: number,
  y: number,
  unitText: string,
): PixelSize | undefined {
  const unit = lengthUnit(unitText);
  if (!unit || !isSize(x) || !isSize(y)) return undefined;
  const inches = unit === 'inch' ? x : unit === 'cm' ? x / 2.54 : undefined;
  if (inches !== undefined && isDeviceDpi(1 / inches)) return undefined;
  return unit === 'inch' ? { x: x * 25.4, y: y * 25.4, unit: 'mm' } : readable({ x, y, unit });
}

function isSize(value: number): boolean {
  return Number.isFinite(value) && value > 0;
}

function isDeviceDpi(dpi: number): boolean {
  return DEVICE_DPI.some((known) => Math.abs(dpi - known) / known < 0.005);
}

const METRES: Readonly<Record<string, number>> = {
  m: 1,
  cm: 1e-2,
  mm: 1e-3,
  µm: 1e-6,
  nm: 1e-9,
};

/** Metres and centimetres of microscope files in the unit people would use; other units stay as they were stated. */
function readable(size: PixelSize): PixelSize {
  const metres = METRES[size.unit];
  if (metres === undefined || (size.unit !== 'm' && size.unit !== 'cm')) return size;
  const x = size.x * metres;
  const unit = x < 1e-7 ? 'nm' : x < 1e-4 ? 'µm' : size.unit;
  const factor = metres / (METRES[unit] ?? metres);
  return { x: round(size.x * factor), y: round(size.y * factor), unit };
}

/** Drops the noise of the last binary digits: a pixel size is not known to twelve digits. */
function round(value: number): number {
  return Number(value.toPrecision(12));
}
