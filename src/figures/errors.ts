/** A figure that cannot be read. The message says what was wrong, where, and what to do; it is shown to users as it is. */
export class FigureError extends Error {
  override readonly name = 'FigureError';
  constructor(
    message: string,
    /** File the message is about. */
    readonly path?: string,
  ) {
    super(message);
  }
}
