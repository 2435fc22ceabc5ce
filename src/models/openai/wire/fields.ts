import type { ModelRequest, ToolSpec } from '../../../reasoning/model.ts';
import type { ModelEntry, Sampling } from '../../servers/entry.ts';
import { facts, field } from '../../servers/json.ts';

/** Everything of a request but its messages. The same in every request of a run. */
export function requestFields(entry: ModelEntry, request: ModelRequest): Record<string, unknown> {
  const { model, sampling = {}, thinking, stop, body = {} } = entry;
  const { tools = [] } = request;
  const template = {
    ...(thinking !== undefined && { enable_thinking: thinking }),
    ...asObject(field(body, 'chat_template_kwargs')),
  };
  const { messages: _messages, stream: _stream, ...further } = body;
  return {
    model,
    stream: true,
    stream_options: { include_usage: true },
    ...samplingFields(sampling),
    // The server would find them inside of thoughts too; unless it is told to, the loop finds them by itself.
    ...(stop === 'server' && request.stop.length > 0 && { stop: request.stop }),
    ...(tools.length > 0 && { tools: tools.map(toolField), tool_choice: 'auto' }),
    ...further,
    ...(Object.keys(template).length > 0 && { chat_template_kwargs: template }),
  };
}

function samplingFields(sampling: Sampling): object {
  return facts({
    temperature: sampling.temperature,
    top_p: sampling.topP,
    top_k: sampling.topK,
    min_p: sampling.minP,
    presence_penalty: sampling.presencePenalty,
    frequency_penalty: sampling.frequencyPenalty,
    repetition_penalty: sampling.repetitionPenalty,
    seed: sampling.seed,
    max_tokens: sampling.maxTokens,
  });
}

function toolField({ name, description, parameters }: ToolSpec): object {
  return { type: 'function', function: { name, description, parameters } };
}

function asObject(value: unknown): object {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}
