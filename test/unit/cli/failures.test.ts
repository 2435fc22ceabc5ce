import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../src/cli/exit.ts';
import { reportFailure } from '../../../src/cli/failures.ts';
import type { Terminal } from '../../../src/cli/terminal.ts';
import { ModelError } from '../../../src/reasoning/modelError.ts';

function report(error: unknown): { code: number; lines: string[] } {
  const lines: string[] = [];
  const err: Terminal = {
    columns: undefined,
    style: (_, text) => text,
    write: (text) => void lines.push(text),
    line: (text = '') => void lines.push(text),
  };
  return { code: reportFailure(error, err), lines };
}

describe('a command that fails', () => {
  it.each<[string, unknown, number, string]>([
    [
      'by wrong use',
      new UsageError('There is no model "x".'),
      2,
      'figscope: There is no model "x".',
    ],
    ['by its model', new ModelError('down', 'Nothing answers.'), 1, 'figscope: Nothing answers.'],
    [
      'because the user stopped it',
      new DOMException('aborted', 'AbortError'),
      130,
      'figscope: stopped.',
    ],
    ['by something that is no error', 'odd', 1, 'figscope: odd'],
  ])('%s has its exit code and one sentence', (_, error, code, line) => {
    expect(report(error)).toEqual({ code, lines: [line] });
  });
});
