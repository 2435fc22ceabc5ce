import { request as http, type IncomingMessage } from 'node:http';
import { request as https } from 'node:https';
import { ModelError } from '../../reasoning/modelError.ts';
import { nameOf, quoted, type Target } from './target.ts';
import { unreachable } from './unreachable.ts';

/** Reading the prompt, images included, can take minutes on a weak machine. */
const FIRST_BYTE_SECONDS = 300;

/** How long a server may be silent, ms. */
export function patience({ entry }: Target): number {
  return (entry.limits?.idleSeconds ?? FIRST_BYTE_SECONDS) * 1000;
}

/**
 * One POST to the chat endpoint. Node's own http rather than fetch: fetch gives up after five minutes of silence whatever it is told, and
 * VS Code's proxy settings reach this one. Redirects are not followed: key and figures go to the host that the user named.
 * @throws ModelError of kind `down` when nothing answers; `AbortError` when cancelled
 */
export function post(
  target: Target,
  body: Uint8Array,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const { entry, key } = target;
  const url = new URL(`${entry.url}/chat/completions`);
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const send = url.protocol === 'https:' ? https : http;
    const request = send(url, {
      method: 'POST',
      // A connection of its own for each reply: it is closed to stop the model, and none is left over.
      agent: false,
      headers: {
        ...entry.headers,
        accept: 'text/event-stream',
        'content-type': 'application/json',
        'content-length': body.length,
        ...(key !== undefined && { authorization: `Bearer ${key}` }),
      },
      signal,
    });
    request.setTimeout(patience(target), () => request.destroy(silent(target)));
    request.once('response', (response) => {
      request.setTimeout(0);
      resolve(response);
    });
    // Stays for the life of the request: what goes wrong later comes out of the response as well.
    request.on('error', (error) =>
      reject(signal.aborted || error instanceof ModelError ? error : unreachable(target, error)),
    );
    request.end(body);
  }).catch((error: unknown) => {
    if (signal.aborted || error instanceof ModelError) throw error;
    throw new ModelError(
      'refused',
      `The request to ${target.host} could not be made: ${quoted(error instanceof Error ? error.message : String(error), target)}`,
      { cause: error },
    );
  }) as Promise<IncomingMessage>;
}

function silent(target: Target): ModelError {
  return new ModelError(
    'down',
    `${nameOf(target)} did not begin to answer within ${patience(target) / 1000} s. It may be busy, or too slow for this many images: "limits": { "idleSeconds": … } of the model allows more time.`,
  );
}
