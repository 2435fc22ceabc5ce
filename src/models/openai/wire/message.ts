import type { MessagePart, ModelMessage, ToolCallPart } from '../../../reasoning/model.ts';
import { dataUrl } from './image.ts';

/** Messages are frozen and live as long as their run: each is written, and its images are encoded, once. */
const written = new WeakMap<ModelMessage, Uint8Array>();

/**
 * One chat message as UTF-8 JSON. The same object gives the same bytes.
 * @throws ModelError when an image is neither PNG nor JPEG
 */
export function messageBytes(message: ModelMessage): Uint8Array {
  const known = written.get(message);
  if (known) return known;
  const bytes = Buffer.from(JSON.stringify(chatMessage(message)));
  written.set(message, bytes);
  return bytes;
}

function chatMessage({ role, parts, callId }: ModelMessage): Record<string, unknown> {
  const calls = parts.filter((part) => part.type === 'toolCall');
  const content = contentOf(parts);
  return {
    role,
    ...(callId !== undefined && { tool_call_id: callId }),
    content: calls.length > 0 && content === '' ? null : content,
    ...(calls.length > 0 && { tool_calls: calls.map(chatCall) }),
  };
}

function contentOf(parts: readonly MessagePart[]): unknown {
  const shown = parts.filter((part) => part.type !== 'toolCall');
  // Several servers and chat templates take a plain string only where there are no images.
  if (shown.every((part) => part.type === 'text')) return shown.map(({ text }) => text).join('');
  return shown
    .filter((part) => part.type === 'image' || part.text !== '')
    .map((part) =>
      part.type === 'text'
        ? { type: 'text', text: part.text }
        : { type: 'image_url', image_url: { url: dataUrl(part.image) } },
    );
}

function chatCall({ id, name, arguments: args }: ToolCallPart): Record<string, unknown> {
  return { id, type: 'function', function: { name, arguments: args } };
}
