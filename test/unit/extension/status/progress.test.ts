import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { HiddenProgress } from '../../../../src/extension/status/progress.ts';
import { EventEmitter, fake, window } from '../../../fixtures/vscode.ts';

/** The editor runs the task of a notification some time after it was asked for. */
const later: (() => Promise<unknown>)[] = [];

beforeEach(() => {
  fake.reset();
  later.length = 0;
  vi.useFakeTimers();
  const atOnce = window.withProgress;
  vi.spyOn(window, 'withProgress').mockImplementation(
    (options, task) =>
      new Promise((resolve) => {
        later.push(async () => resolve(await atOnce(options, task)));
      }),
  );
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

function working() {
  const changed = new EventEmitter<void>();
  const sessions = {
    current: { phase: 'thinking', activity: 'Turn 1: thinking' },
    isVisible: false,
    onDidChange: changed.event,
    stop: () => undefined,
  };
  new HiddenProgress(sessions as never);
  const become = (phase: string, activity = '') => {
    sessions.current = { phase, activity };
    changed.fire();
  };
  changed.fire();
  vi.advanceTimersByTime(1100);
  return become;
}

it('goes at once when the work was over before the editor showed it', async () => {
  const become = working();
  become('idle');
  expect(later).toHaveLength(1);
  void later[0]?.();
  await vi.runAllTimersAsync();
  expect(fake.progress).toMatchObject([{ over: true }]);
});

it('is one notification, however slowly the editor shows it', async () => {
  const become = working();
  become('running', 'Turn 2: running Python');
  await vi.advanceTimersByTimeAsync(5000);
  expect(later).toHaveLength(1);
  void later[0]?.();
  await vi.runAllTimersAsync();
  expect(fake.progress).toMatchObject([{ over: false, messages: ['Turn 2: running Python'] }]);
});
