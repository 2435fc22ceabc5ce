import type {
  ImagePart,
  MessagePart,
  ModelImage,
  ModelMessage,
  TextPart,
  ToolCallPart,
} from '../model.ts';
import type { Profile } from '../profiles/profile.ts';
import type { ShownImage } from '../sandbox.ts';
import { turnsLine, type ObservationPiece } from './observation.ts';

/** Images of a message by the name that its text gives them, each with its number among all images of the run, from 0. */
export type NamedImages = ReadonlyMap<
  string,
  { readonly image: ModelImage; readonly number: number }
>;

/** A shown image as it goes to a model: the PNG of the sandbox, untouched. */
export function modelImage({ png, width, height, frame }: ShownImage): ModelImage {
  return { mime: 'image/png', bytes: png, width, height, ...(frame && { frame }) };
}

/** The system message of a run. */
export function systemMessage(prompt: string): ModelMessage {
  return message('system', [text(prompt)]);
}

/**
 * A turn of the model as it goes back to it, with the call of a tool where it made one. Servers refuse empty turns, so an empty
 * reply is named.
 */
export function assistantMessage(reply: string, call?: ToolCallPart): ModelMessage {
  const words = reply.trim() || call ? reply : '(empty reply)';
  return message('assistant', [...(words.trim() ? [text(words)] : []), ...(call ? [call] : [])]);
}

/** The user message with a question. */
export function questionMessage(
  pieces: readonly ObservationPiece[],
  images: NamedImages,
  profile: Profile,
): ModelMessage {
  return message('user', partsOf(pieces, images, profile));
}

/**
 * An observation as the profile sends it: one message, or a tool message and its images in a user message.
 * @param callId the call that it answers; a tool message of native function calling without one becomes a user message
 */
export function observationMessages(
  pieces: readonly ObservationPiece[],
  images: NamedImages,
  profile: Profile,
  callId?: string,
): ModelMessage[] {
  const { open, close, role: usual, images: place } = profile.observation;
  const role = profile.calls === 'tool' && callId === undefined ? 'user' : usual;
  const wrapped = joined([
    ...(open ? [text(`${open}\n`)] : []),
    ...partsOf(
      pieces.map((piece) => withoutTags(piece, [open, close])),
      place === 'same' || role === 'user' ? images : NONE,
      profile,
    ),
    ...(close ? [text(close)] : []),
  ]);
  const first = message(role, wrapped, callId);
  if (place === 'same' || role === 'user') return [first];
  const shown = pieces.flatMap((one) => ('image' in one && images.has(one.image) ? [one] : []));
  if (!shown.length) return [first];
  const names = shown.map(({ image }) => image).join(', ');
  const words = { text: `Images of this observation, in order: ${names}.` };
  return [first, message('user', partsOf([...shown, words], images, profile))];
}

/** Answers a call that was not run: servers want an answer to every call. */
export function unansweredCall(callId: string, profile: Profile): ModelMessage[] {
  return observationMessages([{ text: 'This call was not run.' }], NONE, profile, callId);
}

/** A message of the loop itself, wrapped like an observation so that it does not count as a new question. */
export function reminderMessages(
  reason: string,
  turnsLeft: number,
  profile: Profile,
  callId?: string,
): ModelMessage[] {
  const words = `Reminder: ${reason}\n${turnsLine(turnsLeft)}\n`;
  return observationMessages([{ text: words }], NONE, profile, callId);
}

const NONE: NamedImages = new Map();

function text(words: string): TextPart {
  return { type: 'text', text: words };
}

/** What a cell prints, or a figure says, must not end the wrapper that it stands in. */
function withoutTags(piece: ObservationPiece, tags: readonly string[]): ObservationPiece {
  if (!('text' in piece)) return piece;
  return {
    text: tags.reduce(
      (words, tag) => (tag ? words.replaceAll(tag, tag.replace(/^</u, '‹')) : words),
      piece.text,
    ),
  };
}

/** Marks of chat templates ("<|im_end|>"): servers read them in any text, so a figure could speak as the user or the system. */
const CHAT_MARK = /<(?=\|[\w-]{1,40}\|>)/gu;

/** Neighbouring texts made one. */
function joined(parts: readonly (TextPart | ImagePart)[]): (TextPart | ImagePart)[] {
  const result: (TextPart | ImagePart)[] = [];
  for (const part of parts) {
    const last = result.at(-1);
    if (part.type === 'text' && last?.type === 'text')
      result.splice(-1, 1, text(last.text + part.text));
    else result.push(part);
  }
  return result;
}

/** Texts joined, images in their places or before the text, as the profile has it. */
function partsOf(
  pieces: readonly ObservationPiece[],
  images: NamedImages,
  { imageOrder, imageTags }: Profile,
): (TextPart | ImagePart)[] {
  const parts: (TextPart | ImagePart)[] = [];
  for (const piece of pieces) {
    if ('text' in piece) {
      parts.push(text(piece.text));
      continue;
    }
    const sent = images.get(piece.image);
    if (!sent) continue;
    const fill = (tag: string) =>
      tag.replaceAll('{{number}}', String(sent.number)).replaceAll('{{name}}', piece.image);
    const image: ImagePart = { type: 'image', image: sent.image };
    if (imageTags)
      parts.push(text(fill(imageTags.open)), image, text(`${fill(imageTags.close)}\n`));
    else parts.push(image, ...(imageOrder === 'inline' ? [text('\n')] : []));
  }
  if (imageOrder === 'inline') return joined(parts);
  const isImage = ({ type }: TextPart | ImagePart) => type === 'image';
  return joined([...parts.filter(isImage), ...parts.filter((part) => !isImage(part))]);
}

function message(
  role: ModelMessage['role'],
  parts: readonly MessagePart[],
  callId?: string,
): ModelMessage {
  const safe = parts.map((part) =>
    part.type === 'text' ? text(part.text.replace(CHAT_MARK, '‹')) : part,
  );
  return Object.freeze({
    role,
    parts: Object.freeze(safe),
    ...(callId !== undefined && { callId }),
  });
}
