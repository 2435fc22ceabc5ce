import type { IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ModelDelta } from '../../reasoning/model.ts';
import { ModelError } from '../../reasoning/modelError.ts';
import { patience, post } from './post.ts';
import { statusError } from './statusError.ts';
import { nameOf, quoted, type Target } from './target.ts';

/** A server that asks for more patience than this is given up, with its own words. */
const MAX_RATE_WAIT_MS = 30_000;
const MAX_LOADING_WAIT_MS = 60_000;
const LOADING_STEP_MS = 2_000;

/** Of a refusal's body; what a server says in a sentence is shorter. */
const MAX_REFUSAL_BYTES = 64 * 1024;

type Notices = AsyncGenerator<Extract<ModelDelta, { type: 'notice' }>, IncomingMessage, undefined>;

/**
 * Sends a request and waits until the server begins to answer. Waits once by itself when the server names a short time, and while it
 * loads the model.
 * @throws ModelError
 */
export async function* openStream(target: Target, body: Uint8Array, signal: AbortSignal): Notices {
  let waited = false;
  const until = Date.now() + MAX_LOADING_WAIT_MS;
  for (;;) {
    const response = await post(target, body, signal);
    if (response.statusCode === 200) return response;
    const error = statusError(response, await readText(response, patience(target)), target);
    const pause = pauseFor(error, waited, until);
    if (pause === undefined) throw error;
    if (!waited) yield { type: 'notice', level: 'info', text: waitingFor(error, pause, target) };
    waited = true;
    await sleep(pause, undefined, { signal });
  }
}

function pauseFor(error: ModelError, waited: boolean, until: number): number | undefined {
  const { kind, retryAfterMs = 0 } = error;
  if (kind === 'busy') {
    // A server that names a longer time than is left is not kept waiting for in vain.
    const pause = Math.max(LOADING_STEP_MS, retryAfterMs);
    return Date.now() + pause <= until ? pause : undefined;
  }
  if (kind === 'rate' && !waited && retryAfterMs > 0 && retryAfterMs <= MAX_RATE_WAIT_MS)
    return retryAfterMs;
  return undefined;
}

function waitingFor(error: ModelError, pause: number, target: Target): string {
  if (error.kind === 'busy') return `${nameOf(target)} is not ready yet: waiting for it.`;
  return `${target.host} takes no more requests just now: waiting ${Math.ceil(pause / 1000)} s, as it asks.`;
}

async function readText(response: IncomingMessage, patienceMs: number): Promise<string> {
  response.setTimeout(patienceMs, () => response.destroy());
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      size += chunk.length;
      if (size > MAX_REFUSAL_BYTES) break;
    }
  } catch {
    // The status alone says that the request was refused; the words are lost with the connection.
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** The error of a stream that tells in mid-reply that something went wrong. */
export function streamError(value: unknown, target: Target): ModelError {
  const words = typeof value === 'string' ? value : JSON.stringify(value);
  const status = Number(Object(value)['code']);
  const error = statusError(
    { statusCode: status >= 400 && status < 600 ? status : 500, headers: {} },
    JSON.stringify({ error: value }),
    target,
  );
  return error.kind === 'refused'
    ? new ModelError(
        'refused',
        `${nameOf(target)} broke off its reply: ${quoted(messageOf(value) ?? words, target)}`,
      )
    : error;
}

function messageOf(value: unknown): string | undefined {
  const { message } = Object(value) as { readonly message?: unknown };
  return typeof message === 'string' ? message : undefined;
}
