import type { ModelDelta, Usage } from '../../reasoning/model.ts';
import type { ModelError } from '../../reasoning/modelError.ts';

interface OpenCall {
  id: string;
  name: string;
  arguments: string;
}

/** Turns chunks of a chat completion, or a whole one, into deltas. Lenient: engines differ in what they leave out. */
export class ChunkReader {
  readonly #errorOf: (value: unknown) => ModelError;
  /** Calls by the index that the server gives them. */
  readonly #calls = new Map<number, OpenCall>();
  #given = 0;
  /** Has the server said why the reply ended? */
  finished = false;

  constructor(errorOf: (value: unknown) => ModelError) {
    this.#errorOf = errorOf;
  }

  /** @throws what `errorOf` makes of an error that the server tells */
  *read(value: unknown): Generator<ModelDelta, void, undefined> {
    const chunk = record(value);
    if (chunk['error'] != null) throw this.#errorOf(chunk['error']);
    const choice = record(list(chunk['choices'])[0]);
    const delta = record(choice['delta'] ?? choice['message']);
    const thought = texts(delta['reasoning'] ?? delta['reasoning_content'], 'thinking');
    if (thought) yield { type: 'thought', text: thought };
    const text = texts(delta['content'], 'text');
    if (text) yield { type: 'text', text };
    list(delta['tool_calls']).forEach((call, position) => this.#callPart(record(call), position));
    if (typeof choice['finish_reason'] === 'string') yield* this.#finish(choice['finish_reason']);
    const usage = usageOf(chunk);
    if (usage) yield { type: 'usage', ...usage };
  }

  /** The stream is over: gives calls that no reason closed. */
  *end(): Generator<ModelDelta, void, undefined> {
    if (this.#calls.size > 0 && !this.finished) yield* this.#finish('tool_calls');
  }

  #callPart(part: Record<string, unknown>, position: number): void {
    const index = typeof part['index'] === 'number' ? part['index'] : position;
    const call = this.#calls.get(index) ?? { id: '', name: '', arguments: '' };
    this.#calls.set(index, call);
    const { name, arguments: given } = record(part['function']);
    if (typeof part['id'] === 'string' && part['id']) call.id = part['id'];
    if (typeof name === 'string') call.name += name;
    // Some servers give the arguments as an object rather than as its text.
    if (typeof given === 'string') call.arguments += given;
    else if (given != null) call.arguments = JSON.stringify(given);
  }

  *#finish(reason: string): Generator<ModelDelta, void, undefined> {
    this.finished = true;
    for (const call of this.#calls.values()) {
      this.#given += 1;
      yield { type: 'toolCall', ...call, id: call.id || `call_${this.#given}` };
    }
    this.#calls.clear();
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

const REASONS: Readonly<Record<string, Extract<ModelDelta, { type: 'end' }>['reason']>> = {
  length: 'length',
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

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
