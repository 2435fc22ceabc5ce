import { physicalCores } from '../memory/cores.ts';
import { availableBytes } from '../memory/estimate.ts';
import type { Machine } from '../protocol.ts';
import { tryDevice } from '../providers/tryDevice.ts';
import { providers, runtimeVersion } from '../sessions/runtime.ts';

/** What there is to run a model on. */
export async function machine(): Promise<Machine> {
  const tried: {
    device: Machine['providers'][number]['device'];
    works: boolean;
    detail: string;
  }[] = [];
  for (const provider of providers()) {
    const problem = await tryDevice(provider);
    tried.push({ device: provider.device, works: problem === undefined, detail: problem ?? '' });
  }
  return {
    runtime: runtimeVersion(),
    cores: await physicalCores(),
    freeBytes: availableBytes(),
    providers: tried,
  };
}
