import type { ChildProcess } from 'node:child_process';
import type { Transport } from '../transport.ts';

/** What a child process and `process` itself, seen from inside the child, have in common. */
type ProcessEnd = Pick<ChildProcess, 'connected' | 'disconnect' | 'on' | 'send'>;

/**
 * Node's own channel between parent and child: give it the `ChildProcess`, and in the child `process`. Both need
 * `serialization: 'advanced'` in the options of `fork` or `spawn`, or binary data would arrive as JSON.
 */
export function childProcessTransport(end: ProcessEnd | NodeJS.Process): Transport {
  const target = end as ProcessEnd;
  let closed: ((reason: string) => void) | undefined;
  const finish = (reason: string): void => {
    closed?.(reason);
    closed = undefined;
  };
  target.on('disconnect', () => finish('the other process has closed the channel'));
  target.on('exit', (code, signal) =>
    finish(`the other process has ended (${signal ?? `exit code ${code}`})`),
  );
  target.on('error', (error) => finish(error.message));
  return {
    send(message) {
      if (!target.connected) return finish('the other process has closed the channel');
      target.send(message, (error) => {
        if (error) finish(error.message);
      });
    },
    onMessage(receive) {
      target.on('message', receive);
    },
    onClose(listener) {
      closed = listener;
      if (!target.connected) finish('the other process has closed the channel');
    },
    close() {
      closed = undefined;
      if (target.connected) target.disconnect();
    },
  };
}
