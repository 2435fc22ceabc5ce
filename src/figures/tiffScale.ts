import type { PixelSize } from './figure.ts';
import { pixelSizeFromCalibration, pixelSizeFromResolution } from './pixelSize.ts';
import { numbersOf, textOf, type TiffDirectory, type TiffFile } from './tiffDirectory.ts';

const DESCRIPTION = 270;
const X_RESOLUTION = 282;
const Y_RESOLUTION = 283;
const RESOLUTION_UNIT = 296;
/** Text blocks of electron microscopes: FEI/Thermo Fisher (INI) and Zeiss SmartSEM. */
const FEI_METADATA = 34682;
const ZEISS_METADATA = 34118;

/**
 * Physical pixel size of a TIFF page, from what is most explicit: OME-XML, ImageJ's description, a microscope's own
 * metadata, and last the plain resolution tags where these can be a specimen's.
 * `first` is the file's first directory, which carries the descriptions of all pages.
 */
export function tiffPixelSize(
  file: TiffFile,
  page: TiffDirectory,
  first: TiffDirectory,
): PixelSize | undefined {
  const text = (tag: number): string => {
    const entry = page.get(tag) ?? first.get(tag);
    return entry ? textOf(file, entry) : '';
  };
  const resolution = (tag: number): number => {
    const entry = page.get(tag) ?? first.get(tag);
    return entry ? (numbersOf(file, entry, 1)[0] ?? NaN) : NaN;
  };
  const description = text(DESCRIPTION);
  const [x, y] = [resolution(X_RESOLUTION), resolution(Y_RESOLUTION)];
  return (
    omePixelSize(description) ??
    imageJPixelSize(description, x, y) ??
    feiPixelSize(text(FEI_METADATA)) ??
    zeissPixelSize(text(ZEISS_METADATA)) ??
    // An ImageJ file without a unit is uncalibrated: its resolution tags mean nothing.
    (description.startsWith('ImageJ=')
      ? undefined
      : plainPixelSize(x, y, resolution(RESOLUTION_UNIT)))
  );
}

/** OME-XML: `<Pixels PhysicalSizeX PhysicalSizeXUnit …>`; the unit's default is the micrometre (OME schema 2016-06). */
export function omePixelSize(description: string): PixelSize | undefined {
  const pixels = /<(?:\w+:)?Pixels\s([^>]*)>/.exec(description)?.[1];
  if (pixels === undefined || !description.includes('OME')) return undefined;
  const attribute = (name: string) =>
    new RegExp(`(?:^|\\s)${name}\\s*=\\s*["']([^"']*)["']`).exec(pixels)?.[1];
  const x = Number(attribute('PhysicalSizeX') ?? NaN);
  const y = Number(attribute('PhysicalSizeY') ?? x);
  return pixelSizeFromCalibration(x, y, attribute('PhysicalSizeXUnit') ?? 'µm');
}

/** ImageJ: `unit=` in the description, pixels per unit in the resolution tags. */
export function imageJPixelSize(
  description: string,
  xResolution: number,
  yResolution: number,
): PixelSize | undefined {
  if (!description.startsWith('ImageJ=')) return undefined;
  const unit = /^unit=(.*)$/m.exec(description)?.[1];
  if (unit === undefined) return undefined;
  const y = Number.isFinite(yResolution) ? yResolution : xResolution;
  return pixelSizeFromCalibration(1 / xResolution, 1 / y, unit);
}

/** Number of images of an ImageJ stack that stores them behind a single directory, as it does above 4 GB. */
export function imageJImages(description: string): number {
  const images = /^images=(\d{1,9})$/m.exec(description)?.[1];
  return description.startsWith('ImageJ=') && images ? Number(images) : 1;
}

/** FEI/Thermo Fisher: `PixelWidth=1.2e-009`, in metres, in the section of the scan. */
function feiPixelSize(metadata: string): PixelSize | undefined {
  const value = (name: string) =>
    Number(new RegExp(`^${name}=([-+.\\deE]+)\\s*$`, 'm').exec(metadata)?.[1] ?? NaN);
  const x = value('PixelWidth');
  const y = value('PixelHeight');
  return pixelSizeFromCalibration(x, Number.isFinite(y) ? y : x, 'm');
}

/** Zeiss SmartSEM: `Image Pixel Size = 4.88 nm`. */
function zeissPixelSize(metadata: string): PixelSize | undefined {
  const [, value, unit] = /Image Pixel Size\s*=\s*([.\d]+)\s*(\S+)/.exec(metadata) ?? [];
  if (value === undefined || unit === undefined) return undefined;
  return pixelSizeFromCalibration(Number(value), Number(value), unit);
}

/** Resolution tags alone; ResolutionUnit 2 is the inch (the default), 3 the centimetre, 1 none. */
function plainPixelSize(x: number, y: number, unit: number): PixelSize | undefined {
  if (unit === 1) return undefined;
  const perCm = unit === 3 ? 1 : 1 / 2.54;
  return pixelSizeFromResolution(x * perCm, (Number.isFinite(y) ? y : x) * perCm);
}
