import { axesCell, closerCell, surveyCell, type Survey } from '../../cells/objects.ts';
import { DRAWN } from '../../cells/drawn.ts';
import { scaleCell } from '../../cells/scale.ts';
import { numberAt } from '../../json.ts';
import type { ObjectIntent, Polarity } from '../../question/intent.ts';
import { askedBox } from '../../region.ts';
import {
  refuse,
  type EvidenceItem,
  type Look,
  type Scene,
  type SceneFigure,
  type Step,
} from '../../step.ts';
import { isPhysical, type Calibration } from '../../units.ts';
import { barCalibration, fileCalibration, mayHaveScaleBar, readScaleBar } from '../calibration.ts';
import { failureOf, Looks } from '../looks.ts';
import { answerObjects } from './answers.ts';
import { background, doubtOf, looksWrong, otherPolarity, preferred } from './judge.ts';
import { readFound, type Found } from './found.ts';
import { surveyThought } from './thoughts.ts';

/** What is known when an answer about objects is written. */
export interface ObjectFindings {
  readonly found: Found;
  readonly calibration: Calibration | undefined;
  /** Counts of the closer look, where there was one. */
  readonly closer?: Closer;
  readonly evidence: readonly EvidenceItem[];
  /** The region looked at was only a part of the figure. */
  readonly partial: boolean;
}

export interface Closer {
  /** Count in the doubtful region before and after it was enlarged, and everywhere without parting. */
  readonly before: number;
  readonly closer: number;
  readonly joined: number;
  readonly image?: string;
}

/**
 * Questions about objects: the scale first, where a physical unit is needed; then segment, count and measure; then,
 * if the figure is flat like a drawing, make sure that it is no chart; if the result looks wrong, try the other
 * polarity; if the count is doubtful, look closer at the doubtful place; then answer.
 */
export function planObjects(intent: ObjectIntent, scene: Scene, all: readonly Look[]): Step {
  const [figure] = scene.figures;
  if (figure === undefined) return refuse('There is no figure.', 'There is no figure to look at.');
  const looks = new Looks(all);
  const evidence: EvidenceItem[] = [];

  const scale = findScale(intent, figure, looks);
  if ('step' in scale) return scale.step;
  const { calibration } = scale;
  if (scale.evidence !== undefined) evidence.push(scale.evidence);
  const unmet = unmetUnit(intent, calibration);
  if (unmet !== undefined)
    return refuse(
      'The question needs a physical unit and this figure gives none.',
      `${unmet} is a physical unit, and neither the file nor a readable scale bar gives a pixel size. Ask in pixels, or give the figure a pixel size.`,
    );

  const box = askedBox(intent.objects.region, figure, scene);
  const survey = (polarity: Polarity): Survey => ({
    figure,
    objects: intent.objects,
    polarity,
    box,
    calibration,
    measure: 'measure' in intent ? intent.measure : 'area',
    wants: intent.kind === 'size' || intent.kind === 'coverage' ? 'spread' : 'count',
    ...(intent.kind === 'extreme' && { closeUp: intent.which }),
  });
  const first = looks.take();
  if (first === undefined)
    return {
      type: 'cell',
      thought: surveyThought(intent, box !== undefined, calibration),
      code: surveyCell(survey(intent.objects.polarity)),
    };
  let found = readFound(first);
  if (found === undefined)
    return refuse('The measurement failed.', `The measurement failed (${failureOf(first)}).`);

  if (found.flat > DRAWN) {
    const look = looks.take();
    if (look === undefined)
      return {
        type: 'cell',
        thought: `The figure has hardly any noise (${String(Math.round(found.flat * 100))} % of the pixels equal their neighbour), as drawn figures do. It may be a chart, in which letters and bars would be taken for ${intent.objects.noun}. I look for axes before I trust the count.`,
        code: axesCell(figure),
      };
    const ticks = Math.max(numberAt(look.data, 'x') ?? 0, numberAt(look.data, 'y') ?? 0);
    if (ticks >= 3)
      return refuse(
        `There is an axis with ${String(ticks)} numbers: this is a chart.`,
        `This figure is a chart (an axis with ${String(ticks)} numbers was read), and counting what stands out in it would count letters and marks, not ${intent.objects.noun}. You can ask about its bars, axes or text instead.`,
      );
  }

  const wrong = looksWrong(found, intent.objects.polarity);
  if (wrong !== undefined) {
    const look = looks.take();
    const other = otherPolarity(found.polarity);
    if (look === undefined)
      return {
        type: 'cell',
        thought: `${wrong} I try the other polarity (${other}) and compare.`,
        code: surveyCell(survey(other)),
      };
    found = preferred(found, readFound(look), evidence);
  }
  if (found.all === 0)
    return refuse(
      'Nothing stands out in either polarity.',
      `Nothing that could be ${intent.objects.noun} stands out from the background of this figure.`,
      imagesOf(found),
    );

  const backdrop = background(found);
  if (backdrop !== undefined)
    return refuse(
      `That is not what separate objects look like: ${backdrop}.`,
      `No separate ${intent.objects.noun} were found: ${backdrop}, as a background does.`,
      [...imagesOf(found), ...evidence],
    );

  const doubt = doubtOf(found, intent, figure, box);
  let closer: Closer | undefined;
  if (doubt !== undefined) {
    const look = looks.take();
    if (look === undefined)
      return {
        type: 'cell',
        thought: doubt.why,
        code: closerCell(survey(found.polarity), found.polarity, doubt.region, doubt.scale),
      };
    closer = readCloser(look);
  }
  const findings: ObjectFindings = {
    found,
    calibration,
    evidence,
    partial: box !== undefined,
    ...(closer && { closer }),
  };
  return answerObjects(intent, findings);
}

