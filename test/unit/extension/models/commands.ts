import { ModelRegistry } from '../../../../src/extension/models/registry.ts';
import type { Services } from '../../../../src/extension/services.ts';
import { FakeMemento, FakeSecrets } from '../../../fixtures/vscode.ts';

/** What the commands of models need of the extension, with nothing behind it. */
export function modelServices() {
  const secrets = new FakeSecrets();
  const globalState = new FakeMemento();
  const context = { secrets, globalState };
  const models = new ModelRegistry(context as never);
  const warnings: string[] = [];
  const log = { warn: (text: string) => warnings.push(text), error: () => undefined };
  const services = { context, models, log } as unknown as Services;
  return { services, models, secrets, globalState, warnings };
}
