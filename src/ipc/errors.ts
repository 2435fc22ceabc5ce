/** Kinds this layer makes itself. Handlers may throw errors of any other kind; theirs arrive unchanged. */
export type IpcErrorKind =
  | 'AbortError'
  | 'Busy'
  | 'Disconnected'
  | 'Malformed'
  | 'Overflow'
  | 'Timeout'
  | 'UnknownMethod'
  | 'Unsendable';

/** An error of a call to the peer: what the peer's handler threw, or why no reply can come. */
export class IpcError extends Error {
  constructor(
    /** The thrown error's `kind` or name on the side where it was thrown, or an `IpcErrorKind`. */
    readonly kind: string,
    message: string,
  ) {
    super(message);
    // So that `error.name === 'AbortError'` works as with every other abortable call.
    this.name = kind;
  }
}

/** Makes an error of one of this layer's own kinds. */
export function ipcError(kind: IpcErrorKind, message: string): IpcError {
  return new IpcError(kind, message);
}

const MAX_KIND = 100;

/** What crosses the boundary of an error: kind and message, never a stack. */
export interface WireError {
  readonly kind: string;
  readonly message: string;
}

/** Kind and message of anything that was thrown. */
export function toWireError(thrown: unknown): WireError {
  if (!(thrown instanceof Error)) return { kind: 'Error', message: String(thrown) };
  const kind = 'kind' in thrown && typeof thrown.kind === 'string' ? thrown.kind : thrown.name;
  return { kind: kind.slice(0, MAX_KIND) || 'Error', message: thrown.message };
}
