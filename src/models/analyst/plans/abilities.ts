import type { Refusal } from '../question/intent.ts';
import type { Answer, Scene } from '../step.ts';
import { list } from '../wording.ts';
import type { FigureKind } from './overview.ts';

const CONNECT =
  'Free questions need a vision-language model: docs/models.md says how one is connected with `--model`.';

/** Questions that fit a kind of figure. */
const EXAMPLES: Readonly<Record<FigureKind, readonly string[]>> = {
  barChart: [
    'Which bar is the highest?',
    'What is the value of …?',
    'What is the difference between … and …?',
    'How many bars are above 10?',
    'What does the y axis show?',
  ],
  chart: [
    'What is the title?',
    'What does the y axis show?',
    'What is the range of the x axis?',
    'What text is in the figure?',
  ],
  micrograph: [
    'How many objects are there?',
    'What is their median size?',
    'Which is the largest?',
    'What share of the area do they cover?',
    'How long is the scale bar?',
  ],
  drawing: ['What text is in the figure?', 'What is the title?', 'What is in this figure?'],
  unknown: [
    'How many objects are there?',
    'What is their median size?',
    'Which bar is the highest?',
    'What text is in the figure?',
    'What is in this figure?',
  ],
};

/** What the analyst is and can do. */
export function abilitiesAnswer(): Answer {
  return {
    answered: true,
    text: [
      'I am Figscope’s **rule-based analyst**: no neural network, no weights, the same answer every time. I read common questions by rules and measure with figkit:',
      '',
      '- **micrographs**: number of objects (nuclei, cells, particles…; bright, dark, larger or smaller than a limit, in a region), their size (mean, median, distribution), the largest and smallest, coverage, density, scale bar and pixel size;',
      '- **bar charts**: number of bars, the value of a bar, highest and lowest, difference, ratio, share, sum, mean, ranking, bars above or below a value;',
      '- **any figure**: title, axes, text, and what kind of figure it is.',
      '',
      `I cannot say what things *are*, explain, predict, or read line, scatter or pie charts. ${CONNECT}`,
    ].join('\n'),
    evidence: [],
  };
}

/** Size of the figures in pixels, known without looking. */
export function figureSizeAnswer(scene: Scene): Answer {
  const sizes = scene.figures.map(
    (figure) => `${figure.id} is **${String(figure.width)} × ${String(figure.height)} px**`,
  );
  return {
    answered: true,
    text: `${list(sizes)} (width × height, as a viewer shows it).`,
    uncertainty: 'none: it is what the file says',
    evidence: [],
  };
}

/** The text of an answer to a question that could not be read. */
export function refusalText(refusal: Refusal, kind: FigureKind): string {
  const examples = EXAMPLES[kind].map((question) => `“${question}”`);
  return `${reasonOf(refusal)} For this figure you can ask, for example: ${examples.join(' ')} ${CONNECT}`;
}

function reasonOf({ reason, words, cannot }: Refusal): string {
  if (reason === 'topic' && cannot !== undefined)
    return `This model is a rule-based analyst; it cannot ${cannot}.`;
  if (reason === 'empty')
    return 'This model is a rule-based analyst, and it could not make out what is asked.';
  const unread = list(words.slice(0, 6).map((word) => `“${word}”`));
  return `This model is a rule-based analyst that answers only questions of which it understands every word; ${unread} it does not know.`;
}

/** In mode 'reasoning' no code may run. */
export function withoutLooking(): string {
  return `This model is a rule-based analyst: it cannot answer without looking, and in mode “reasoning” no code may run. Ask again in mode “auto” or “images”. ${CONNECT}`;
}
