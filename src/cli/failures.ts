import { FigureError } from '../figures/errors.ts';
import { EXIT, UsageError } from './exit.ts';
import type { Terminal } from './terminal.ts';

/** Prints an error in the user's words and gives the exit code. A stack trace only with FIGSCOPE_DEBUG. */
export function reportFailure(error: unknown, err: Terminal): number {
  if (error instanceof Error && error.name === 'AbortError') {
    err.line('figscope: stopped.');
    return EXIT.interrupted;
  }
  const message = error instanceof Error ? error.message : String(error);
  err.line(`${err.style('red', 'figscope')}: ${message}`);
  if (process.env['FIGSCOPE_DEBUG'] && error instanceof Error) err.line(error.stack ?? '');
  if (error instanceof UsageError || error instanceof FigureError) return EXIT.wrongUse;
  return EXIT.notAnswered;
}
