import type { ChatMessage, ChatPart, GenerateParams } from '../../inference/protocol.ts';
import { callArguments } from '../../reasoning/callArguments.ts';
import type { MessagePart, ModelMessage, ModelRequest, ToolSpec } from '../../reasoning/model.ts';
import type { LocalEntry } from './entry.ts';
import { CALL_CLOSE } from './toolCallReader.ts';

/** A request in the terms of the inference process. */
export function generateParams(entry: LocalEntry, request: ModelRequest): GenerateParams {
  const { sampling = {}, maxTokens, thinking, thinkingBudget } = entry;
  const { messages, stop, tools = [] } = request;
  return {
    messages: messages.map(chatMessage),
    sampling,
    // After a call the model waits for its result: what it would write before that is of no use.
    stop: tools.length > 0 ? [...stop, CALL_CLOSE] : stop,
    ...(tools.length > 0 && { tools: tools.map(chatTool) }),
    ...(maxTokens !== undefined && { maxTokens }),
    ...(thinking !== undefined && { thinking }),
    ...(thinkingBudget !== undefined && { thinkingBudget }),
  };
}

/** A message as chat templates take it. */
export function chatMessage({ role, parts }: ModelMessage): ChatMessage {
  return { role, parts: parts.map(chatPart) };
}

function chatPart(part: MessagePart): ChatPart {
  switch (part.type) {
    case 'text':
      return part;
    case 'image':
      return { type: 'image', mime: part.image.mime, bytes: part.image.bytes };
    case 'toolCall':
      return { type: 'toolCall', name: part.name, arguments: soundArguments(part.arguments) };
  }
}

/** Templates want an object. What the model wrote instead of one stays readable to it. */
function soundArguments(text: string): Readonly<Record<string, unknown>> {
  return { ...(callArguments(text) ?? { code: text }) };
}

function chatTool({ name, description, parameters }: ToolSpec): Record<string, unknown> {
  return { type: 'function', function: { name, description, parameters } };
}
