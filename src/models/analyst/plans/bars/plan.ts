import { barsCell, MOST_BARS } from '../../cells/bars.ts';
import { DRAWN } from '../../cells/drawn.ts';
import type { BarIntent } from '../../question/intent.ts';
import { findLabels } from '../../labels.ts';
import { askedBox } from '../../region.ts';
import { refuse, type EvidenceItem, type Look, type Scene, type Step } from '../../step.ts';
import { capitalised, formatNumber } from '../../wording.ts';
import { answerBars } from './answers.ts';
import type { BarAnswer } from './readings.ts';
import { readChart, totalled, type Chart } from './chart.ts';
import { resolveBars } from './resolve.ts';

/** Enlargement of each look; the second is taken when the first is not good enough. */
const SCALES = [1, 2] as const;

/**
 * Questions about a bar chart: read all bars; when none, too few values or no matching label were read, read the
 * chart once more, enlarged; then answer or say what could not be read.
 */
export function planBars(intent: BarIntent, scene: Scene, looks: readonly Look[]): Step {
  let best: Outcome | undefined;
  for (const [attempt, scale] of SCALES.entries()) {
    const look = looks[attempt];
    if (look === undefined) return lookAt(scene, scale, best?.problem);
    const outcome = judge(intent, look);
    if (outcome.step !== undefined) return outcome.step;
    best = best === undefined || outcome.bars > best.bars ? outcome : best;
    if (!outcome.retry) break;
  }
  const problem = best?.problem ?? 'the chart could not be read.';
  return refuse(
    `I could not read from the chart what is asked: ${problem}`,
    capitalised(problem),
    imageEvidence(best?.image, 'What was read from the chart'),
  );
}

interface Outcome {
  readonly step?: Step;
  readonly problem: string;
  readonly retry: boolean;
  readonly bars: number;
  readonly image?: string;
}

function lookAt(scene: Scene, scale: number, problem: string | undefined): Step {
  const [figure] = scene.figures;
  if (figure === undefined) return refuse('There is no figure.', 'There is no figure to look at.');
  const thought =
    problem === undefined
      ? 'The question is about a bar chart. I read the axes, then every bar against the value axis, and outline what I read so that it can be checked.'
      : `That is not enough: ${problem} Small print is often the reason, so I enlarge the chart ${String(scale)} times and read it again.`;
  return {
    type: 'cell',
    thought,
    code: barsCell(figure, askedBox(undefined, figure, scene), scale),
  };
}

function judge(intent: BarIntent, look: Look): Outcome {
  const read = readChart(look);
  if (read === undefined) {
    const reason =
      look.error === undefined ? 'it printed nothing' : `${look.error.type}: ${look.error.message}`;
    return { problem: `reading the chart failed (${reason}).`, retry: true, bars: -1 };
  }
  const parts = findLabels(intent.mention, read.series).length > 0;
  const unreadable = problemWith(intent, read);
  const chart = parts ? read : totalled(read);
  const base = {
    bars: chart.bars.length,
    ...(chart.image === undefined ? {} : { image: chart.image }),
  };
  if (unreadable !== undefined) return { ...base, problem: unreadable, retry: true };
  const resolved = resolveBars(intent, chart);
  if (!resolved.found) return { ...base, problem: resolved.why, retry: resolved.retry };
  const answer = answerBars(intent, resolved.bars, chart, resolved.subject);
  if (typeof answer === 'string') return { ...base, problem: answer, retry: chart.unlabelled > 0 };
  const notes = [resolved.note, stackNote(read, parts)].filter((text) => text !== undefined);
  const note = notes.map((text) => ` ${text}`).join('');
  return {
    ...base,
    problem: '',
    retry: false,
    step: {
      type: 'answer',
      thought: `I read ${String(chart.bars.length)} bars and ${String(chart.ticks)} numbers on the value axis; that answers the question.`,
      answer: {
        answered: true,
        text: answer.text + note,
        evidence: evidenceOf(chart),
        ...(answer.value === undefined ? {} : { value: answer.value }),
        ...(answer.unit === undefined ? {} : { unit: answer.unit }),
        ...uncertainty(answer, chart, intent),
      },
    },
  };
}

