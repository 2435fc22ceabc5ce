import { numberAt, textAt } from '../json.ts';
import type { Look, SceneFigure } from '../step.ts';
import type { Calibration } from '../units.ts';
import { formatNumber } from '../wording.ts';

/** A scale bar as a cell read it. */
export interface ScaleBarReading {
  readonly lengthPx: number;
  readonly value?: number;
  readonly unit?: string;
  readonly text?: string;
  readonly image?: string;
}

/** Reads what a scale cell printed; undefined when there is no scale bar. */
export function readScaleBar(look: Look): ScaleBarReading | undefined {
  const lengthPx = numberAt(look.data, 'length_px');
  if (lengthPx === undefined || lengthPx <= 0) return undefined;
  const value = numberAt(look.data, 'value');
  const [unit, text] = [textAt(look.data, 'unit'), textAt(look.data, 'text')];
  const [image] = look.images;
  const readable = isTidy(text) || (numberAt(look.data, 'confidence') ?? 0) >= 0.6;
  return {
    lengthPx,
    ...(value !== undefined && value > 0 && readable && { value }),
    ...(unit !== undefined && { unit: asUnit(unit) }),
    ...(text !== undefined && { text }),
    ...(image !== undefined && { image }),
  };
}

/** A number and a unit and nothing else: print of other kinds near a line is seldom a length. */
function isTidy(text: string | undefined): boolean {
  return /^\s*\d+(?:[.,]\d+)?\s*\p{L}{1,10}\.?\s*$/u.test(text ?? '');
}

/** True when a scale cell met a line that may be a scale bar and could not read its text. */
export function mayHaveScaleBar(look: Look): boolean {
  return (look.notes ?? []).some((note) => /may be a scale bar|text could not be read/.test(note));
}

/** One spelling for units that are written in several ways. */
function asUnit(unit: string): string {
  return unit
    .trim()
    .replace('\u03bc', 'µ')
    .replace(/^(?:um|microns?)$/i, 'µm');
}

/** Pixel size from the file's metadata. */
export function fileCalibration(figure: SceneFigure): Calibration | undefined {
  const { pixelSize } = figure;
  if (pixelSize === undefined) return undefined;
  const unit = asUnit(pixelSize.unit);
  return {
    size: Math.sqrt(pixelSize.x * pixelSize.y),
    unit,
    from: `the file gives a pixel size of ${formatNumber(pixelSize.x, 4)} ${unit}`,
  };
}

/** Pixel size from a scale bar whose text could be read. */
export function barCalibration(bar: ScaleBarReading | undefined): Calibration | undefined {
  if (bar?.value === undefined || bar.unit === undefined) return undefined;
  return {
    size: bar.value / bar.lengthPx,
    unit: bar.unit,
    from: `the scale bar of ${formatNumber(bar.value)} ${bar.unit} is ${formatNumber(bar.lengthPx, 4)} px long`,
  };
}
