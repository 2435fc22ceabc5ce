import {
  CancellationTokenSource,
  commands,
  l10n,
  LanguageModelTextPart,
  LanguageModelToolCallPart,
  window,
  type LanguageModelChat,
} from 'vscode';
import type { Model, ModelDelta, ModelRequest } from '../../reasoning/model.ts';
import type { ModelError } from '../../reasoning/modelError.ts';
import { tools } from '../../reasoning/profiles/tools.ts';
import { CHOOSE_MODEL } from '../models/ids.ts';
import { chatError } from './errors.ts';
import type { ChatModelMemory } from './memory.ts';
import { chatMessages } from './messages.ts';

/** By id, so that a run goes on with the one it has. */
const made = new Map<string, { readonly chat: LanguageModelChat; readonly model: Model }>();

/** A language model of VS Code as Figscope asks it: with the profile `tools`, streaming. */
export function chatModel(id: string, chat: LanguageModelChat, memory: ChatModelMemory): Model {
  const images = !memory.worksByCode(id);
  const known = made.get(id);
  if (known?.chat === chat && known.model.images === images) return known.model;
  const model: Model = {
    id,
    label: chat.name,
    profile: tools,
    images,
    stream: (request, signal) => stream(id, chat, memory, request, signal),
  };
  made.set(id, { chat, model });
  return model;
}

async function* stream(
  id: string,
  chat: LanguageModelChat,
  memory: ChatModelMemory,
  { messages, tools: functions = [] }: ModelRequest,
  signal: AbortSignal,
): AsyncGenerator<ModelDelta, void, undefined> {
  signal.throwIfAborted();
  const source = new CancellationTokenSource();
  const cancel = () => source.cancel();
  signal.addEventListener('abort', cancel, { once: true });
  const images = messages.some(({ parts }) => parts.some(({ type }) => type === 'image'));
  let begun = false;
  try {
    const response = await chat.sendRequest(
      chatMessages(messages),
      {
        justification: l10n.t('Figscope asks this model about the figures that you have chosen.'),
        ...(functions.length > 0 && {
          tools: functions.map(({ name, description, parameters }) => ({
            name,
            description,
            inputSchema: parameters,
          })),
        }),
      },
      source.token,
    );
    for await (const part of response.stream) {
      // Other parts are of kinds that are not stable yet, such as thoughts.
      const delta = deltaOf(part);
      if (!delta) continue;
      if (!begun && images) await memory.setBlind(id, false);
      begun = true;
      yield delta;
    }
    signal.throwIfAborted();
  } catch (error) {
    signal.throwIfAborted();
    const failure = chatError(error, { name: chat.name, images, begun });
    if (failure.kind === 'noImages') {
      await memory.setBlind(id, true);
      void offerCodeAlone(id, failure, memory);
    }
    throw failure;
  } finally {
    // Also where the reader has had enough: the model stops writing.
    signal.removeEventListener('abort', cancel);
    source.cancel();
    source.dispose();
  }
}

function deltaOf(part: unknown): ModelDelta | undefined {
  if (part instanceof LanguageModelTextPart) return { type: 'text', text: part.value };
  if (part instanceof LanguageModelToolCallPart) {
    const { callId, name, input } = part;
    return { type: 'toolCall', id: callId, name, arguments: JSON.stringify(input) };
  }
  return undefined;
}

/** A model that sees nothing may still measure; that is the user's choice, not ours. */
async function offerCodeAlone(
  id: string,
  { message }: ModelError,
  memory: ChatModelMemory,
): Promise<void> {
  const another = l10n.t('Choose Model…');
  const alone = l10n.t('Let It Work by Code Alone');
  const answer = await window.showWarningMessage(message, another, alone);
  if (answer === another) await commands.executeCommand(CHOOSE_MODEL);
  if (answer === alone) await memory.setByCode(id, true);
}
