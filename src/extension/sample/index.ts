import type { Disposable } from 'vscode';
import { handlers } from '../handler.ts';
import type { Services } from '../services.ts';

/** The sample workspace: figures to try, in a folder of the user's choice. */
export function registerSample(services: Services): Disposable[] {
  return [
    handlers(services)('figscope.openSample', async () => {
      const { openSample } = await import('./openSample.ts');
      await openSample(services.context.extensionUri);
    }),
  ];
}
