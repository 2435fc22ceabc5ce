/**
 * `files`: a file of the model is missing, damaged or of a kind that is not known; `memory`: it does not fit; `context`: the
 * conversation is longer than the context; `image`: an image cannot be read; `device`: the execution provider failed; `busy`: another
 * reply is being made; `noModel`: nothing is loaded; `prompt`: the chat template refuses the messages.
 */
export type InferenceErrorKind =
  'files' | 'memory' | 'context' | 'image' | 'device' | 'busy' | 'noModel' | 'prompt';

/** The message is for the user: what was wrong, where, and what to do. */
export class InferenceError extends Error {
  override readonly name = 'InferenceError';
  constructor(
    readonly kind: InferenceErrorKind,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
