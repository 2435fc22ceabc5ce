import type { FailureKind } from '../events.ts';
import { ModelError } from '../modelError.ts';

/** Ends a question. The message is for the user: what was wrong and what to do. */
export class RunFailure extends Error {
  override readonly name = 'RunFailure';
  constructor(
    readonly kind: FailureKind,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
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
  // Its sentence says already which model, what was wrong and what to do.
  const words =
    error instanceof ModelError ? error.message : `The model "${label}" failed: ${wordsOf(error)}`;
  return new RunFailure('modelError', words, { cause: error });
}

/** An error of the sandbox, or of a figure that it could not decode, as a failure of the run. */
export function sandboxFailure(error: unknown): RunFailure {
  if (error instanceof RunFailure) return error;
  if (error instanceof Error && error.name === 'FigureError')
    return new RunFailure('figureError', error.message);
  return new RunFailure('sandboxError', `The Python sandbox failed: ${wordsOf(error)}`);
}

/** Did the reply break off, so that it may be asked for once more? */
export function isCut(error: unknown): error is RunFailure {
  return (
    error instanceof RunFailure && error.cause instanceof ModelError && error.cause.kind === 'cut'
  );
}
