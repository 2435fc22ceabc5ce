import type { WireError } from './errors.ts';

/** Everything that crosses a boundary. Ids are counted by the side that asks. */
export type WireMessage =
  | {
      readonly type: 'request';
      readonly id: number;
      readonly method: string;
      readonly params: unknown;
      /** True: the reply is preceded by any number of items. */
      readonly stream: boolean;
    }
  | { readonly type: 'item'; readonly id: number; readonly value: unknown }
  | { readonly type: 'reply'; readonly id: number; readonly value: unknown }
  | { readonly type: 'failure'; readonly id: number; readonly error: WireError }
  | { readonly type: 'cancel'; readonly id: number }
  | { readonly type: 'event'; readonly name: string; readonly value: unknown };

const MAX_NAME = 100;
const MAX_ERROR_TEXT = 100_000;

/**
 * Checks the envelope of a received message. Returns undefined for anything that is not exactly one of the shapes: the peer may
 * be hostile. Only own properties count, nothing is copied by key, and values stay unchecked (that is the receiver's part).
 */
export function readMessage(received: unknown): WireMessage | undefined {
  if (typeof received !== 'object' || received === null || Array.isArray(received))
    return undefined;
  const field = (name: string): unknown =>
    Object.hasOwn(received, name) ? (received as Record<string, unknown>)[name] : undefined;
  const type = field('type');
  if (type === 'event') {
    const name = field('name');
    return isName(name) ? { type, name, value: field('value') } : undefined;
  }
  const id = field('id');
  if (!isId(id)) return undefined;
  switch (type) {
    case 'request': {
      const [method, stream] = [field('method'), field('stream')];
      if (!isName(method) || typeof stream !== 'boolean') return undefined;
      return { type, id, method, params: field('params'), stream };
    }
    case 'item':
    case 'reply':
      return { type, id, value: field('value') };
    case 'failure':
      return { type, id, error: readError(field('error')) };
    case 'cancel':
      return { type, id };
    default:
      return undefined;
  }
}

/** A failure without a readable error still fails its call: the caller must not wait for ever. */
function readError(received: unknown): WireError {
  const { kind, message } = Object(received) as Partial<Record<'kind' | 'message', unknown>>;
  if (!isName(kind) || typeof message !== 'string')
    return { kind: 'Malformed', message: 'The call failed with an error that could not be read.' };
  return { kind, message: message.slice(0, MAX_ERROR_TEXT) };
}

function isId(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0;
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= MAX_NAME;
}
