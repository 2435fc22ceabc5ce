import {
  LanguageModelChatMessage,
  LanguageModelDataPart,
  LanguageModelTextPart,
  LanguageModelToolCallPart,
  LanguageModelToolResultPart,
} from 'vscode';
import { callArguments } from '../../reasoning/callArguments.ts';
import type { MessagePart, ModelMessage } from '../../reasoning/model.ts';

/** Messages as VS Code's API takes them: it has no system role, so that the system text comes first, from the user. */
export function chatMessages(messages: readonly ModelMessage[]): LanguageModelChatMessage[] {
  return messages.map(({ role, parts, callId }) => {
    if (role === 'assistant')
      return LanguageModelChatMessage.Assistant(parts.flatMap(assistantPart));
    const content = parts.flatMap(userPart);
    return LanguageModelChatMessage.User(
      role === 'tool' && callId !== undefined
        ? [new LanguageModelToolResultPart(callId, content)]
        : content,
    );
  });
}

function userPart(part: MessagePart): (LanguageModelTextPart | LanguageModelDataPart)[] {
  if (part.type === 'text') return [new LanguageModelTextPart(part.text)];
  if (part.type === 'image')
    return [LanguageModelDataPart.image(part.image.bytes, part.image.mime)];
  return [];
}

function assistantPart(part: MessagePart): (LanguageModelTextPart | LanguageModelToolCallPart)[] {
  if (part.type === 'text') return [new LanguageModelTextPart(part.text)];
  if (part.type === 'toolCall')
    return [
      new LanguageModelToolCallPart(
        part.id,
        part.name,
        // What is no object was written by another model, or by mistake: this one is to see it as it was.
        callArguments(part.arguments) ?? { code: part.arguments },
      ),
    ];
  return [];
}
