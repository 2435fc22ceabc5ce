import type { ModelRequest } from '../../../reasoning/model.ts';
import type { ModelEntry } from '../../servers/entry.ts';
import { requestFields } from './fields.ts';
import { messageBytes } from './message.ts';

const COMMA = Buffer.from(',');
const END = Buffer.from(']}');

/**
 * The body of a request, UTF-8 JSON. The messages stand last, so that up to its last two bytes (`]}`) it is the beginning of the body of
 * every later request of the run, byte for byte.
 * @throws ModelError when an image is neither PNG nor JPEG
 */
export function requestBody(entry: ModelEntry, request: ModelRequest): Uint8Array<ArrayBuffer> {
  const fields = JSON.stringify(requestFields(entry, request));
  const head = Buffer.from(`${fields.slice(0, -1)},"messages":[`);
  const messages = request.messages.flatMap((message, at) =>
    at === 0 ? [messageBytes(message)] : [COMMA, messageBytes(message)],
  );
  return Buffer.concat([head, ...messages, END]);
}
