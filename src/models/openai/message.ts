import { callArguments } from '../../reasoning/callArguments.ts';
import type { ModelImage, ModelMessage } from '../../reasoning/model.ts';

/**
 * One chat message as JSON. Text alone goes as a plain string, which every server takes; images as data URLs in the order of the
 * parts. Images in tool messages are refused by many servers and in assistant messages dropped by templates: they may not be there.
 * @throws Error for an image in such a message, or one that is neither PNG nor JPEG
 */
export function messageText(message: ModelMessage): string {
  const { role, parts, callId } = message;
  const images = parts.some(({ type }) => type === 'image');
  if (images && role !== 'user')
    throw new Error(
      `An image stands in a message of the role ${role}; only the user's may have some.`,
    );
  const text = parts.map((part) => (part.type === 'text' ? part.text : '')).join('');
  const calls = parts.flatMap((part) =>
    part.type === 'toolCall'
      ? [
          {
            id: part.id,
            type: 'function',
            function: { name: part.name, arguments: soundArguments(part.arguments) },
          },
        ]
      : [],
  );
  return JSON.stringify({
    role,
    ...(callId !== undefined && { tool_call_id: callId }),
    content: images ? parts.flatMap(contentPart) : calls.length > 0 && text === '' ? null : text,
    ...(calls.length > 0 && { tool_calls: calls }),
  });
}

/** Servers read the arguments of earlier calls again, and refuse what is no object. What the model wrote stays readable to it. */
function soundArguments(text: string): string {
  return callArguments(text) ? text : JSON.stringify({ code: text });
}

function contentPart(part: ModelMessage['parts'][number]): unknown[] {
  switch (part.type) {
    case 'text':
      return [{ type: 'text', text: part.text }];
    case 'image':
      return [{ type: 'image_url', image_url: { url: dataUrl(part.image) } }];
    case 'toolCall':
      return [];
  }
}

/** What the files begin with. A wrong type is refused by some servers and misread by others. */
const MAGIC: Readonly<Record<ModelImage['mime'], readonly number[]>> = {
  'image/png': [0x89, 0x50, 0x4e, 0x47],
  'image/jpeg': [0xff, 0xd8, 0xff],
};

function dataUrl({ mime, bytes }: ModelImage): string {
  if (!MAGIC[mime].every((byte, index) => bytes[index] === byte))
    throw new Error(`An image for the model is not what it is called, ${mime}.`);
  const base64 = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
  return `data:${mime};base64,${base64}`;
}
