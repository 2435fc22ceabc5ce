import { overviewCell } from '../cells/text.ts';
import type { GeneralIntent } from '../question/intent.ts';
import { refuse, type Look, type Scene, type SceneFigure, type Step } from '../step.ts';
import { list } from '../wording.ts';
import { failureOf } from './looks.ts';
import { readOverview, type FigureKind, type Overview } from './overview.ts';

const KINDS: Readonly<Record<FigureKind, string>> = {
  barChart: 'a bar chart',
  chart: 'a chart with numbered axes',
  micrograph: 'a micrograph or photograph',
  drawing: 'a drawing or diagram with text',
  unknown: 'a picture of a kind the analyst does not recognise',
};

/** "What is in this figure": tries every reader and says what each of them found. */
export function planDescribe(
  intent: Extract<GeneralIntent, { kind: 'describe' }>,
  scene: Scene,
  looks: readonly Look[],
): Step {
  const [figure] = scene.figures;
  if (figure === undefined) return refuse('There is no figure.', 'There is no figure to look at.');
  const [look] = looks;
  if (look === undefined)
    return {
      type: 'cell',
      thought:
        'To say what this is, I try every reader on it: bars and axes, text, scale bar, objects that stand out.',
      code: overviewCell(figure),
    };
  const overview = readOverview(look);
  if (overview === undefined)
    return refuse('Looking at it failed.', `Looking at the figure failed (${failureOf(look)}).`);
  const kind = KINDS[overview.kind];
  return {
    type: 'answer',
    thought: `By what the readers found, this looks like ${kind}.`,
    answer: {
      answered: overview.kind !== 'unknown' || intent.asks === 'all',
      text: [
        `This looks like **${kind}** (${sizeOf(figure, overview)}).`,
        ...details(overview, figure),
      ].join(' '),
      value: kind,
      uncertainty:
        'the kind is judged by rules from what was found (axes, bars, text, objects), not by recognising what is shown',
      evidence:
        overview.image === undefined ? [] : [{ text: 'What was found', image: overview.image }],
    },
  };
}

function sizeOf(figure: SceneFigure, overview: Overview): string {
  return `${String(figure.width)} × ${String(figure.height)} px, ${overview.grey ? 'greyscale' : 'colour'}`;
}

function details(overview: Overview, figure: SceneFigure): string[] {
  const sentences: string[] = [];
  if (figure.caption !== undefined) sentences.push(`Its caption reads “${figure.caption}”.`);
  if (overview.title !== undefined) sentences.push(`The title reads “${overview.title}”.`);
  if (overview.kind === 'barChart' || overview.kind === 'chart')
    sentences.push(...chartDetails(overview));
  else sentences.push(...pictureDetails(overview));
  return sentences;
}

function chartDetails(overview: Overview): string[] {
  const { xTitle, yTitle, bars, labels, orientation } = overview;
  const axes = [
    xTitle === undefined ? '' : `the x axis is titled “${xTitle}”`,
    yTitle === undefined ? '' : `the y axis is titled “${yTitle}”`,
  ].filter((part) => part !== '');
  const sentences =
    axes.length === 0 ? ['No axis title could be read.'] : [`${list(axes)}.`.replace(/^t/, 'T')];
  if (overview.kind === 'barChart') {
    const unique = [...new Set(labels)];
    const more = labels.length < bars ? ' …' : '';
    const names = unique.length === 0 ? '' : `: ${list(unique)}${more}`;
    sentences.push(`It has ${String(bars)} ${orientation ?? ''} bars${names}.`.replace('  ', ' '));
  } else {
    sentences.push(
      'It shows no bars that could be read; points and lines are not read by this analyst yet.',
    );
  }
  return sentences;
}

function pictureDetails(overview: Overview): string[] {
  const { objects, low, high, polarity, scaleBar, lines, lineCount } = overview;
  const sentences: string[] = [];
  if (overview.kind !== 'drawing' && objects > 0) {
    const against =
      polarity === 'stained'
        ? 'stained more strongly'
        : `${polarity === 'dark' ? 'darker' : 'brighter'}`;
    sentences.push(
      `${String(objects)} compact objects ${against} than their surroundings stand out (${String(low)} to ${String(high)}, depending on the threshold).`,
    );
  }
  if (scaleBar !== undefined) sentences.push(`It has a scale bar that reads “${scaleBar}”.`);
  if (lineCount > 0)
    sentences.push(
      `Text in it: ${list(lines.slice(0, 6).map((line) => `“${line}”`))}${lineCount > 6 ? ' …' : ''}.`,
    );
  return sentences;
}
