import { l10n, ProgressLocation, window } from 'vscode';
import type { OnTransfer, TransferEvent } from '../../../models/catalog/index.ts';
import { signalOf } from '../../signal.ts';
import { leftWords, sizeWords } from '../amounts.ts';

/**
 * Shows a transfer in a notification with Cancel.
 * @returns what the task gives; undefined when the user has cancelled
 */
export function withTransfer<T>(
  title: string,
  task: (signal: AbortSignal, onProgress: OnTransfer) => Promise<T>,
): Promise<T | undefined> {
  const options = { location: ProgressLocation.Notification, title, cancellable: true };
  return Promise.resolve(
    window.withProgress(options, async (progress, token) => {
      const { signal, end } = signalOf(token);
      let percent = 0;
      const onProgress: OnTransfer = (event) => {
        const message = transferWords(event);
        if (message === undefined) return;
        const now = percentOf(event) ?? percent;
        progress.report({ message, increment: now - percent });
        percent = now;
      };
      try {
        return await task(signal, onProgress);
      } catch (error) {
        if (signal.aborted) return undefined;
        throw error;
      } finally {
        end();
      }
    }),
  );
}

function percentOf(event: TransferEvent): number | undefined {
  if (event.type !== 'progress' || !event.totalBytes) return undefined;
  return Math.min(100, (event.doneBytes / event.totalBytes) * 100);
}

/** `41 % · 726 MB of 1.8 GB · 12 MB/s · 85 s left`; undefined for what is told elsewhere. */
export function transferWords(event: TransferEvent): string | undefined {
  switch (event.type) {
    case 'planned':
      return undefined;
    case 'notice':
      return event.text;
    case 'checking':
      return l10n.t('checking {0}', nameOf(event.path));
    case 'progress': {
      const { doneBytes, totalBytes, bytesPerSecond, secondsLeft } = event;
      const percent = percentOf(event);
      const done = sizeWords(doneBytes);
      return [
        ...(percent === undefined ? [] : [l10n.t('{0} %', Math.floor(percent))]),
        totalBytes === undefined ? done : l10n.t('{0} of {1}', done, sizeWords(totalBytes)),
        ...(bytesPerSecond ? [l10n.t('{0} a second', sizeWords(bytesPerSecond))] : []),
        ...(secondsLeft ? [leftWords(secondsLeft)] : []),
      ].join(' · ');
    }
  }
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
