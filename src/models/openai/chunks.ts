import type { ModelDelta, Usage } from '../../reasoning/model.ts';
import type { ModelError } from '../../reasoning/modelError.ts';
import { list } from '../servers/json.ts';

interface OpenCall {
  readonly index: number | undefined;
  id: string;
  name: string;
  arguments: string;
}

/** Turns chunks of a chat completion, or a whole one, into deltas. Lenient: engines differ in what they leave out. */
export class ChunkReader {
  readonly #errorOf: (value: unknown) => ModelError;
  #calls: OpenCall[] = [];
  #given: number;
  /** Has the server said why the reply ended? */
  finished = false;
  /** Has it said that it gave the reply up? */
  givenUp = false;

  /** @param callsBefore calls that the conversation has already: ids that we make differ from theirs */
  constructor(errorOf: (value: unknown) => ModelError, callsBefore = 0) {
    this.#errorOf = errorOf;
    this.#given = callsBefore;
  }

  /** @throws what `errorOf` makes of an error that the server tells */
  *read(value: unknown): Generator<ModelDelta, void, undefined> {
    const chunk = record(value);
    if (chunk['error'] != null) throw this.#errorOf(chunk['error']);
    const choice = record(list(chunk['choices'])[0]);
    const delta = record(choice['delta'] ?? choice['message']);
    // One of the two names, or both with the same text.
    const thought =
      texts(delta['reasoning'], 'thinking') || texts(delta['reasoning_content'], 'thinking');
    if (thought) yield { type: 'thought', text: thought };
    const text = texts(delta['content'], 'text');
    if (text) yield { type: 'text', text };
    for (const call of list(delta['tool_calls'])) this.#callPart(record(call));
    const reason = choice['finish_reason'];
    // Some servers write an empty reason where others have null.
    if (typeof reason === 'string' && reason !== '') yield* this.#finish(reason);
    const usage = usageOf(chunk);
    if (usage) yield { type: 'usage', ...usage };
  }

  /** The stream is over: gives calls that no reason closed. */
  *end(): Generator<ModelDelta, void, undefined> {
    if (this.#calls.length > 0 && !this.finished) yield* this.#finish('tool_calls');
  }

  #callPart(part: Record<string, unknown>): void {
    const { name, arguments: given } = record(part['function']);
    const call = this.#callOf(part['index'], part['id'], name);
    if (typeof part['id'] === 'string' && part['id']) call.id = part['id'];
    // Some servers repeat the name with every piece.
    if (typeof name === 'string' && name !== call.name) call.name += name;
    // Some servers give the arguments as an object rather than as its text.
    if (typeof given === 'string') call.arguments += given;
    else if (given != null) call.arguments = JSON.stringify(given);
  }

  /** The call that a piece belongs to. Some servers give all calls the index 0, or none: a name with another id begins another. */
  #callOf(given: unknown, id: unknown, name: unknown): OpenCall {
    const index = typeof given === 'number' ? given : undefined;
    const known =
      index === undefined
        ? this.#calls.at(-1)
        : this.#calls.findLast((call) => call.index === index);
    const another =
      Boolean(name) &&
      (index === undefined ? !id || id !== known?.id : Boolean(id && known?.id && id !== known.id));
    if (known && !another) return known;
    const call: OpenCall = { index, id: '', name: '', arguments: '' };
    this.#calls.push(call);
    return call;
  }

  *#finish(reason: string): Generator<ModelDelta, void, undefined> {
    // Some servers say it once more with the count of tokens.
    if (this.finished) return;
    if (GIVEN_UP.has(reason)) {
      this.givenUp = true;
      return;
    }
    this.finished = true;
    for (const { id, name, arguments: args } of this.#calls) {
      this.#given += 1;
      yield { type: 'toolCall', id: id || `call_${this.#given}`, name, arguments: args };
    }
    this.#calls = [];
    const known = REASONS[reason] ?? 'stop';
    if (known === 'filter')
      yield {
        type: 'notice',
        level: 'warning',
        text: 'The server’s content filter ended the reply. Ask in other words, or choose another model.',
      };
    yield { type: 'end', reason: known };
  }
}

/** Reasons with which engines say that they did not finish: the request was aborted, or failed inside. */
const GIVEN_UP = new Set(['abort', 'error']);

const REASONS: Readonly<Record<string, Extract<ModelDelta, { type: 'end' }>['reason']>> = {
  length: 'length',
  max_tokens: 'length',
  tool_calls: 'toolCalls',
  function_call: 'toolCalls',
  content_filter: 'filter',
};

/** A text, or one in parts, as some servers give it. */
function texts(value: unknown, kind: 'text' | 'thinking'): string {
  if (typeof value === 'string') return value;
  return list(value)
    .map((part) => {
      const inner = record(part)[kind] ?? record(part)['text'];
      return typeof inner === 'string' ? inner : '';
    })
    .join('');
}

/** Token counts; llama-server tells them as timings too. */
function usageOf(chunk: Record<string, unknown>): Usage | undefined {
  const usage = record(chunk['usage']);
  const timings = record(chunk['timings']);
  const cachedTokens =
    count(record(usage['prompt_tokens_details'])['cached_tokens']) ?? count(timings['cache_n']);
  const evaluated = count(timings['prompt_n']);
  const promptTokens =
    count(usage['prompt_tokens']) ??
    (evaluated === undefined ? undefined : evaluated + (cachedTokens ?? 0));
  const completionTokens = count(usage['completion_tokens']) ?? count(timings['predicted_n']);
  if (promptTokens === undefined && completionTokens === undefined) return undefined;
  return {
    ...(promptTokens !== undefined && { promptTokens }),
    ...(cachedTokens !== undefined && { cachedTokens }),
    ...(completionTokens !== undefined && { completionTokens }),
  };
}

function count(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