/** How stacked bars were taken. */
function stackNote(chart: Chart, parts: boolean): string | undefined {
  if (!chart.stacked) return undefined;
  return parts
    ? 'The bars are stacked; the values are those of the part named.'
    : `The bars are stacked (${String(chart.total)} parts); the values are those of whole stacks.`;
}

/** Why the reading cannot be trusted with this question. */
function problemWith(intent: BarIntent, chart: Chart): string | undefined {
  if (chart.flat <= DRAWN && chart.ticks < 3)
    return 'this figure looks photographed rather than drawn, and no axis with numbers was found, so there are no bars to read.';
  if (chart.total === 0)
    return 'no bars were found in this figure, so nothing can be read from bars.';
  if (intent.kind === 'barCount') return countProblem(chart);
  if (chart.stacked && chart.unlabelled > 0)
    return 'the bars are stacked and some of their labels could not be read, so parts cannot be put together.';
  const repeated = mostRepeated(chart);
  if (repeated > 2)
    return `${String(repeated)} bars were read with the same label, so the chart was not understood well enough.`;
  if (chart.ticks < 2)
    return `${String(chart.total)} bars were found, but the numbers on the value axis could not be read, so the bars have no values.`;
  if (chart.bars.length < chart.total && chart.bars.length < MOST_BARS)
    return `only ${String(chart.bars.length)} of ${String(chart.total)} bars got a value.`;
  return undefined;
}

/** Why what was found may be no bars at all: cells of a heat map, boxes, brushes, marks. */
function countProblem(chart: Chart): string | undefined {
  const others = chart.warnings.find((warning) => /no rectangles/.test(warning));
  if (others !== undefined) return `not all that is drawn here are bars: ${others}`;
  if (chart.total === 1)
    return 'a single area that could be a bar was found; that is no bar chart.';
  if (chart.stacked && (chart.bars.length === 0 || chart.unlabelled > 0))
    return 'areas were found that stand on each other, but they could not be put together to bars.';
  if (mostRepeated(chart) > 2)
    return 'several of the areas found share one label; that is no plain bar chart.';
  return chart.ticks >= 2 && chart.bars.length < Math.min(chart.total, MOST_BARS)
    ? `only ${String(chart.bars.length)} of the ${String(chart.total)} areas found reach the value axis as bars do.`
    : undefined;
}

/** How many bars share one label and series. In a stack without a legend several may. */
function mostRepeated(chart: Chart): number {
  if (chart.stacked) return 1;
  const counts = new Map<string, number>();
  for (const { label, series = '' } of chart.bars) {
    const key = `${label}\n${series}`;
    if (label !== '') counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return Math.max(0, ...counts.values());
}

function uncertainty(
  { slack: off, unit }: BarAnswer,
  chart: Chart,
  intent: BarIntent,
): { uncertainty?: string } {
  if (intent.kind === 'barCount') {
    const reading =
      'areas of one colour that stand on an axis are taken for bars; boxes and cells can look alike';
    return { uncertainty: [reading, ...chart.warnings].join('; ') };
  }
  const doubts =
    chart.warnings.length > 0 ? `; the reader warns: ${chart.warnings.join('; ')}` : '';
  if (off === undefined || !(off > 0))
    return { uncertainty: `every bar was read to about one pixel of the value axis${doubts}` };
  return {
    uncertainty: `± ${formatNumber(off, 2)}${unit === undefined ? '' : ` ${unit}`}, from one pixel of the value axis for every bar used${doubts}`,
  };
}

function evidenceOf(chart: Chart): EvidenceItem[] {
  const labels = chart.unlabelled > 0 ? `; ${String(chart.unlabelled)} labels were unreadable` : '';
  return imageEvidence(
    chart.image,
    `The ${String(chart.total)} bars as they were read, with ${String(chart.ticks)} numbers of the value axis${labels}`,
  );
}

function imageEvidence(image: string | undefined, text: string): EvidenceItem[] {
  return image === undefined ? [] : [{ text, image }];
}
