import type { ModelMessage, ModelRequest, ToolSpec } from '../../reasoning/model.ts';
import type { ModelEntry } from '../servers/entry.ts';
import { messageText } from './message.ts';

const COMMA = Buffer.from(',');
const END = Buffer.from(']}');

/**
 * The body of a request, as JSON in UTF-8. What stays the same in a run stands before the messages, so that the body of a turn begins
 * with that of the turn before, byte for byte, up to its closing brackets: that is what prefix caches see.
 */
export function requestBody(entry: ModelEntry, request: ModelRequest): Buffer {
  // Whatever the user's own fields say: the messages are the conversation's.
  const { messages: _, ...further } = entry.body ?? {};
  const head = JSON.stringify({ ...further, ...headOf(entry, request) });
  const messages = request.messages.flatMap((message, index) =>
    index === 0 ? [wireMessage(message)] : [COMMA, wireMessage(message)],
  );
  return Buffer.concat([Buffer.from(`${head.slice(0, -1)},"messages":[`), ...messages, END]);
}

function headOf(entry: ModelEntry, { stop, tools = [] }: ModelRequest): Record<string, unknown> {
  const { sampling = {}, thinking } = entry;
  return defined({
    model: entry.model,
    stream: true,
    stream_options: { include_usage: true },
    temperature: sampling.temperature,
    top_p: sampling.topP,
    top_k: sampling.topK,
    min_p: sampling.minP,
    presence_penalty: sampling.presencePenalty,
    frequency_penalty: sampling.frequencyPenalty,
    repetition_penalty: sampling.repetitionPenalty,
    seed: sampling.seed,
    max_tokens: sampling.maxTokens,
    // Servers find stop strings inside thinking as well; the loop's reader does not, and ends the reply by itself.
    stop: entry.stop === 'server' && stop.length > 0 ? stop : undefined,
    chat_template_kwargs:
      thinking === undefined
        ? undefined
        : { ...Object(entry.body?.['chat_template_kwargs']), enable_thinking: thinking },
    ...(tools.length > 0 && { tools: tools.map(wireTool), tool_choice: 'auto' }),
  });
}

/** Without what is not set. */
function defined(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

function wireTool({ name, description, parameters }: ToolSpec): unknown {
  return { type: 'function', function: { name, description, parameters } };
}

/**
 * Messages never change once they are made: each is put into JSON, its images into base64, once. Bytes, not strings: one letter beyond
 * Latin-1 would make a string of all the images twice as large, and have it encoded again in every turn.
 */
const wired = new WeakMap<ModelMessage, Uint8Array>();

function wireMessage(message: ModelMessage): Uint8Array {
  const known = wired.get(message);
  if (known) return known;
  const bytes = Buffer.from(messageText(message));
  wired.set(message, bytes);
  return bytes;
}
