import type { Disposable } from 'vscode';
import { handlers } from '../handler.ts';
import type { Services } from '../services.ts';

/** The check of this machine, and the log. */
export function registerDoctor(services: Services): Disposable[] {
  const on = handlers(services);
  return [
    on('figscope.doctor', async () => {
      const { doctor } = await import('./doctor.ts');
      await doctor(services);
    }),
    on('figscope.showLog', async () => services.log.show()),
  ];
}
