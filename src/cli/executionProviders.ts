import { createRequire } from 'node:module';

/** Where local models could run. */
export interface ExecutionProviders {
  readonly names: readonly string[];
  readonly detail: string;
}

interface Backend {
  readonly name: string;
}

/** Asks onnxruntime-node, which is optional: the built-in analyst does not need it. */
export async function executionProviders(): Promise<ExecutionProviders> {
  const runtime = 'onnxruntime-node';
  try {
    createRequire(import.meta.url).resolve(runtime);
  } catch {
    return {
      names: [],
      detail: `${runtime} is not installed; this version has no local models`,
    };
  }
  const loaded = (await import(runtime)) as { listSupportedBackends?: () => readonly Backend[] };
  const names = loaded.listSupportedBackends?.().map(({ name }) => name) ?? [];
  return { names, detail: names.length > 0 ? '' : `${runtime} names no backend` };
}
