import { readBars } from './bars.ts';
import { readGeneral } from './general.ts';
import type { BarIntent, Intent, ObjectIntent, Reading } from './intent.ts';
import { readObjects } from './objects.ts';
import { Phrase } from './phrase.ts';
import { readText } from './texts.ts';
import { doubtfulTopic, forbiddenTopic, refusalFor } from './topics.ts';

/** What earlier questions of the run were about, for questions that lean on them. */
export interface QuestionContext {
  readonly objects?: ObjectIntent;
  readonly bars?: BarIntent;
}

/**
 * Reads a question. Every word must have a place in the reading, be a filler, or stand where the name of a bar can
 * stand; else the question counts as not understood. Never throws.
 * @param context what the questions before were about; `contextAfter` makes it
 */
export function readQuestion(question: string, context: QuestionContext = {}): Reading {
  const forbidden = forbiddenTopic(question);
  if (forbidden !== undefined) return { understood: false, refusal: forbidden };
  const questions = readParts(question.split(STRONG), context);
  if (questions !== undefined) return understood(questions);
  const whole = readOne(question, context);
  if (whole !== undefined && !isTentative(whole.intent)) return understood([whole]);
  const parts = readParts(question.split(WEAK), context);
  if (parts !== undefined) return understood(parts);
  if (whole !== undefined) return understood([whole]);
  return { understood: false, refusal: refusalFor(question, unreadWords(question)) };
}

/** Context for the next question. */
export function contextAfter(
  context: QuestionContext,
  intents: readonly Intent[],
): QuestionContext {
  let next = context;
  for (const intent of intents) {
    if (intent.kind === 'either') next = { objects: intent.objects, bars: intent.bars };
    else if (isBarIntent(intent)) next = { bars: intent };
    else if (isObjectIntent(intent)) next = { objects: intent };
  }
  return next;
}

export function isObjectIntent(intent: Intent): intent is ObjectIntent {
  return 'objects' in intent && intent.kind !== 'either';
}

export function isBarIntent(intent: Intent): intent is BarIntent {
  return 'mention' in intent;
}

interface One {
  readonly intent: Intent;
  readonly phrase: Phrase;
}

function understood(readings: readonly One[]): Reading {
  return {
    understood: true,
    intents: readings.map(({ intent }) => intent),
    corrections: readings.flatMap(({ phrase }) => phrase.corrections),
  };
}

function isTentative(intent: Intent): boolean {
  return isBarIntent(intent) && !intent.certain;
}

function readOne(question: string, context: QuestionContext): One | undefined {
  for (const spelling of [true, false]) {
    const phrase = Phrase.of(question, spelling);
    const intent = readPhrase(phrase, context);
    if (intent !== undefined) return { intent, phrase };
    if (phrase.corrections.length === 0) return undefined;
  }
  return undefined;
}

function readPhrase(phrase: Phrase, context: QuestionContext): Intent | undefined {
  const fixed = readGeneral(phrase.fresh()) ?? readText(phrase.fresh());
  if (fixed !== undefined) return fixed;
  const objects = readObjects(phrase.fresh(), context.objects);
  const bars = readBars(phrase.fresh(), context.bars);
  if (objects?.explicit === true) return objects.intent;
  if (bars?.explicit === true && bars.intent.certain) return bars.intent;
  if (objects !== undefined && context.objects !== undefined && context.bars === undefined)
    return objects.intent;
  if (bars !== undefined && context.bars !== undefined && context.objects === undefined)
    return bars.intent;
  if (objects !== undefined && bars?.intent.certain === true)
    return { kind: 'either', objects: objects.intent, bars: bars.intent };
  if (objects !== undefined) return objects.intent;
  return bars !== undefined && mayBeBars(phrase, bars.intent) ? bars.intent : undefined;
}

/** A tentative reading is dropped where the question speaks of objects, or asks what there is. */
function mayBeBars(phrase: Phrase, bars: BarIntent): boolean {
  if (bars.certain) return true;
  const negated = phrase.has("n't|not|no|never|without");
  const objects = phrase.words.some((word) => word.noun !== undefined);
  const counted = bars.kind === 'barValue' && phrase.has('many|number') && bars.words.length < 2;
  const doubtful =
    ['barValue', 'barsBeyond'].includes(bars.kind) && doubtfulTopic(phrase.text) !== undefined;
  const exists = phrase.has('are|is there', 'bright|dark|stained');
  return !negated && !objects && !exists && !counted && !doubtful;
}

/** Each piece has a question word of its own. */
const STRONG = /[?;]+|\.(?=\s|$)|,?\s+and\s+(?=(?:what|how|which|where)\b)/i;

/** The second piece leans on the first: "… and their median size". */
const WEAK = /[?;]+|\.(?=\s|$)|,?\s+and\s+(?=(?:what|how|which|where|their|its|the)\b)/i;

/** "How many nuclei are there and what is their median size?": every part must be understood by itself. */
function readParts(pieces: readonly string[], context: QuestionContext): One[] | undefined {
  const parts = pieces.map((part) => part.trim()).filter((part) => !isEmpty(part));
  if (parts.length < 2 || parts.length > 4) return undefined;
  const readings: One[] = [];
  let following = context;
  for (const part of parts) {
    const reading = readOne(part, following);
    if (reading === undefined || isTentative(reading.intent)) return undefined;
    readings.push(reading);
    following = contextAfter(following, [reading.intent]);
  }
  return readings;
}

function unreadWords(question: string): string[] {
  const phrase = Phrase.of(question, true);
  readObjects(phrase);
  return phrase.rest().map((word) => word.token.text);
}

/** True for pieces that ask nothing: "Thanks!" */
function isEmpty(piece: string): boolean {
  const phrase = Phrase.of(piece, false);
  return phrase.rest().length === 0 && !phrase.has('what|how|which|where|who|whats');
}
