import { scaleCell } from '../cells/scale.ts';
import type { GeneralIntent } from '../question/intent.ts';
import {
  refuse,
  type EvidenceItem,
  type Look,
  type Scene,
  type SceneFigure,
  type Step,
} from '../step.ts';
import { convertLength, readableUnit, type Calibration } from '../units.ts';
import { formatNumber, formatWithin } from '../wording.ts';
import {
  barCalibration,
  fileCalibration,
  readScaleBar,
  type ScaleBarReading,
} from './calibration.ts';
import { failureOf } from './looks.ts';

type ScaleIntent = Extract<GeneralIntent, { kind: 'scale' }>;

/**
 * Questions about the scale bar and the pixel size. The file's own pixel size answers all but those about the bar
 * itself; else the scale bar is looked for, once more enlarged when it was not found or its text was unreadable.
 */
export function planScale(intent: ScaleIntent, scene: Scene, looks: readonly Look[]): Step {
  const [figure] = scene.figures;
  if (figure === undefined) return refuse('There is no figure.', 'There is no figure to look at.');
  const fromFile = fileCalibration(figure);
  if (fromFile !== undefined && intent.asks !== 'scaleBar')
    return calibrated(intent, fromFile, figure, [], undefined);

  const [first, second] = looks;
  if (first === undefined)
    return {
      type: 'cell',
      thought:
        'I look for a scale bar: a straight line of one colour with a length and a unit written near it.',
      code: scaleCell(figure, false),
    };
  const bar = readScaleBar(first);
  if (barCalibration(bar) === undefined && second === undefined)
    return {
      type: 'cell',
      thought:
        bar === undefined
          ? 'No scale bar was found at this size. Most stand in the lower part of a figure, so I enlarge that and look again.'
          : 'There is a scale bar, but its text could not be read. I enlarge the lower part of the figure and read again.',
      code: scaleCell(figure, true),
    };
  const better = second === undefined ? bar : preferred(readScaleBar(second), bar);
  const calibration = barCalibration(better);
  const evidence: EvidenceItem[] =
    better?.image === undefined ? [] : [{ text: 'The scale bar, marked', image: better.image }];
  if (better === undefined || calibration === undefined) {
    if (fromFile !== undefined)
      return calibrated({ ...intent, asks: 'pixelSize' }, fromFile, figure, evidence, undefined);
    return noScale(better, looks, evidence);
  }
  return calibrated(intent, calibration, figure, evidence, better);
}

function preferred(
  second: ScaleBarReading | undefined,
  first: ScaleBarReading | undefined,
): ScaleBarReading | undefined {
  return second?.value === undefined ? (first ?? second) : second;
}

function noScale(
  bar: ScaleBarReading | undefined,
  looks: readonly Look[],
  evidence: readonly EvidenceItem[],
): Step {
  const failed = looks.find((look) => look.error !== undefined);
  const why =
    bar !== undefined
      ? `There is a line of ${formatNumber(bar.lengthPx, 4)} px that looks like a scale bar, but what is written at it could not be read as a length${bar.text === undefined ? '' : ` (OCR read “${bar.text}”)`}.`
      : failed !== undefined
        ? `Looking for a scale bar failed (${failureOf(failed)}).`
        : `No scale bar could be read in this figure, at its own size or enlarged, and the file gives no pixel size.${remark(looks)}`;
  return refuse('The scale stays unknown.', why, evidence);
}

/** What figkit remarked about the bars it considered. */
function remark(looks: readonly Look[]): string {
  const note = looks.flatMap((look) => look.notes ?? []).find((text) => /\bbar\b/i.test(text));
  return note === undefined ? '' : ` (${note})`;
}

function calibrated(
  intent: ScaleIntent,
  calibration: Calibration,
  figure: SceneFigure,
  evidence: readonly EvidenceItem[],
  bar: ScaleBarReading | undefined,
): Step {
  // A bar's ends are found to about one pixel.
  const relative = bar === undefined ? 0 : 1 / bar.lengthPx;
  const answer = {
    answered: true,
    evidence: evidence.length > 0 ? evidence : [{ text: `From the file: ${calibration.from}` }],
    uncertainty:
      bar === undefined
        ? 'none of the analyst’s own: it is what the file says'
        : `± ${formatNumber(relative * 100, 2)} %, from one pixel in the ${formatNumber(bar.lengthPx, 4)} px of the bar; the text is read by OCR`,
    ...words(intent, calibration, figure, bar, relative),
  };
  return { type: 'answer', thought: `The scale is known: ${calibration.from}.`, answer };
}

function words(
  intent: ScaleIntent,
  calibration: Calibration,
  figure: SceneFigure,
  bar: ScaleBarReading | undefined,
  relative: number,
): { text: string; value: string; unit: string } {
  const { size, unit } = calibration;
  const per = formatWithin(size, size * relative);
  switch (intent.asks) {
    case 'scaleBar': {
      const value = formatNumber(bar?.value ?? 0, 6);
      return {
        text: `The scale bar stands for **${value} ${unit}** and is **${formatNumber(bar?.lengthPx ?? 0, 4)} px** long, so one pixel is ${per} ${unit}.`,
        value,
        unit,
      };
    }
    case 'pixelSize':
      return {
        text: `One pixel is **${per} ${unit}** wide: ${calibration.from}.`,
        value: per,
        unit,
      };
    case 'pixelsPerUnit': {
      const value = formatWithin(1 / size, relative / size);
      return {
        text: `There are **${value} pixels per ${unit}**: ${calibration.from}.`,
        value,
        unit: `px/${unit}`,
      };
    }
    case 'fieldOfView': {
      const best = readableUnit(figure.width * size, unit);
      const factor = readFactor(size, unit, best);
      const [across, down] = [figure.width, figure.height].map((pixels) =>
        formatWithin(pixels * factor, pixels * factor * relative),
      );
      return {
        text: `The whole image (${String(figure.width)} × ${String(figure.height)} px) shows **${across ?? ''} × ${down ?? ''} ${best}**: ${calibration.from}.`,
        value: across ?? '',
        unit: best,
      };
    }
  }
}

function readFactor(size: number, unit: string, best: string): number {
  return convertLength(size, unit, best) ?? size;
}
