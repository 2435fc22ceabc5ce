import type { Mode, RunEvent } from '../events.ts';
import type { Question, RunParts } from './question.ts';
import { Run } from './run.ts';

/**
 * Asks one question about figures: thoughts, code, observations, and at the end `answer` or `failed`. For follow-up
 * questions in the same Python, use `Run`.
 */
export function reason(
  question: Question,
  parts: RunParts & { readonly mode?: Mode },
  signal: AbortSignal,
): AsyncIterable<RunEvent> {
  const { figures, ...inquiry } = question;
  const { mode, ...rest } = parts;
  return new Run(figures, rest).ask({ ...inquiry, ...(mode && { mode }) }, signal);
}
