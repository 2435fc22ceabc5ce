import { ModelError } from '../../reasoning/modelError.ts';

/** How one server is asked about itself. */
export interface Asking {
  readonly key?: string;
  readonly signal?: AbortSignal;
  readonly fetch?: typeof fetch;
  /** Further headers that the user has written into an entry. */
  readonly headers?: Readonly<Record<string, string>>;
  /** For one request, its body included. Default 5 s. */
  readonly timeoutMs?: number;
}

/** What answered, as far as it was read. */
export interface Reply {
  readonly status: number;
  /** Undefined when the body is no JSON, or larger than 1 MiB. */
  readonly json?: unknown;
}

/** Whatever listens there may send what it likes: more than this is not read. */
const MAX_BODY_BYTES = 1024 * 1024;
const TIMEOUT_MS = 5_000;

/**
 * One small request for JSON: redirects are not followed (a key or an address inside a network must not be carried elsewhere),
 * and only so much of the body is read.
 * @throws ModelError of kind `down` when nothing answers in time; `AbortError` when cancelled
 */
export async function askServer(url: string, asking: Asking, body?: unknown): Promise<Reply> {
  const { key, signal, headers, fetch: ask = fetch, timeoutMs = TIMEOUT_MS } = asking;
  signal?.throwIfAborted();
  const limit = AbortSignal.timeout(timeoutMs);
  const both = signal ? AbortSignal.any([signal, limit]) : limit;
  try {
    const response = await ask(url, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        ...headers,
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      redirect: 'manual',
      signal: both,
    });
    const json = await readJson(response);
    return { status: response.status, ...(json === undefined ? {} : { json }) };
  } catch (error) {
    signal?.throwIfAborted();
    const { host } = new URL(url);
    throw new ModelError(
      'down',
      limit.aborted
        ? `${host} did not answer within ${timeoutMs / 1000} s. Is the server running, and is it still loading a model?`
        : `Nothing answers at ${host} (${causeOf(error)}). Start the server, or correct the address.`,
      { cause: error },
    );
  }
}

async function readJson(response: Response): Promise<unknown> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = response.body?.getReader();
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true };
    if (done || value === undefined) break;
    size += value.length;
    if (size > MAX_BODY_BYTES) {
      await reader?.cancel();
      return undefined;
    }
    chunks.push(value);
  }
  try {
    return JSON.parse(new TextDecoder().decode(Buffer.concat(chunks)));
  } catch {
    // A page, an empty body: no model server speaks so, and the caller says that.
    return undefined;
  }
}

/** What Node says of a failed connection, in words. */
export function causeOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  const { code, message } = (cause ?? error) as NodeJS.ErrnoException;
  return (code && CAUSES[code]) || code || message;
}

const CAUSES: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'connection closed',
  ENOTFOUND: 'no such host',
  EAI_AGAIN: 'the name could not be looked up',
  EHOSTUNREACH: 'host not reachable',
  ENETUNREACH: 'network not reachable',
  ETIMEDOUT: 'no answer',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is self-signed',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate could not be verified',
  UND_ERR_SOCKET: 'connection closed',
};
