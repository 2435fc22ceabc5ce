import type { CancellationToken } from 'vscode';

/** A signal that is aborted when the token is cancelled. `end` lets go of the token. */
export function signalOf(token: CancellationToken): { signal: AbortSignal; end: () => void } {
  const controller = new AbortController();
  if (token.isCancellationRequested) controller.abort();
  const listening = token.onCancellationRequested(() => controller.abort());
  return { signal: controller.signal, end: () => listening.dispose() };
}
