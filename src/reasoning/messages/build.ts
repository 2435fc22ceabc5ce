import type { ImagePart, ModelImage, ModelMessage, TextPart } from '../model.ts';
import type { Profile } from '../profiles/profile.ts';
import type { ShownImage } from '../sandbox.ts';
import { turnsLine, type ObservationPiece } from './observation.ts';

/** Images of a message by the name that its text gives them. */
export type NamedImages = ReadonlyMap<string, ModelImage>;

/** A shown image as it goes to a model: the PNG of the sandbox, untouched. */
export function modelImage({ png, width, height, frame }: ShownImage): ModelImage {
  return { mime: 'image/png', bytes: png, width, height, ...(frame && { frame }) };
}

/** The system message of a run. */
export function systemMessage(text: string): ModelMessage {
  return message('system', [{ type: 'text', text }]);
}

/** A turn of the model as it goes back to it. Servers refuse empty turns, so an empty reply is named. */
export function assistantMessage(reply: string): ModelMessage {
  return message('assistant', [{ type: 'text', text: reply.trim() ? reply : '(empty reply)' }]);
}

/** The user message with a question. */
export function questionMessage(
  pieces: readonly ObservationPiece[],
  images: NamedImages,
): ModelMessage {
  return message('user', partsOf(pieces, images));
}

/** An observation as the profile sends it: one message, or a tool message and its images in a user message. */
export function observationMessages(
  pieces: readonly ObservationPiece[],
  images: NamedImages,
  { observation }: Profile,
): ModelMessage[] {
  const wrapped = [
    { text: `${observation.open}\n` },
    ...pieces,
    { text: observation.close },
  ] satisfies ObservationPiece[];
  const parts = partsOf(wrapped, images);
  if (observation.images === 'same') return [message(observation.role, parts)];
  const pictures = parts.filter((part) => part.type === 'image');
  const text = parts.map((part) => (part.type === 'text' ? part.text : '')).join('');
  const first = message(observation.role, [{ type: 'text', text }]);
  return pictures.length ? [first, message('user', pictures)] : [first];
}

/** A message of the loop itself, wrapped like an observation so that it does not count as a new question. */
export function reminderMessages(
  text: string,
  turnsLeft: number,
  profile: Profile,
): ModelMessage[] {
  return observationMessages(
    [{ text: `Reminder: ${text}\n${turnsLine(turnsLeft)}\n` }],
    new Map(),
    profile,
  );
}

function partsOf(
  pieces: readonly ObservationPiece[],
  images: NamedImages,
): (TextPart | ImagePart)[] {
  const parts: (TextPart | ImagePart)[] = [];
  let text = '';
  for (const piece of pieces) {
    const image = 'image' in piece ? images.get(piece.image) : undefined;
    if ('text' in piece) text += piece.text;
    if (!image) continue;
    parts.push({ type: 'text', text }, { type: 'image', image });
    text = '\n';
  }
  return [...parts, { type: 'text', text }];
}

function message(
  role: ModelMessage['role'],
  parts: readonly (TextPart | ImagePart)[],
): ModelMessage {
  return Object.freeze({ role, parts: Object.freeze(parts) });
}
