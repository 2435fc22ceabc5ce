import { IpcError } from '../../ipc/errors.ts';
import { ModelError, type ModelErrorKind } from '../../reasoning/modelError.ts';
import type { ProcessEnd } from './inferenceProcess.ts';

/** What the inference process may say is wrong (src/inference/errors.ts), in the kinds of models. */
const KINDS: Readonly<Record<string, ModelErrorKind>> = {
  files: 'notFound',
  memory: 'refused',
  context: 'context',
  image: 'refused',
  device: 'refused',
  busy: 'busy',
  noModel: 'down',
  prompt: 'refused',
};

/** An error of a call to the inference process as an error of the model. Its own sentences are kept; others name the model. */
export function toModelError(label: string, error: unknown): unknown {
  if (!(error instanceof IpcError) || error.kind === 'AbortError') return error;
  const kind = Object.hasOwn(KINDS, error.kind) ? KINDS[error.kind] : undefined;
  if (kind) return new ModelError(kind, error.message, { cause: error });
  return new ModelError('nonsense', `${label} failed: ${error.message}`, { cause: error });
}

/**
 * The process has died.
 * @param doing `loading the model`, `its reply`
 */
export function diedError(
  kind: 'down' | 'cut',
  label: string,
  doing: string,
  end: ProcessEnd,
): ModelError {
  return new ModelError(
    kind,
    `The process that runs ${label} ended while ${doing} (${howItEnded(end)}).${advice(end)}`,
  );
}

/** `ended by SIGABRT: std::bad_alloc` */
export function howItEnded({ how, words }: ProcessEnd): string {
  return words === undefined ? how : `${how}: ${words}`;
}

/** On Linux and macOS the system itself ends what takes too much memory, with this signal. */
function advice({ signal, words = '' }: ProcessEnd): string {
  return signal === 'SIGKILL' || /memory|bad_alloc/iu.test(words)
    ? ' Probably memory ran out: close other programs, or choose a smaller model, a smaller dtype or fewer context tokens.'
    : '';
}
