import { setTimeout as sleep } from 'node:timers/promises';
import type { IncomingHttpHeaders } from 'node:http';
import { CatalogError } from '../error.ts';

/** A fault that may pass. */
export class PassingFault extends Error {
  override readonly name = 'PassingFault';
  /** What the server said. */
  readonly waitMs?: number;

  constructor(message: string, { waitMs, ...options }: ErrorOptions & { waitMs?: number } = {}) {
    super(message, options);
    if (waitMs !== undefined) this.waitMs = waitMs;
  }
}

const NOTICED_MS = 1000;
/** Longer waits are told to the user instead. */
const LONGEST_WAIT_MS = 120_000;

/**
 * Does something until it succeeds or some attempts (five) in a row brought nothing. Waits 0.5, 1, 2, 4 seconds between them, with a random
 * part so that parallel files do not come back at the same moment, or as long as the server says.
 * @param progressed was anything gained since the last call of it? Then the count begins anew.
 */
export async function retrying<T>(
  attempt: () => Promise<T>,
  what: string,
  signal: AbortSignal,
  {
    attempts = 5,
    progressed = () => false,
    onWait = () => undefined,
  }: {
    readonly attempts?: number;
    readonly progressed?: () => boolean;
    /** Told before a wait that a user would notice. */
    readonly onWait?: (text: string) => void;
  } = {},
): Promise<T> {
  for (let failures = 0; ;) {
    try {
      return await attempt();
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof PassingFault)) throw error;
      failures = progressed() ? 1 : failures + 1;
      const wait = error.waitMs ?? 500 * 2 ** (failures - 1) * (0.75 + Math.random() / 2);
      if (failures >= attempts || wait > LONGEST_WAIT_MS)
        throw new CatalogError(
          'network',
          `${what}: ${error.message}${wait > LONGEST_WAIT_MS ? ` The server asks to wait ${Math.ceil(wait / 60_000)} minutes.` : ''} Try again later; what has come is kept, and the same command goes on from there.`,
          { cause: error },
        );
      if (wait >= NOTICED_MS)
        onWait(`${error.message} The next attempt is in ${Math.round(wait / 1000)} s.`);
      await sleep(wait, undefined, { signal });
    }
  }
}

/** A status that may pass, with how long the server wants us to wait. */
export function passingStatus(
  status: number,
  headers: IncomingHttpHeaders,
  host: string,
): PassingFault {
  const wait = retryAfter(headers['retry-after']);
  return new PassingFault(
    status === 429
      ? `${host} has had too many requests from here (status 429).`
      : `${host} has a fault (status ${status}).`,
    wait === undefined ? {} : { waitMs: wait },
  );
}

/** Seconds or a date (RFC 9110, 10.2.3). */
function retryAfter(value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const seconds = /^\d+$/u.test(value.trim())
    ? Number(value) * 1000
    : Date.parse(value) - Date.now();
  return Number.isFinite(seconds) ? Math.max(0, seconds) : undefined;
}
