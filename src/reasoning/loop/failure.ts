import type { FailureKind } from '../events.ts';

/** Ends a question. The message is for the user: what was wrong and what to do. */
export class RunFailure extends Error {
  override readonly name = 'RunFailure';
  constructor(
    readonly kind: FailureKind,
    message: string,
  ) {
    super(message);
  }
}

/** The user stopped the question. */
export function cancelled(): RunFailure {
  return new RunFailure('cancelled', 'Stopped. Everything up to here is kept.');
}

/** What an error says, in words only. */
export function wordsOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const words = message.trim() || 'no reason was given';
  return /[.!?]$/u.test(words) ? words : `${words}.`;
}

/** An error of the model as a failure of the run. */
export function modelFailure(label: string, error: unknown): RunFailure {
  if (error instanceof RunFailure) return error;
  return new RunFailure('modelError', `The model "${label}" failed: ${wordsOf(error)}`);
}

/** An error of the sandbox, or of a figure that it could not decode, as a failure of the run. */
export function sandboxFailure(error: unknown): RunFailure {
  if (error instanceof RunFailure) return error;
  if (error instanceof Error && error.name === 'FigureError')
    return new RunFailure('figureError', error.message);
  return new RunFailure('sandboxError', `The Python sandbox failed: ${wordsOf(error)}`);
}
