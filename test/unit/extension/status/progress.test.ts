import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { SETTING } from '../../../../src/extension/settingKeys.ts';
import { HiddenProgress } from '../../../../src/extension/status/progress.ts';
import { EventEmitter, fake } from '../../../fixtures/vscode.ts';

beforeEach(() => {
  fake.reset();
  vi.useFakeTimers();
});
afterEach(() => vi.useRealTimers());

const IDLE = { phase: 'idle', activity: '' };
const THINKING = { phase: 'thinking', activity: 'Turn 1: thinking' };

function watched() {
  const changed = new EventEmitter<void>();
  const stop = vi.fn();
  const sessions = { current: IDLE, isVisible: false, onDidChange: changed.event, stop };
  const watching = new HiddenProgress(sessions as never);
  const become = (state: Partial<Pick<typeof sessions, 'current' | 'isVisible'>>) => {
    Object.assign(sessions, state);
    changed.fire();
  };
  return { become, stop, watching };
}

/** The one notification, and whether it has gone away. */
function shown() {
  const [notification] = fake.progresses;
  if (!notification) throw new Error('nothing is shown');
  let gone = false;
  void notification.start().then(() => (gone = true));
  return { ...notification, gone: () => Promise.resolve().then(() => gone) };
}

it('shows nothing for what is over within a second', () => {
  const { become } = watched();
  become({ current: THINKING });
  vi.advanceTimersByTime(900);
  become({ current: IDLE });
  vi.advanceTimersByTime(5000);
  expect(fake.progresses).toHaveLength(0);
});

it('says what is done while the panel is hidden, and goes when it is over', async () => {
  const { become } = watched();
  become({ current: THINKING });
  vi.advanceTimersByTime(1100);
  const notification = shown();
  become({ current: { phase: 'running', activity: 'Turn 2: running Python' } });
  vi.advanceTimersByTime(5000);
  expect(fake.progresses).toHaveLength(1);
  expect(notification.reports.map(({ message }) => message)).toEqual([
    'Turn 1: thinking',
    'Turn 2: running Python',
  ]);
  expect(await notification.gone()).toBe(false);
  become({ current: IDLE });
  await vi.runAllTimersAsync();
  expect(await notification.gone()).toBe(true);
});

it('goes when the panel is shown, and does not come while it is', async () => {
  const { become } = watched();
  become({ current: THINKING });
  vi.advanceTimersByTime(1100);
  const notification = shown();
  become({ isVisible: true });
  await vi.runAllTimersAsync();
  expect(await notification.gone()).toBe(true);
  expect(fake.progresses).toHaveLength(1);
});

it('stops the work when it is cancelled', () => {
  const { become, stop } = watched();
  become({ current: THINKING });
  vi.advanceTimersByTime(1100);
  shown().cancel.fire();
  expect(stop).toHaveBeenCalledOnce();
});

it('goes at once when the work was over before the editor showed it', async () => {
  const { become } = watched();
  become({ current: THINKING });
  vi.advanceTimersByTime(1100);
  become({ current: IDLE });
  const notification = shown();
  await vi.runAllTimersAsync();
  expect(await notification.gone()).toBe(true);
});

it('is one notification, however slowly the editor shows it', () => {
  const { become } = watched();
  become({ current: THINKING });
  vi.advanceTimersByTime(1100);
  become({ current: { phase: 'running', activity: 'Turn 2: running Python' } });
  vi.advanceTimersByTime(5000);
  expect(fake.progresses).toHaveLength(1);
});

it('stays away when the setting says so', () => {
  fake.settings.set(SETTING.progress, false);
  const { become } = watched();
  become({ current: THINKING });
  vi.advanceTimersByTime(5000);
  expect(fake.progresses).toHaveLength(0);
});
