/**
 * What was wrong with a model:
 * `down` nothing answers; `key` it wants another key, or none is set; `notFound` the server has no such model; `noImages` it takes
 * no images; `noTools` it has no function calling; `context` the conversation is too long; `rate` too many requests; `busy` it is
 * loading or overloaded; `cut` the reply broke off; `nonsense` what came is not what the protocol says; `refused` anything else that the server refuses.
 */
export type ModelErrorKind =
  | 'down'
  | 'key'
  | 'notFound'
  | 'noImages'
  | 'noTools'
  | 'context'
  | 'rate'
  | 'busy'
  | 'cut'
  | 'nonsense'
  | 'refused';

/** A model could not answer. The message is for the user: what was wrong, where, and what to do. */
export class ModelError extends Error {
  override readonly name = 'ModelError';
  constructor(
    readonly kind: ModelErrorKind,
    message: string,
    options?: ErrorOptions & { readonly retryAfterMs?: number },
  ) {
    super(message, options);
    this.retryAfterMs = options?.retryAfterMs;
  }
  /** When the server says that it may be asked again. */
  readonly retryAfterMs: number | undefined;
}
