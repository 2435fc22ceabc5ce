import type { ModelMessage } from '../model.ts';
import type { PromptFigure } from '../prompt/context.ts';
import { parseObservationText, parseTurnsLine, type ObservationContent } from './observation.ts';
import { parseQuestionText, type QuestionContent } from './question.ts';

/** The text of a message, its images left out. */
export function messageText(message: ModelMessage): string {
  return message.parts.map((part) => (part.type === 'text' ? part.text : '')).join('');
}

/** What an observation message says; undefined when the message is another one. */
export function parseObservation(message: ModelMessage): ObservationContent | undefined {
  if (message.role !== 'user' && message.role !== 'tool') return undefined;
  return parseObservationText(messageText(message));
}

/** What a question message says; undefined when the message is another one. */
export function parseQuestion(message: ModelMessage): QuestionContent | undefined {
  if (message.role !== 'user' || parseObservation(message)) return undefined;
  return parseQuestionText(messageText(message));
}

/** Where a conversation stands. */
export interface ConversationState {
  /** The question to answer: the last one asked. */
  readonly question: QuestionContent;
  readonly figures: readonly PromptFigure[];
  /** Observations since that question, in order. */
  readonly observations: readonly ObservationContent[];
  /** Observations of earlier questions of the run. */
  readonly earlier: readonly ObservationContent[];
  /** The model's own turns since that question. */
  readonly replies: readonly string[];
  /** 1: the next turn has to be the answer. */
  readonly turnsLeft: number;
}

/** Reads the messages of a request; undefined when they hold no question. For models that work by rules. */
export function readConversation(messages: readonly ModelMessage[]): ConversationState | undefined {
  let question: QuestionContent | undefined;
  let figures: readonly PromptFigure[] = [];
  let earlier: readonly ObservationContent[] = [];
  let observations: ObservationContent[] = [];
  let replies: string[] = [];
  let turnsLeft = 0;
  for (const message of messages) {
    const asked = parseQuestion(message);
    const observed = asked ? undefined : parseObservation(message);
    if (asked) {
      question = asked;
      if (asked.figures.length) figures = asked.figures;
      earlier = [...earlier, ...observations];
      observations = [];
      replies = [];
    } else if (observed) observations.push(observed);
    else if (message.role === 'assistant') replies.push(messageText(message));
    turnsLeft = asked?.turnsLeft ?? observed?.turnsLeft ?? remindedTurns(message) ?? turnsLeft;
  }
  return question && { question, figures, observations, earlier, replies, turnsLeft };
}

/** The turns left that a reminder tells. */
function remindedTurns(message: ModelMessage): number | undefined {
  if (message.role !== 'user' && message.role !== 'tool') return undefined;
  const lines = messageText(message).split('\n');
  return lines.map(parseTurnsLine).findLast((count) => count !== undefined);
}
