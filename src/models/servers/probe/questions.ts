import type { ModelMessage, ModelRequest, ToolSpec } from '../../../reasoning/model.ts';
import { squaresPicture } from './picture.ts';

/** Squares on the single picture, and on the two pictures that are sent together. */
export const ONE_COUNT = 7;
export const TWO_COUNTS: readonly [number, number] = [5, 3];

const system: ModelMessage = {
  role: 'system',
  parts: [
    {
      type: 'text',
      text: 'You are being tested by a program that reads your replies. Do exactly what is asked, think briefly, and answer with as few words as you can.',
    },
  ],
};

function user(text: string, squares: readonly number[] = []): ModelMessage {
  return {
    role: 'user',
    parts: [
      ...squares.map((count) => ({ type: 'image' as const, image: squaresPicture(count) })),
      { type: 'text', text },
    ],
  };
}

/** Needs nothing but text. */
export function textQuestion(): ModelRequest {
  return {
    messages: [system, user('Answer with the numbers from 1 to 20, separated by commas.')],
    stop: [],
  };
}

export function imageQuestion(): ModelRequest {
  return {
    messages: [
      system,
      user('How many red squares are in this picture? Answer with the number alone.', [ONE_COUNT]),
    ],
    stop: [],
  };
}

export function imagesQuestion(): ModelRequest {
  return {
    messages: [
      system,
      user(
        'How many red squares are in the first picture, and how many in the second? Answer with the two numbers alone, separated by a comma.',
        TWO_COUNTS,
      ),
    ],
    stop: [],
  };
}

/** The same conversation again and one question more: everything before it could come from the server's cache. */
export function followUp({ messages }: ModelRequest, reply: string): ModelRequest {
  return {
    messages: [
      ...messages,
      { role: 'assistant', parts: [{ type: 'text', text: reply === '' ? 'Done.' : reply }] },
      user('Thank you. Answer now with the word: done.'),
    ],
    stop: [],
  };
}

const report: ToolSpec = {
  name: 'report_number',
  description: 'Takes the number that the user names.',
  parameters: {
    type: 'object',
    properties: { number: { type: 'integer', description: 'the number' } },
    required: ['number'],
    additionalProperties: false,
  },
};
export const TOOL_NUMBER = 42;

export function toolQuestion(): ModelRequest {
  return {
    messages: [system, user(`Call the function ${report.name} with the number ${TOOL_NUMBER}.`)],
    stop: [],
    tools: [report],
  };
}

/** Did the model call the function with the number? */
export function calledRight(
  calls: readonly { readonly name: string; readonly arguments: string }[],
): boolean {
  return calls.some((call) => {
    if (call.name !== report.name) return false;
    try {
      const given = JSON.parse(call.arguments) as { number?: unknown } | null;
      return Number(given?.number) === TOOL_NUMBER;
    } catch {
      // Broken arguments are an answer to the question that is asked here: no.
      return false;
    }
  });
}
