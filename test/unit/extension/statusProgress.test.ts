import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { HiddenProgress } from '../../../src/extension/status/progress.ts';
import { SETTING } from '../../../src/extension/settingKeys.ts';
import { EventEmitter, fake } from '../../fixtures/vscode.ts';

beforeEach(() => {
  fake.reset();
  vi.useFakeTimers();
});
afterEach(() => vi.useRealTimers());

function hidden() {
  const changed = new EventEmitter<void>();
  const sessions = {
    current: { phase: 'idle', activity: '' },
    isVisible: false,
    onDidChange: changed.event,
    stop: vi.fn(),
  };
  const watching = new HiddenProgress(sessions as never);
  const become = (phase: string, activity = '', isVisible = sessions.isVisible) => {
    Object.assign(sessions, { current: { phase, activity }, isVisible });
    changed.fire();
  };
  return { sessions, watching, become };
}

/** Long enough for any patience. */
const longer = () => vi.advanceTimersByTimeAsync(5000);

describe('progress of a hidden panel', () => {
  it('is shown with what is being done, and goes with the work', async () => {
    const { become } = hidden();
    become('running', 'Turn 1: thinking');
    expect(fake.progress).toEqual([]);
    await longer();
    become('running', 'Turn 2: running Python');
    expect(fake.progress).toMatchObject([
      { cancellable: true, over: false, messages: ['Turn 1: thinking', 'Turn 2: running Python'] },
    ]);
    become('idle');
    await longer();
    expect(fake.progress).toMatchObject([{ over: true }]);
  });

  it('is not shown for what is over at once, nor in front of the panel', async () => {
    const { become } = hidden();
    become('running', 'Turn 1');
    await vi.advanceTimersByTimeAsync(500);
    become('idle');
    await longer();
    become('running', 'Turn 1', true);
    await longer();
    expect(fake.progress).toEqual([]);
  });

  it('goes when the panel comes to the front, and comes again when it is hidden', async () => {
    const { become } = hidden();
    become('running', 'Turn 1');
    await longer();
    become('running', 'Turn 1', true);
    await longer();
    expect(fake.progress).toMatchObject([{ over: true }]);
    become('running', 'Turn 2', false);
    await longer();
    expect(fake.progress).toMatchObject([{ over: true }, { over: false, messages: ['Turn 2'] }]);
  });

  it('stops the work when the user cancels it', async () => {
    const { sessions, become } = hidden();
    become('running', 'Turn 1');
    await longer();
    expect(sessions.stop).not.toHaveBeenCalled();
    fake.progress[0]?.cancel();
    expect(sessions.stop).toHaveBeenCalledOnce();
    become('stopping');
    await longer();
    expect(fake.progress).toMatchObject([{ over: true }]);
  });

  it('is not shown to those who have turned it off', async () => {
    const { become } = hidden();
    fake.settings.set(SETTING.progress, false);
    become('running', 'Turn 1');
    await longer();
    expect(fake.progress).toEqual([]);
  });

  it('is taken away with the extension, also when it was only to come', async () => {
    const { become, watching } = hidden();
    become('running', 'Turn 1');
    await longer();
    const other = hidden();
    other.become('running', 'Turn 1');
    watching.dispose();
    other.watching.dispose();
    await longer();
    expect(fake.progress).toMatchObject([{ over: true }]);
  });
});
