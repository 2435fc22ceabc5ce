import {
  CancellationError,
  workspace,
  type CancellationToken,
  type LanguageModelToolResult,
  type PreparedToolInvocation,
} from 'vscode';
import { signalOf } from '../signal.ts';
import { words } from '../words.ts';

/** A tool as the agents' editor calls it. Errors are sentences for the model: what was wrong, and what to do instead. */
export interface Tool {
  prepare(input: unknown): Promise<PreparedToolInvocation>;
  call(input: unknown, token: CancellationToken): Promise<LanguageModelToolResult>;
}

export interface ToolWork<I> {
  read(input: unknown): I;
  prepare(input: I): Promise<PreparedToolInvocation>;
  call(input: I, signal: AbortSignal): Promise<LanguageModelToolResult>;
}

/** What holds for every tool: nothing runs in a restricted workspace, input is checked, errors are sentences. */
export function tool<I>(work: ToolWork<I>): Tool {
  return {
    async prepare(input) {
      refuseUntrusted();
      return work.prepare(work.read(input));
    },
    async call(input, token) {
      refuseUntrusted();
      const { signal, end } = signalOf(token);
      try {
        return await work.call(work.read(input), signal);
      } catch (error) {
        if (signal.aborted) throw new CancellationError();
        throw new Error(words(error), { cause: error });
      } finally {
        end();
      }
    },
  };
}

function refuseUntrusted(): void {
  if (!workspace.isTrusted)
    throw new Error(
      'Figscope runs nothing in a restricted workspace. Ask the user to trust the workspace in VS Code, then call again.',
    );
}
