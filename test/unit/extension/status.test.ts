import { beforeEach, expect, it } from 'vitest';
import type { ModelChoice } from '../../../src/panel/protocol.ts';
import { StatusBar } from '../../../src/extension/status/bar.ts';
import { EventEmitter, fake, type MarkdownString } from '../../fixtures/vscode.ts';

beforeEach(() => fake.reset());

interface Item {
  text: string;
  tooltip: MarkdownString;
  command: string;
  accessibilityInformation: { label: string };
}

function bar(current: ModelChoice) {
  const modelsChanged = new EventEmitter<void>();
  const sessionsChanged = new EventEmitter<void>();
  const models = { current, onDidChange: modelsChanged.event };
  const sessions = {
    current: { phase: 'idle', activity: '' },
    onDidChange: sessionsChanged.event,
  };
  new StatusBar(models as never, sessions as never);
  const item = fake.statusItems.at(-1) as unknown as Item;
  return { item, models, sessions, modelsChanged, sessionsChanged };
}

it('says which model answers and where it runs, and opens the picker', () => {
  const { item, models, modelsChanged } = bar({
    id: 'analyst',
    label: 'Built-in analyst',
    where: 'this machine',
  });
  expect(item.text).toContain('Built-in analyst · this machine');
  expect(item.command).toBe('figscope.chooseModel');
  models.current = { id: 'lab', label: 'Lab', where: 'models.lab' };
  modelsChanged.fire();
  expect(item.text).toContain('Lab · models.lab');
});

it('shows that it is at work, and with what', () => {
  const { item, sessions, sessionsChanged } = bar({ id: 'a', label: 'A', where: 'here' });
  expect(item.text).not.toContain('spin');
  sessions.current = { phase: 'running', activity: 'Turn 3: running Python' };
  sessionsChanged.fire();
  expect(item.text).toContain('$(loading~spin)');
  expect(item.tooltip.value).toContain('Turn 3: running Python');
  expect(item.accessibilityInformation.label).toContain('Turn 3: running Python');
});

it('shows how far a model of this machine is while it loads and reads', () => {
  const { item, sessions, sessionsChanged } = bar({ id: 'local:a', label: 'A', where: 'here' });
  expect(item.text).toBe('$(graph) A · here');
  sessions.current = { phase: 'thinking', activity: 'Reading the prompt: 512 of 900 tokens' };
  sessionsChanged.fire();
  expect(item.text).toBe('$(loading~spin) A · Reading the prompt: 512 of 900 tokens');
  sessions.current = { phase: 'idle', activity: '' };
  sessionsChanged.fire();
  expect(item.text).toBe('$(graph) A · here');
});

it('takes nothing of a model’s name for an icon or for Markdown', () => {
  const { item } = bar({ id: 'x', label: '$(zap) [x](command:y)', where: 'here' });
  expect(item.text).not.toContain('$(zap)');
  expect(item.tooltip.value).not.toMatch(/(?<!\\)\[x\]/);
});
