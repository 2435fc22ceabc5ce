import {
  parseQuestion,
  readConversation,
  type ModelMessage,
  type ObservationContent,
} from '../../reasoning/index.ts';
import { lastJsonObject } from './json.ts';
import type { Reading } from './question/intent.ts';
import { contextAfter, readQuestion, type QuestionContext } from './question/parse.ts';
import type { Look, Scene } from './step.ts';

/** All that the analyst knows when it is its turn. */
export interface Situation {
  readonly reading: Reading;
  readonly scene: Scene;
  readonly looks: readonly Look[];
  /** 1: this turn must be the answer. */
  readonly turnsLeft: number;
  /** The question wants code to run before it is answered. */
  readonly mustLook: boolean;
}

/** Reads the messages of a run; undefined when they hold no question. */
export function readSituation(messages: readonly ModelMessage[]): Situation | undefined {
  const state = readConversation(messages);
  if (state === undefined) return undefined;
  const { question, figures, observations } = state;
  const mayLook = question.mode !== 'reasoning';
  return {
    reading: readQuestion(question.question, contextOf(messages)),
    scene: { figures, mayLook, ...(question.region !== undefined && { region: question.region }) },
    looks: observations.map(toLook),
    turnsLeft: observations.at(-1)?.turnsLeft ?? question.turnsLeft,
    mustLook: question.mode === 'images' && observations.length === 0,
  };
}

/** What the questions before the last one were about. */
function contextOf(messages: readonly ModelMessage[]): QuestionContext {
  const questions = messages.flatMap((message) => parseQuestion(message)?.question ?? []);
  let context: QuestionContext = {};
  for (const question of questions.slice(0, -1)) {
    const reading = readQuestion(question, context);
    if (reading.understood) context = contextAfter(context, reading.intents);
  }
  return context;
}

function toLook(observation: ObservationContent): Look {
  const { stdout, error, images, notes } = observation;
  const data = lastJsonObject(stdout);
  return {
    images: images.map((image) => image.name),
    notes,
    ...(data !== undefined && error === undefined && { data }),
    ...(error !== undefined && { error: { type: error.type, message: error.message } }),
  };
}
