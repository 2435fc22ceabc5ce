import { axesTextCell } from '../cells/text.ts';
import { numberAt, objectAt, textAt, textsAt } from '../json.ts';
import type { TextIntent } from '../question/intent.ts';
import { askedBox } from '../region.ts';
import { refuse, type EvidenceItem, type Look, type Scene, type Step } from '../step.ts';
import { capitalised, formatNumber, list } from '../wording.ts';
import { failureOf } from './looks.ts';

type AxisIntent = Extract<TextIntent, { kind: 'axis' | 'title' }>;

interface AxisReading {
  readonly name: 'x' | 'y';
  readonly title?: string;
  readonly kind: string;
  readonly labels: readonly string[];
  readonly low?: number;
  readonly high?: number;
}

/** Questions about titles and axes: read the axes, once more enlarged when what is asked was not read. */
export function planAxes(intent: AxisIntent, scene: Scene, looks: readonly Look[]): Step {
  const [figure] = scene.figures;
  if (figure === undefined) return refuse('There is no figure.', 'There is no figure to look at.');
  const box = askedBox(undefined, figure, scene);
  for (const [attempt, scale] of [1, 2].entries()) {
    const look = looks[attempt];
    if (look === undefined)
      return {
        type: 'cell',
        thought:
          attempt === 0
            ? 'I find the plot area and read the titles and the ticks around it.'
            : 'What is asked was not read at this size. I enlarge the figure twice and read again.',
        code: axesTextCell(figure, box, scale),
      };
    const answer = answerFrom(intent, look);
    if (answer !== undefined) return answer;
  }
  const failed = looks.find((look) => look.error !== undefined);
  return refuse(
    'It could not be read.',
    failed === undefined
      ? `${capitalised(askedFor(intent))} could not be read in this figure, at its own size or enlarged.`
      : `Reading the axes failed (${failureOf(failed)}).`,
  );
}

function askedFor(intent: AxisIntent): string {
  if (intent.kind === 'title') return 'a title';
  const axis = intent.axis === 'both' ? 'an axis' : `the ${intent.axis} axis`;
  const what = {
    title: 'the title',
    range: 'the numbers',
    unit: 'a unit',
    scaleType: 'enough numbers',
    ticks: 'the labels',
  };
  return `${what[intent.asks]} of ${axis}`;
}

function answerFrom(intent: AxisIntent, look: Look): Step | undefined {
  const [image] = look.images;
  const evidence: EvidenceItem[] =
    image === undefined
      ? []
      : [{ text: 'The plot area that was found; titles and ticks stand around it', image }];
  const words =
    intent.kind === 'title'
      ? titleWords(textAt(look.data, 'title'))
      : axisWords(intent, readAxes(intent, look));
  if (words === undefined) return undefined;
  return {
    type: 'answer',
    thought: 'That was read from the figure.',
    answer: {
      answered: true,
      uncertainty: 'read by OCR, which can take one letter or digit for another',
      evidence,
      ...words,
    },
  };
}

interface Words {
  readonly text: string;
  readonly value?: string;
  readonly unit?: string;
}

function titleWords(title: string | undefined): Words | undefined {
  return title === undefined
    ? undefined
    : { text: `The title reads **“${title}”**.`, value: title };
}

function readAxes(intent: Extract<AxisIntent, { kind: 'axis' }>, look: Look): AxisReading[] {
  const names = intent.axis === 'both' ? (['x', 'y'] as const) : [intent.axis];
  return names.flatMap((name) => {
    const data = objectAt(look.data, name);
    if (data === undefined) return [];
    const title = textAt(data, 'title');
    const [low, high] = [numberAt(data, 'low'), numberAt(data, 'high')];
    return [
      {
        name,
        kind: textAt(data, 'kind') ?? 'linear',
        labels: textsAt(data, 'labels').filter((label) => label.trim() !== ''),
        ...(title !== undefined && { title }),
        ...(low !== undefined && { low }),
        ...(high !== undefined && { high }),
      },
    ];
  });
}

/** One sentence for each axis that tells what is asked; undefined when none does. */
function axisWords(
  intent: Extract<AxisIntent, { kind: 'axis' }>,
  axes: readonly AxisReading[],
): Words | undefined {
  const told = axes.flatMap((axis) => {
    const words = tell(intent, axis);
    return words === undefined ? [] : [words];
  });
  const [first] = told;
  if (first === undefined) return undefined;
  const text = told.map((words) => words.text).join(' ');
  return told.length === 1
    ? first
    : { text, value: told.map((words) => words.value ?? '').join('; ') };
}

function tell(intent: Extract<AxisIntent, { kind: 'axis' }>, axis: AxisReading): Words | undefined {
  const the = `The ${axis.name} axis`;
  const { title, low, high, labels } = axis;
  switch (intent.asks) {
    case 'title':
      return title === undefined
        ? undefined
        : { text: `${the} is titled **“${title}”**.`, value: title };
    case 'unit': {
      const unit = /[([]\s*([^()[\]]+?)\s*[)\]]\s*$/.exec(title ?? '')?.[1];
      return unit === undefined
        ? undefined
        : { text: `${the} is in **${unit}** (its title reads “${title ?? ''}”).`, value: unit };
    }
    case 'range':
      return rangeWords(intent.end, axis, the);
    case 'scaleType':
      return low === undefined || high === undefined || low === high
        ? axis.kind === 'category'
          ? {
              text: `${the} shows **categories**, so it is neither linear nor logarithmic.`,
              value: 'categories',
            }
          : undefined
        : {
            text: `${the} is **${axis.kind === 'log' ? 'logarithmic' : 'linear'}**, by the places of its numbers from ${formatNumber(low, 6)} to ${formatNumber(high, 6)}.`,
            value: axis.kind === 'log' ? 'logarithmic' : 'linear',
          };
    case 'ticks':
      return labels.length === 0
        ? undefined
        : { text: `${the} is labelled ${list(labels)}.`, value: labels.join(', ') };
  }
}

function rangeWords(
  end: 'lowest' | 'highest' | undefined,
  { low, high, labels, name }: AxisReading,
  the: string,
): Words | undefined {
  if (low === undefined || high === undefined) {
    if (labels.length === 0) return undefined;
    return {
      text: `${the} has no numbers; it runs from “${labels[0] ?? ''}” to “${labels.at(-1) ?? ''}”.`,
    };
  }
  const [from, to] = [formatNumber(low, 6), formatNumber(high, 6)];
  if (end !== undefined) {
    const value = end === 'highest' ? to : from;
    return { text: `The ${end} number on the ${name} axis is **${value}**.`, value };
  }
  return {
    text: `The numbers on the ${name} axis run from **${from}** to **${to}**; the axis may reach a little beyond them.`,
    value: `from ${from} to ${to}`,
  };
}
