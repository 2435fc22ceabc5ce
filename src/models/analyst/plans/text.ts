import { textCell } from '../cells/text.ts';
import { listAt, numberAt } from '../json.ts';
import type { TextIntent } from '../question/intent.ts';
import { askedBox } from '../region.ts';
import { refuse, type EvidenceItem, type Json, type Look, type Scene, type Step } from '../step.ts';
import { formatNumber } from '../wording.ts';
import { failureOf } from './looks.ts';

/** A line of text as OCR read it; confidence 0–100. */
interface Line {
  readonly text: string;
  readonly confidence: number;
}

/** Below this mean confidence the text is read again, enlarged. */
const GOOD = 70;

/** Questions about the text in a figure: read it, once more enlarged where OCR is unsure, and quote it line by line. */
export function planText(
  intent: Extract<TextIntent, { kind: 'text' }>,
  scene: Scene,
  looks: readonly Look[],
): Step {
  const [figure] = scene.figures;
  if (figure === undefined) return refuse('There is no figure.', 'There is no figure to look at.');
  const box = askedBox(intent.region, figure, scene);
  const [first, second] = looks;
  if (first === undefined)
    return {
      type: 'cell',
      thought: 'I read the text in the figure with OCR and mark where it stands.',
      code: textCell(figure, box, 1),
    };
  const lines = linesOf(first);
  if (second === undefined && (lines.length === 0 || confidenceOf(lines) < GOOD)) {
    const scale = Math.max(figure.width, figure.height) > 1500 ? 2 : 3;
    return {
      type: 'cell',
      thought: `${lines.length === 0 ? 'No text was found at this size' : `OCR is unsure (mean confidence ${formatNumber(confidenceOf(lines), 2)} of 100)`}. I enlarge the figure ${String(scale)} times and read again.`,
      code: textCell(figure, box, scale),
    };
  }
  const again = second === undefined ? [] : linesOf(second);
  const [best, look] =
    second !== undefined && quality(again) > quality(lines) ? [again, second] : [lines, first];
  return isNoise(best) ? nothingRead(looks) : quote(best, look);
}

function linesOf(look: Look): Line[] {
  return listAt(look.data, 'lines').flatMap((row) => {
    if (!Array.isArray(row)) return [];
    const [text, confidence] = row as readonly Json[];
    if (typeof text !== 'string' || typeof confidence !== 'number') return [];
    return text.trim() === '' || confidence < 30 ? [] : [{ text: text.trim(), confidence }];
  });
}

function confidenceOf(lines: readonly Line[]): number {
  if (lines.length === 0) return 0;
  return lines.reduce((sum, line) => sum + line.confidence, 0) / lines.length;
}

/** A few characters, read without certainty, are structure of the picture that OCR took for letters. */
function isNoise(lines: readonly Line[]): boolean {
  const characters = lines.reduce(
    (sum, line) => sum + line.text.replace(/[^\p{L}\p{N}]/gu, '').length,
    0,
  );
  return characters === 0 || (characters < 6 && confidenceOf(lines) < 90);
}

/** Much text, read with confidence. */
function quality(lines: readonly Line[]): number {
  return lines.reduce((sum, line) => sum + line.text.length * (line.confidence / 100) ** 2, 0);
}

function nothingRead(looks: readonly Look[]): Step {
  const failed = looks.find((look) => look.error !== undefined);
  return refuse(
    'No text was read.',
    failed === undefined
      ? 'No text was found in this figure, at its own size or enlarged.'
      : `Reading the text failed (${failureOf(failed)}).`,
  );
}

function quote(lines: readonly Line[], look: Look): Step {
  const doubtful = lines.filter((line) => line.confidence < GOOD).length;
  const more = (numberAt(look.data, 'total') ?? lines.length) - lines.length;
  const [image] = look.images;
  const evidence: EvidenceItem[] =
    image === undefined ? [] : [{ text: 'Where the text stands', image }];
  const items = lines.map((line) => `- ${line.text}${line.confidence < GOOD ? ' *(unsure)*' : ''}`);
  return {
    type: 'answer',
    thought: `OCR read ${String(lines.length)} lines with a mean confidence of ${formatNumber(confidenceOf(lines), 2)} of 100.`,
    answer: {
      answered: true,
      text: `The figure says:\n\n${items.join('\n')}${more > 0 ? `\n\nand ${String(more)} more lines that were too uncertain or too many to list.` : ''}`,
      ...(lines.length === 1 && lines[0] !== undefined && { value: lines[0].text }),
      uncertainty: `${doubtful === 0 ? 'every line was' : `${String(lines.length - doubtful)} of ${String(lines.length)} lines were`} read with a confidence of at least ${String(GOOD)} of 100; OCR can still take one letter for another`,
      evidence,
    },
  };
}