/** The pixel size, from the file or from a scale bar; a step while it is still being looked for. */
function findScale(
  intent: ObjectIntent,
  figure: SceneFigure,
  looks: Looks,
): { step: Step } | { calibration: Calibration | undefined; evidence?: EvidenceItem } {
  const known = fileCalibration(figure);
  if (known !== undefined || !needsScale(intent)) return { calibration: known };
  const first = looks.take();
  if (first === undefined)
    return {
      step: {
        type: 'cell',
        thought:
          'Sizes mean more in physical units, and the file gives no pixel size. I look for a scale bar first.',
        code: scaleCell(figure, false),
      },
    };
  let look = first;
  if (readScaleBar(first) === undefined && mayHaveScaleBar(first)) {
    const second = looks.take();
    if (second === undefined)
      return {
        step: {
          type: 'cell',
          thought:
            'There is a line that may be a scale bar, and its text could not be read. I enlarge the lower part of the figure and read again.',
          code: scaleCell(figure, true),
        },
      };
    look = second;
  }
  const bar = readScaleBar(look);
  const calibration = barCalibration(bar);
  if (calibration === undefined || bar?.image === undefined) return { calibration };
  return { calibration, evidence: { text: `Scale: ${calibration.from}`, image: bar.image } };
}

function needsScale(intent: ObjectIntent): boolean {
  const physical = (intent.objects.unit ?? '') !== '' && isPhysical(intent.objects.unit ?? '');
  if (physical || intent.objects.filters.some((filter) => isPhysical(filter.limit.unit)))
    return true;
  if (intent.kind === 'size' || intent.kind === 'extreme')
    return intent.measure !== 'circularity' && intent.measure !== 'intensity';
  return intent.kind === 'density';
}

/** A physical unit that the question uses and that cannot be given. */
function unmetUnit(intent: ObjectIntent, calibration: Calibration | undefined): string | undefined {
  if (calibration !== undefined) return undefined;
  const units = [
    ...intent.objects.filters.map((filter) => filter.limit.unit),
    intent.objects.unit ?? '',
  ];
  return units.find(isPhysical);
}

function readCloser(look: Look): Closer | undefined {
  const [before, closer, joined] = ['before', 'closer', 'joined'].map((key) =>
    numberAt(look.data, key),
  );
  if (before === undefined || closer === undefined || joined === undefined) return undefined;
  const [image] = look.images;
  return { before, closer, joined, ...(image !== undefined && { image }) };
}

function imagesOf(found: Found): EvidenceItem[] {
  return found.images.slice(0, 1).map((image) => ({ text: 'What was looked at', image }));
}
