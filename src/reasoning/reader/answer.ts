import type { Box } from '../../figures/frame.ts';
import type { AnswerEvent, Evidence } from '../events.ts';
import { lastBoxed } from './boxed.ts';
import { plainText, readQuantity, type Quantity } from './quantity.ts';

/** An answer taken apart, before its evidence is checked against the run. */
export type ParsedAnswer = Pick<
  AnswerEvent,
  'text' | 'answered' | 'value' | 'unit' | 'uncertainty' | 'evidence'
>;

const HEADING = String.raw`^[ \t]*(?:[-*][ \t]+)?(?:\*\*|__)?`;
const UNCERTAINTY = new RegExp(`${HEADING}Uncertainty:?(?:\\*\\*|__)?:?[ \\t]*(.+)$`, 'imu');
const EVIDENCE =
  /(?:^|(?<=[.!?}*])[ \t]+)[ \t]*(?:[-*][ \t]+)?(?:#+[ \t]*)?(?:\*\*|__)?Evidence:?(?:\*\*|__)?:?[ \t]*$/imu;
const EVIDENCE_LINE = /^[ \t]*(?:[-*][ \t]+)?(?:\*\*|__)?Evidence:(?:\*\*|__)?[ \t]+(\S.*)$/imu;
const NOT_ANSWERED = /^\s*(?:\*\*)?Not answered:(?:\*\*)?\s*/iu;
const BULLET = /^[ \t]*[-*•][ \t]+(.+)$/u;

/**
 * Takes an answer apart: the value in `\boxed{}` (or an answer that is nothing but a number), the line
 * `Uncertainty:`, the bullets under `Evidence:`, and "Not answered:". What is left is the text, Markdown.
 */
export function parseAnswer(raw: string): ParsedAnswer {
  const { rest, evidence } = takeEvidence(raw.replace(/\r\n?/gu, '\n'));
  const uncertain = UNCERTAINTY.exec(rest);
  const withoutUncertainty = uncertain ? rest.replace(uncertain[0], '') : rest;
  const notAnswered = NOT_ANSWERED.test(withoutUncertainty);
  const { text, quantity } = takeValue(withoutUncertainty.replace(NOT_ANSWERED, ''));
  const uncertainty = uncertain?.[1]?.trim() ?? quantity?.uncertainty;
  return {
    text,
    answered: !notAnswered,
    ...(quantity && !notAnswered && { value: quantity.value }),
    ...(quantity?.unit !== undefined && !notAnswered && { unit: quantity.unit }),
    ...(uncertainty !== undefined && { uncertainty }),
    evidence,
  };
}

function takeValue(text: string): { text: string; quantity?: Quantity } {
  const boxed = lastBoxed(text);
  if (!boxed) {
    const clean = tidy(text);
    // A sentence that begins with a number is no value.
    const quantity = readQuantity(/^[^\n]{1,24}(?<![.!?])$/u.test(clean) ? clean : '');
    return typeof quantity.value === 'number' ? { text: clean, quantity } : { text: clean };
  }
  const shown = plainText(boxed.content);
  let before = text.slice(0, boxed.start);
  let after = text.slice(boxed.end);
  // $\boxed{57}$ and \(\boxed{57}\): the marks of the formula go with it.
  for (const [open, close] of [
    ['$$', '$$'],
    ['$', '$'],
    ['\\(', '\\)'],
    ['\\[', '\\]'],
  ] as const)
    if (before.trimEnd().endsWith(open) && after.trimStart().startsWith(close)) {
      before = before.trimEnd().slice(0, -open.length);
      after = after.trimStart().slice(close.length);
    }
  const lineStart = before.slice(before.lastIndexOf('\n') + 1);
  const lineEnd = after.slice(0, after.includes('\n') ? after.indexOf('\n') : undefined);
  const alone = /^\s*(?:\*\*)?(?:(?:final )?(?:answer|value):?)?(?:\*\*)?\s*$/iu.test(lineStart);
  const ownLine = alone && /^[\s.*]*$/u.test(lineEnd);
  const without = tidy(
    ownLine
      ? before.slice(0, before.length - lineStart.length) + after.slice(lineEnd.length)
      : `${before}${shown}${after}`,
  );
  return { text: without || shown, quantity: readQuantity(boxed.content) };
}

function takeEvidence(text: string): { rest: string; evidence: Evidence[] } {
  const heading = EVIDENCE.exec(text);
  if (!heading) return takeOneLine(text);
  const lines = text.slice(heading.index + heading[0].length).split('\n');
  const evidence: Evidence[] = [];
  let index = 0;
  for (; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    const bullet = BULLET.exec(line)?.[1];
    if (bullet && !UNCERTAINTY.test(line)) evidence.push(readEvidence(bullet));
    else if (line.trim()) break;
  }
  return { rest: text.slice(0, heading.index) + lines.slice(index).join('\n'), evidence };
}

/** `Evidence: [t1-1] …` on one line. */
function takeOneLine(text: string): { rest: string; evidence: Evidence[] } {
  const line = EVIDENCE_LINE.exec(text);
  if (!line?.[1]) return { rest: text, evidence: [] };
  return { rest: text.replace(line[0], ''), evidence: [readEvidence(line[1])] };
}

const IMAGE = /\[(t\d+(?:r\d+)?-\d+|image_\d+)\]:?/u;
const REGION =
  /\[?(image_\d+)\]?\s*(?:region\s*)?\[\s*(-?[\d.]+)\s*,\s*(-?[\d.]+)\s*,\s*(-?[\d.]+)\s*,\s*(-?[\d.]+)\s*\]:?/u;

function readEvidence(bullet: string): Evidence {
  const region = REGION.exec(bullet);
  if (region) {
    const [whole, figure = '', ...numbers] = region;
    const box = numbers.map(Number) as unknown as Box;
    return { text: tidy(bullet.replace(whole, '')) || bullet, frame: { figure, box, scale: 1 } };
  }
  const image = IMAGE.exec(bullet);
  if (!image?.[1]) return { text: bullet.trim() };
  const text = image.index === 0 ? bullet.slice(image[0].length) : bullet;
  return { text: tidy(text) || bullet, image: image[1] };
}

function tidy(text: string): string {
  return text
    .replace(/[ \t]+$/gmu, '')
    .replace(/\n{3,}/gu, '\n\n')
    .trim();
}
