import type { WireLayer } from './protocol.ts';

export type SandboxErrorKind =
  /** No Node that can carry the sandbox. */
  | 'NoRuntime'
  /** The sandbox's own files are missing. */
  | 'NotBuilt'
  /** A layer of isolation that is required is not in force. */
  | 'NotIsolated'
  /** The process ended or did not start in time. */
  | 'StartFailed';

/** Why there is no sandbox. The message is for users: what is wrong and what to do. */
export class SandboxError extends Error {
  override readonly name = 'SandboxError';
  constructor(
    readonly kind: SandboxErrorKind,
    message: string,
    /** The layers as probed, when it came that far. */
    readonly isolation: readonly WireLayer[] = [],
  ) {
    super(message);
  }
}

/** The error that a cancelled call throws. */
export function abortError(): DOMException {
  return new DOMException('The cell was cancelled.', 'AbortError');
}
