import type { AnswerEvent, GainCheckedEvent } from '../events.ts';
import type { Model, ModelMessage } from '../model.ts';
import { parseAnswer, type ParsedAnswer } from '../reader/answer.ts';
import { TurnReader } from '../reader/turnReader.ts';
import type { Dialogue } from './dialogue.ts';
import type { OnProgress } from './question.ts';
import { streamReply, type Outcome } from './streamReply.ts';

type Checked = Pick<GainCheckedEvent, 'withheld' | 'effect' | 'text' | 'without'>;

/**
 * Asks for the last answer once more, with the images of the cells withheld. The conversation stays as it is.
 * @returns undefined when there is no image to withhold
 * @throws RunFailure
 */
export async function answerWithoutImages(
  model: Model,
  dialogue: Dialogue,
  answer: AnswerEvent,
  signal: AbortSignal,
  onProgress?: OnProgress,
): Promise<Checked | undefined> {
  const { messages, names } = dialogue.withheld(WITHOUT_IMAGES, withoutImages);
  if (!names.length) return undefined;
  const { tags, plainAnswer } = model.profile;
  const parts = streamReply(model, messages, new TurnReader(tags, plainAnswer), signal, onProgress);
  let next = await parts.next();
  while (!next.done) next = await parts.next();
  return { withheld: names, ...compareAnswers(answer, next.value.outcome, names) };
}

/** What the model is told when it is asked without the images of its cells. */
const WITHOUT_IMAGES =
  'For this check the images of your cells are withheld. Write no code: answer the question now, from what is left.';

const WITHHELD = '(image withheld)';

/** A message with a line of text in place of each image. */
function withoutImages(message: ModelMessage): ModelMessage {
  const parts = message.parts.map((part) =>
    part.type === 'image' ? ({ type: 'text', text: `${WITHHELD}\n` } as const) : part,
  );
  return Object.freeze({ ...message, parts: Object.freeze(parts) });
}

/**
 * Compares an answer with the one given without the images of the cells: S1-VL (arXiv 2604.21409) asks for image operations that are
 * truly necessary; its definition of visual information gain is not public, so the measure is ours: does the answer change?
 * One sample each: a model that samples may also differ by chance.
 */
function compareAnswers(
  withImages: AnswerEvent,
  outcome: Outcome,
  names: readonly string[],
): Omit<Checked, 'withheld'> {
  const without = outcome.type === 'answer' ? parseAnswer(outcome.text) : noAnswer(outcome);
  const effect = effectOf(withImages, without);
  const { text, answered, value, unit } = without;
  return {
    effect,
    text: wordsOf(effect, withImages, without, names),
    without: {
      text,
      answered,
      ...(value !== undefined && { value }),
      ...(unit !== undefined && { unit }),
    },
  };
}

type Compared = Pick<ParsedAnswer, 'text' | 'answered' | 'value' | 'unit'>;

function noAnswer(outcome: Exclude<Outcome, { type: 'answer' }>): Compared {
  const text =
    outcome.type === 'code'
      ? 'No answer: the model wanted to run another cell.'
      : `No answer: the reply had ${outcome.reason}.`;
  return { text, answered: false };
}

function effectOf(a: Compared, b: Compared): GainCheckedEvent['effect'] {
  if (a.answered !== b.answered) return 'changed';
  if (a.value !== undefined && b.value !== undefined)
    return sameValue(a.value, b.value) && sameUnit(a.unit, b.unit) ? 'same' : 'changed';
  return plain(a.text) === plain(b.text) ? 'same' : 'unclear';
}

/** Numbers within one per cent count as the same: counts have to be equal up to a hundred. */
const TOLERANCE = 0.01;

function sameValue(a: number | string, b: number | string): boolean {
  if (typeof a === 'number' && typeof b === 'number')
    return a === b || Math.abs(a - b) < TOLERANCE * Math.max(Math.abs(a), Math.abs(b));
  return plain(String(a)) === plain(String(b));
}

/** A unit that only one of them names is no difference. */
function sameUnit(a: string | undefined, b: string | undefined): boolean {
  return a === undefined || b === undefined || plain(a) === plain(b);
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}.%µ°]+/gu, ' ')
    .trim();
}

function wordsOf(
  effect: GainCheckedEvent['effect'],
  a: Compared,
  b: Compared,
  names: readonly string[],
): string {
  const images = names.length === 1 ? 'the image' : 'the images';
  const begin = `Asked once more without ${images} ${names.join(', ')}, the model`;
  const end = 'One sample each: models that sample may differ by chance.';
  if (!b.answered && a.answered)
    return `${begin} gave no answer: ${images} made the difference. ${end}`;
  if (effect === 'same')
    return `${begin} gave the same answer${b.value === undefined ? '' : `, ${quantity(b)}`}: no difference by this check. ${end}`;
  if (effect === 'unclear')
    return `${begin} answered in other words; read both to judge whether they mean the same. ${end}`;
  if (a.value !== undefined && b.value !== undefined)
    return `${begin} answered ${quantity(b)} instead of ${quantity(a)}: the answer changed. ${end}`;
  return `${begin} gave another answer. ${end}`;
}

function quantity({ value, unit }: Compared): string {
  return `${value ?? ''}${unit ? ` ${unit}` : ''}`;
}
