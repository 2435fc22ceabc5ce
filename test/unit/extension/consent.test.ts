import { beforeEach, expect, it } from 'vitest';
import { createConsent, registerConsent } from '../../../src/extension/consent.ts';
import {
  allowReducedSandbox,
  reducedSandboxAllowed,
} from '../../../src/extension/sandbox/reduced.ts';
import { commands, fake, FakeMemento } from '../../fixtures/vscode.ts';

beforeEach(() => fake.reset());

const ALWAYS = 'Always Send to models.lab';

it('names the host and the figures, and sends nothing unless the user says so', async () => {
  const consent = createConsent({ globalState: new FakeMemento() as never });
  fake.answers.push(undefined);
  expect(await consent('models.lab', ['nuclei.png', 'bars.png', 'em.tif'])).toBe(false);
  expect(fake.said.at(-1)?.text).toBe('Send nuclei.png and 2 more to models.lab?');
  expect(fake.said.at(-1)?.detail).toContain('models.lab');
});

it.each([
  [[], 'Send the figures to models.lab?'],
  [['a.png'], 'Send a.png to models.lab?'],
  [['a.png', 'b.png'], 'Send a.png and b.png to models.lab?'],
])('names %j', async (figures, text) => {
  await createConsent({ globalState: new FakeMemento() as never })('models.lab', figures);
  expect(fake.said).toMatchObject([{ kind: 'warning', text }]);
});

it('asks each time for "this time", and never again for a host that is always allowed', async () => {
  const state = new FakeMemento();
  const consent = createConsent({ globalState: state as never });
  fake.answers.push('Send This Time', ALWAYS);
  expect(await consent('models.lab', ['a.png'])).toBe(true);
  expect(await consent('models.lab', ['a.png'])).toBe(true);
  expect(await consent('models.lab', ['a.png'])).toBe(true);
  expect(fake.said).toHaveLength(2);
  // Another host is another question, in the next window as well.
  const later = createConsent({ globalState: state as never });
  expect(await later('models.lab', ['a.png'])).toBe(true);
  expect(await later('evil.example', ['a.png'])).toBe(false);
  expect(fake.said).toHaveLength(3);
});

it('forgets what was allowed, the reduced sandbox as well', async () => {
  const state = new FakeMemento();
  const consent = createConsent({ globalState: state as never });
  fake.answers.push(ALWAYS, 'Allow on This Machine');
  await consent('models.lab', ['a.png']);
  expect(await allowReducedSandbox(state as never, 'no namespaces')).toBe(true);
  expect(fake.said.at(-1)?.detail).toContain('no namespaces');
  expect(reducedSandboxAllowed(state as never)).toBe(true);

  registerConsent({ context: { globalState: state }, log: { error: () => undefined } } as never);
  await commands.executeCommand('figscope.forgetPermissions');
  expect(reducedSandboxAllowed(state as never)).toBe(false);
  expect(await consent('models.lab', ['a.png'])).toBe(false);
});

it('does not allow the reduced sandbox without a clear yes', async () => {
  const state = new FakeMemento();
  expect(await allowReducedSandbox(state as never, 'x')).toBe(false);
  expect(reducedSandboxAllowed(state as never)).toBe(false);
});
