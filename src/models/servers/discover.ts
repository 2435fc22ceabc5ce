import { ModelError } from '../../reasoning/modelError.ts';
import { describeServer } from './describe.ts';
import type { ServerDescription } from './description.ts';

/** Where model servers listen unless they are told otherwise: vLLM, SGLang, llama-server (older and newer), Ollama, LM Studio. */
export const KNOWN_PORTS: readonly number[] = [8000, 30000, 8080, 9931, 11434, 1234];
const TIMEOUT_MS = 700;

export interface DiscoveredServer {
  /** Base address with /v1. */
  readonly url: string;
  readonly description: ServerDescription;
}

export interface Discovery {
  readonly signal: AbortSignal;
  readonly fetch?: typeof fetch;
  readonly ports?: readonly number[];
}

/**
 * Model servers of this machine, in the order of the ports. Asks 127.0.0.1 alone, without a key. What serves something else there, or
 * wants a key, is passed over: it was not started for us.
 */
export async function discoverServers({
  signal,
  fetch,
  ports = KNOWN_PORTS,
}: Discovery): Promise<readonly DiscoveredServer[]> {
  const asking = { signal, timeoutMs: TIMEOUT_MS, ...(fetch ? { fetch } : {}) };
  const found = await Promise.all(
    ports.map(async (port): Promise<DiscoveredServer | undefined> => {
      const url = `http://127.0.0.1:${port}/v1`;
      try {
        return { url, description: await describeServer(url, asking) };
      } catch (error) {
        // Nothing there, or no model server: the usual case for most ports.
        if (error instanceof ModelError) return undefined;
        throw error;
      }
    }),
  );
  return found.filter((server) => server !== undefined);
}
